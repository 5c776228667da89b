package dev.overdraft.explore.bank;

import dev.overdraft.explore.Budget;
import dev.overdraft.explore.Exploration;
import dev.overdraft.explore.Explorer;
import dev.overdraft.explore.Replay;
import dev.overdraft.explore.Scenario;
import dev.overdraft.explore.witness.ReplayToken;
import dev.overdraft.history.Isolation;
import dev.overdraft.target.Target;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.BankStrategy;
import java.sql.SQLException;

/**
 * Explores the built-in scenarios with one strategy at one level, in an empty schema. One
 * exploration at a time, on the caller's thread; close it.
 */
public final class BankExplorer implements AutoCloseable {

  private final BankStrategy strategy;
  private final Isolation level;
  private final Explorer explorer;
  private final Bank bank;

  /** Makes the table in {@code schema} and opens the strategy on it. */
  public BankExplorer(Target target, String schema, BankStrategy strategy, Isolation level)
      throws Exception {
    this.strategy = strategy;
    this.level = level;
    this.explorer = Explorer.on(target.unpooled(level, schema));
    try {
      explorer.execute(BankScenario.DDL);
      explorer.execute(strategy.needs().ddl().toArray(String[]::new));
      this.bank =
          strategy.bank().open(new ExploredSurroundings(explorer.dataSource(), target.dialect()));
      // What a strategy sets up at its first use is not part of any schedule.
      bank.audit();
    } catch (Exception | Error failed) {
      explorer.close();
      throw failed;
    }
  }

  /** Runs one schedule of every class, or as many as the budget allows. */
  public Exploration explore(BankScenario scenario, Budget budget)
      throws SQLException, InterruptedException {
    return explorer.explore(scenario.of(strategy, level, bank), budget);
  }

  /** The scenario with this strategy's bank in it, to be played by {@link #explorer}. */
  public Scenario scenario(BankScenario scenario) {
    return scenario.of(strategy, level, bank);
  }

  /** What explores here. */
  public Explorer explorer() {
    return explorer;
  }

  /** Repeats one schedule. */
  public Replay replay(BankScenario scenario, ReplayToken token)
      throws SQLException, InterruptedException {
    return explorer.replay(scenario.of(strategy, level, bank), token);
  }

  @Override
  public void close() throws SQLException {
    try {
      bank.close();
    } finally {
      explorer.close();
    }
  }
}
