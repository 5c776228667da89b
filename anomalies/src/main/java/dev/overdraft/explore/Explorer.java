package dev.overdraft.explore;

import dev.overdraft.explore.schema.Baseline;
import dev.overdraft.explore.schema.Catalog;
import dev.overdraft.explore.search.Dpor;
import dev.overdraft.explore.search.Search;
import dev.overdraft.explore.search.Statements;
import dev.overdraft.explore.step.Limits;
import dev.overdraft.explore.step.LockWaits;
import dev.overdraft.explore.step.Policy;
import dev.overdraft.explore.step.Scheduler;
import dev.overdraft.explore.step.Stepping;
import dev.overdraft.explore.witness.ReplayToken;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * Explores scenarios against one schema of one database.
 *
 * <p>Application code works on {@link #dataSource()}; while a scenario is explored its statements
 * are scheduled, otherwise they pass. The schema's tables are emptied of what {@code given} and the
 * actors did after each exploration, so that they end as they were.
 *
 * <p>Not thread-safe: one exploration at a time, on the caller's thread. Needs a connection per
 * actor and two of its own.
 */
public final class Explorer implements AutoCloseable {

  private final Connection control;
  private final LockWaits waits;
  private final Stepping stepping;
  private final Scheduler scheduler;

  private Explorer(DataSource raw, Limits limits) throws SQLException {
    this.control = raw.getConnection();
    this.waits = LockWaits.over(raw.getConnection());
    this.waits.prepare(control);
    this.stepping = new Stepping(raw, waits);
    this.scheduler = new Scheduler(stepping, waits, limits);
  }

  /**
   * Explores what {@code raw} connects to.
   *
   * @param raw opens a new connection each time, to the schema and at the isolation level under
   *     test; not a pool
   */
  public static Explorer on(DataSource raw) throws SQLException {
    return new Explorer(raw, Limits.STANDARD);
  }

  /** The same with bounds of one's own. */
  public static Explorer on(DataSource raw, Limits limits) throws SQLException {
    return new Explorer(raw, limits);
  }

  /** What application code gets instead of its own data source; a pool may be put on top of it. */
  public DataSource dataSource() {
    return stepping.dataSource();
  }

  /** Runs SQL at once, outside any schedule: for making tables. */
  public void execute(String... sql) throws SQLException {
    try (Statement statement = control.createStatement()) {
      for (String each : sql) {
        statement.execute(each);
      }
    }
  }

  /**
   * Runs one schedule of every class, or as many as the budget allows; and again, with the same
   * budget, for each clause without which the scenario has to fail.
   */
  public Exploration explore(Scenario scenario, Budget budget)
      throws SQLException, InterruptedException {
    return explore(scenario, budget, Dpor::new);
  }

  /** The same with another search: the reference enumeration, say. */
  public Exploration explore(Scenario scenario, Budget budget, Function<Statements, Search> search)
      throws SQLException, InterruptedException {
    Exploration exploration = once(scenario, budget, search);
    for (String clause : scenario.controls()) {
      if (exploration.verdict() == Exploration.Verdict.HOLDS) {
        exploration = without(clause, scenario, budget, search).judge(exploration);
      }
    }
    return exploration;
  }

  private NegativeControl without(
      String clause, Scenario scenario, Budget budget, Function<Statements, Search> search)
      throws SQLException, InterruptedException {
    stepping.omit(clause);
    boolean occurred;
    Exploration without;
    try {
      without = once(scenario, budget, search);
    } finally {
      occurred = stepping.complete();
    }
    return new NegativeControl(clause, occurred, without);
  }

  private Exploration once(Scenario scenario, Budget budget, Function<Statements, Search> search)
      throws SQLException, InterruptedException {
    Baseline before = Baseline.capture(control, Catalog.read(control), "before");
    try {
      execute(scenario.given().toArray(String[]::new));
      Baseline start = Baseline.capture(control, Catalog.read(control), "start");
      return new Campaign(scenario, budget, start, stepping, scheduler, control).explore(search);
    } finally {
      before.restore();
    }
  }

  /**
   * Runs a scenario of one actor, where nothing can race: twice, to see that it does the same
   * again, and once to be judged. For rules that bad input breaks without any help.
   */
  public Exploration exploreAlone(Scenario scenario) throws SQLException, InterruptedException {
    Baseline before = Baseline.capture(control, Catalog.read(control), "before");
    try {
      execute(scenario.given().toArray(String[]::new));
      Baseline start = Baseline.capture(control, Catalog.read(control), "start");
      return new Campaign(scenario, Budget.STANDARD, start, stepping, scheduler, control).alone();
    } finally {
      before.restore();
    }
  }

  /** Plays one schedule, from the scenario's start, without judging it. */
  public Played play(Scenario scenario, Policy policy) throws SQLException, InterruptedException {
    Baseline before = Baseline.capture(control, Catalog.read(control), "before");
    try {
      execute(scenario.given().toArray(String[]::new));
      Baseline start = Baseline.capture(control, Catalog.read(control), "start");
      return new Campaign(scenario, Budget.STANDARD, start, stepping, scheduler, control)
          .once(policy);
    } finally {
      before.restore();
    }
  }

  /**
   * Plays and judges every schedule of a search and shows each, until {@code seen} says that it is
   * enough. Returns why it broke off; empty if it did not.
   */
  public Optional<String> playAll(Scenario scenario, Search search, Predicate<Played> seen)
      throws SQLException, InterruptedException {
    Baseline before = Baseline.capture(control, Catalog.read(control), "before");
    try {
      execute(scenario.given().toArray(String[]::new));
      Baseline start = Baseline.capture(control, Catalog.read(control), "start");
      return new Campaign(scenario, Budget.STANDARD, start, stepping, scheduler, control)
          .playAll(search, seen);
    } finally {
      before.restore();
    }
  }

  /** Runs both orders of all adjacent steps of a search's schedules that are called independent. */
  IndependenceGuard.Report guard(Scenario scenario, Search search)
      throws SQLException, InterruptedException {
    Baseline before = Baseline.capture(control, Catalog.read(control), "before");
    try {
      execute(scenario.given().toArray(String[]::new));
      Catalog catalog = Catalog.read(control);
      Baseline start = Baseline.capture(control, catalog, "start");
      var campaign = new Campaign(scenario, Budget.STANDARD, start, stepping, scheduler, control);
      return new IndependenceGuard(campaign::once, new Statements(catalog)).guard(search);
    } finally {
      before.restore();
    }
  }

  /** Repeats the schedule of a token, and stops where that is not possible. */
  public Replay replay(Scenario scenario, ReplayToken token)
      throws SQLException, InterruptedException {
    Baseline before = Baseline.capture(control, Catalog.read(control), "before");
    try {
      execute(scenario.given().toArray(String[]::new));
      Baseline start = Baseline.capture(control, Catalog.read(control), "start");
      return new Campaign(scenario, Budget.STANDARD, start, stepping, scheduler, control)
          .replay(token);
    } finally {
      before.restore();
    }
  }

  @Override
  public void close() throws SQLException {
    scheduler.close();
    try (control;
        waits;
        stepping) {
      // Closed in reverse order, whatever one of them throws.
    }
  }
}
