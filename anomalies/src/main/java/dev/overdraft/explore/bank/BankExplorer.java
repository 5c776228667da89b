package dev.overdraft.explore.bank;

import dev.overdraft.explore.Budget;
import dev.overdraft.explore.Exploration;
import dev.overdraft.explore.Explorer;
import dev.overdraft.explore.Replay;
import dev.overdraft.explore.Scenario;
import dev.overdraft.explore.witness.Exports;
import dev.overdraft.explore.witness.ReplayToken;
import dev.overdraft.explore.witness.Witness;
import dev.overdraft.history.Isolation;
import dev.overdraft.target.Target;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.BankStrategy;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * Explores the built-in scenarios with one strategy at one level, in an empty schema. One
 * exploration at a time, on the caller's thread; close it.
 */
public final class BankExplorer implements AutoCloseable {

  private final String strategy;
  private final Explorer explorer;
  private final Bank bank;

  /** Makes the table in {@code schema} and opens the strategy on it. */
  public BankExplorer(Target target, String schema, BankStrategy strategy, Isolation level)
      throws Exception {
    this.strategy = strategy.name();
    this.explorer = Explorer.on(target.unpooled(level, schema));
    try {
      explorer.execute(BankScenario.DDL);
      this.bank = open(strategy, explorer.dataSource());
    } catch (Exception | Error failed) {
      explorer.close();
      throw failed;
    }
  }

  /** Opens a strategy on stepped connections to the table; the caller closes it. */
  public static Bank open(BankStrategy strategy, DataSource stepped) throws Exception {
    Bank bank = strategy.bank().open(new ExploredSurroundings(stepped));
    // What a strategy sets up at its first use is not part of any schedule.
    bank.audit();
    return bank;
  }

  /** A witness of a scenario, for other tools. */
  public Exports exports(BankScenario scenario, Witness witness) {
    Scenario whole = scenario.of(strategy, bank);
    return new Exports(witness, List.of(BankScenario.DDL), whole.given(), whole.invariants());
  }

  /** Runs one schedule of every class, or as many as the budget allows. */
  public Exploration explore(BankScenario scenario, Budget budget)
      throws SQLException, InterruptedException {
    return explorer.explore(scenario.of(strategy, bank), budget);
  }

  /** Repeats one schedule. */
  public Replay replay(BankScenario scenario, ReplayToken token)
      throws SQLException, InterruptedException {
    return explorer.replay(scenario.of(strategy, bank), token);
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
