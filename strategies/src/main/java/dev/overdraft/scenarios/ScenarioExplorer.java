package dev.overdraft.scenarios;

import dev.overdraft.explore.Budget;
import dev.overdraft.explore.Exploration;
import dev.overdraft.explore.Explorer;
import dev.overdraft.explore.Replay;
import dev.overdraft.explore.Scenario;
import dev.overdraft.explore.witness.Exports;
import dev.overdraft.explore.witness.ReplayToken;
import dev.overdraft.explore.witness.Witness;
import dev.overdraft.history.Isolation;
import dev.overdraft.target.Dialect;
import dev.overdraft.target.Target;
import java.sql.SQLException;

/**
 * Explores the two scenarios of an anti-pattern at one level, in an empty schema. One exploration
 * at a time, on the caller's thread; close it.
 */
public final class ScenarioExplorer implements AutoCloseable {

  private final AntiPattern antiPattern;
  private final Explorer explorer;
  private final Setting setting;
  private boolean everyVictim;

  /** Makes the anti-pattern's tables in {@code schema}. */
  public ScenarioExplorer(Target target, String schema, AntiPattern antiPattern, Isolation level)
      throws SQLException {
    this.antiPattern = antiPattern;
    this.explorer = Explorer.on(connected(target, antiPattern).unpooled(level, schema));
    this.setting = new Setting(explorer.dataSource(), target.dialect());
    try {
      explorer.execute(antiPattern.tables().toArray(String[]::new));
    } catch (SQLException | RuntimeException failed) {
      explorer.close();
      throw failed;
    }
  }

  private static Target connected(Target target, AntiPattern antiPattern) {
    boolean asked =
        target.dialect() == Dialect.MARIADB && !antiPattern.mariadbParameter().isEmpty();
    return asked ? target.with(antiPattern.mariadbParameter()) : target;
  }

  /** Explores from now on as {@link Scenario#everyVictim} says. */
  public void everyVictim() {
    everyVictim = true;
  }

  /** Runs one schedule of every class, or as many as the budget allows. */
  public Exploration explore(Variant variant, Budget budget)
      throws SQLException, InterruptedException {
    Scenario scenario = antiPattern.scenario(variant, setting);
    return scenario.actors().size() == 1
        ? explorer.exploreAlone(scenario)
        : explorer.explore(everyVictim ? scenario.everyVictim() : scenario, budget);
  }

  /** Repeats one schedule. */
  public Replay replay(Variant variant, ReplayToken token)
      throws SQLException, InterruptedException {
    return explorer.replay(antiPattern.scenario(variant, setting), token);
  }

  /** A witness of the variant, for other tools. */
  public Exports exports(Variant variant, Witness witness) {
    Scenario whole = antiPattern.scenario(variant, setting);
    return new Exports(
        witness,
        antiPattern.tables(),
        whole.given(),
        whole.invariants(),
        whole.errors(),
        whole.serial());
  }

  @Override
  public void close() throws SQLException {
    try {
      setting.close();
    } finally {
      explorer.close();
    }
  }
}
