package dev.overdraft.explore.bank;

import dev.overdraft.explore.Budget;
import dev.overdraft.explore.Exploration;
import dev.overdraft.explore.Explorer;
import dev.overdraft.explore.Replay;
import dev.overdraft.explore.Scenario;
import dev.overdraft.explore.Shards;
import dev.overdraft.explore.witness.Exports;
import dev.overdraft.explore.witness.ReplayToken;
import dev.overdraft.explore.witness.Witness;
import dev.overdraft.history.Isolation;
import dev.overdraft.target.Dialect;
import dev.overdraft.target.Target;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.BankStrategy;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Explores the built-in scenarios with one strategy at one level, in an empty schema. One
 * exploration at a time, on the caller's thread; close it.
 */
public final class BankExplorer implements AutoCloseable {

  private final Target target;
  private final BankStrategy strategy;
  private final Isolation level;
  private final Shards shards;
  private boolean everyVictim;
  private final List<Bank> banks = new ArrayList<>();

  /**
   * Makes the table in {@code schema} and opens the strategy on it.
   *
   * @throws IllegalArgumentException if it cannot be explored, see {@link #notStepped}
   */
  public BankExplorer(Target target, String schema, BankStrategy strategy, Isolation level)
      throws Exception {
    this(target, List.of(schema), strategy, level);
  }

  /**
   * The same in several schemas, which are explored at the same time: only for a strategy whose
   * banks share nothing in the JVM, and no lock outside their schema.
   */
  public BankExplorer(Target target, List<String> schemas, BankStrategy strategy, Isolation level)
      throws Exception {
    if (!strategy.shown().steps()) {
      throw new IllegalArgumentException(notStepped(strategy));
    }
    this.target = target;
    this.strategy = strategy;
    this.level = level;
    this.shards =
        Shards.on(schemas.stream().map(schema -> target.unpooled(level, schema)).toList());
    try {
      shards.execute(BankScenario.DDL);
      shards.execute(ddl().toArray(String[]::new));
      for (DataSource stepped : shards.dataSources()) {
        banks.add(open(strategy, stepped, target.dialect()));
      }
    } catch (Exception | Error failed) {
      close();
      throw failed;
    }
  }

  /** Explores from now on as {@link Scenario#everyVictim} says. */
  public void everyVictim() {
    everyVictim = true;
  }

  /** What to say of a strategy that cannot be explored. */
  public static String notStepped(BankStrategy strategy) {
    return strategy.name()
        + " is not stepped: some of what it does is decided outside the database, where no step"
        + " can be held back; only load tells what it is worth";
  }

  private List<String> ddl() {
    List<String> ddl = new ArrayList<>(ExploredSurroundings.ddl(target.dialect()));
    strategy.needs().ddl().forEach(each -> ddl.add(target.dialect().spell(each)));
    return ddl;
  }

  /** Opens a strategy on stepped connections to the table; the caller closes it. */
  public static Bank open(BankStrategy strategy, DataSource stepped, Dialect dialect)
      throws Exception {
    Bank bank = strategy.bank().open(new ExploredSurroundings(stepped, dialect));
    // What a strategy sets up at its first use is not part of any schedule.
    bank.audit();
    return bank;
  }

  /** A witness of a scenario, for other tools. */
  public Exports exports(BankScenario scenario, Witness witness) {
    Scenario whole = of(scenario, shards.dataSources().get(0));
    List<String> tables = new ArrayList<>(List.of(BankScenario.DDL));
    tables.addAll(ddl());
    return new Exports(
        witness, tables, whole.given(), whole.invariants(), whole.errors(), whole.serial());
  }

  /** Runs one schedule of every class, or as many as the budget allows. */
  public Exploration explore(BankScenario scenario, Budget budget)
      throws SQLException, InterruptedException {
    return shards.explore(stepped -> of(scenario, stepped), budget);
  }

  /** The scenario with this strategy's bank in it, to be played by {@link #explorer}. */
  public Scenario scenario(BankScenario scenario) {
    return of(scenario, explorer().dataSource());
  }

  /** What explores in the first schema. */
  public Explorer explorer() {
    return shards.first();
  }

  /** Repeats one schedule. */
  public Replay replay(BankScenario scenario, ReplayToken token)
      throws SQLException, InterruptedException {
    return shards.replay(stepped -> of(scenario, stepped), token);
  }

  private Scenario of(BankScenario scenario, DataSource stepped) {
    Bank bank = banks.get(shards.dataSources().indexOf(stepped));
    Scenario whole = scenario.of(strategy, level, bank);
    return everyVictim ? whole.everyVictim() : whole;
  }

  @Override
  public void close() throws SQLException {
    try {
      banks.forEach(Bank::close);
    } finally {
      shards.close();
    }
  }
}
