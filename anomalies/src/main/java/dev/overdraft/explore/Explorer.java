package dev.overdraft.explore;

import dev.overdraft.engine.SchemaLock;
import dev.overdraft.explore.schema.Baseline;
import dev.overdraft.explore.schema.Catalog;
import dev.overdraft.explore.schema.Routines;
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
import java.util.List;
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
 * <p>Actors that nothing brings to an end, blocked on monitors that they took in opposite order,
 * end the exploration with what it has found; then another explorer is needed for the next.
 *
 * <p>Not thread-safe: one exploration at a time, on the caller's thread. Needs a connection per
 * actor and two of its own.
 */
public final class Explorer implements AutoCloseable {

  private final Connection control;
  private final LockWaits waits;
  private final Stepping stepping;
  private final Scheduler scheduler;
  private Optional<SchemaLock> theirs = Optional.empty();

  private Explorer(DataSource raw, Limits limits) throws SQLException {
    this.control = raw.getConnection();
    this.waits = asking(raw, control);
    this.stepping = new Stepping(raw, waits);
    this.scheduler = new Scheduler(stepping, waits, limits);
  }

  /** Prepares {@code control} as well, or closes it. */
  private static LockWaits asking(DataSource raw, Connection control) throws SQLException {
    try {
      LockWaits waits = LockWaits.over(raw.getConnection());
      waits.prepare(control);
      return waits;
    } catch (SQLException | RuntimeException refused) {
      try (control) {
        throw refused;
      }
    }
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

  /**
   * Explores in a schema with rows of somebody else's, which may come from a pool. A scenario is
   * refused before anything is changed if those rows could not be brought back. Waits until no
   * other explorer or storm is in that schema, and keeps it until {@link #close}.
   */
  public static Explorer onTheirs(DataSource raw, String schema) throws SQLException {
    SchemaLock lock = SchemaLock.await(raw, schema);
    Explorer explorer;
    try {
      explorer = on(raw);
    } catch (SQLException | RuntimeException failed) {
      lock.close();
      throw failed;
    }
    explorer.theirs = Optional.of(lock);
    try {
      lock.hold(explorer.control);
      return explorer;
    } catch (SQLException | RuntimeException failed) {
      explorer.close();
      throw failed;
    }
  }

  /**
   * What application code gets instead of its own data source; a pool may be put on top of it. One
   * that still opens connections in the background should have done so before: an actor who waits
   * for it meanwhile is taken for one who waits for another actor's connection.
   */
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
    return new Expedition(List.of(this), List.of(scenario), budget).explore();
  }

  /** The same with another search: the reference enumeration, say. */
  public Exploration explore(Scenario scenario, Budget budget, Function<Statements, Search> search)
      throws SQLException, InterruptedException {
    return new Expedition(List.of(this), List.of(scenario), budget).explore(search);
  }

  /** Sets a scenario up; close what comes back. */
  Setting set(Scenario scenario) throws SQLException {
    return set(scenario, Optional.empty());
  }

  /**
   * The same, as one of several.
   *
   * @param shared what the first of them knows of statements
   */
  Setting set(Scenario scenario, Optional<Statements> shared) throws SQLException {
    Catalog there = Catalog.read(control);
    Baseline before =
        theirs.isPresent()
            ? Baseline.captureTheirs(control, there, "before")
            : Baseline.capture(control, there, "before");
    try {
      execute(scenario.given().toArray(String[]::new));
      Catalog catalog = scenario.givesRowsOnly() ? there : Catalog.read(control);
      Routines routines = Routines.read(control);
      Baseline start = Baseline.capture(control, catalog, "start");
      Statements statements =
          shared.orElseGet(() -> new Statements(catalog, start.state(), routines));
      return new Setting(
          before, start, new Player(scenario, start, stepping, scheduler, control, statements));
    } catch (SQLException | RuntimeException | Error failed) {
      try (before) {
        before.restore();
      }
      throw failed;
    }
  }

  /** Whether somebody can be chosen whom a deadlock costs his transaction. */
  boolean choosesVictims() {
    return stepping.choosesVictims();
  }

  /** Leaves a clause out of every statement, until {@link #complete}. */
  void omit(String clause) {
    stepping.omit(clause);
  }

  /** Statements are whole again; whether the clause was in any. */
  boolean complete() {
    return stepping.complete();
  }

  /**
   * Runs a scenario of one actor, where nothing can race: twice, to see that it does the same
   * again, and once to be judged. For rules that bad input breaks without any help.
   */
  public Exploration exploreAlone(Scenario scenario) throws SQLException, InterruptedException {
    try (Setting setting = set(scenario)) {
      return new Campaign(List.of(setting.player()), Budget.STANDARD).alone();
    }
  }

  /** Plays one schedule, from the scenario's start, without judging it. */
  public Played play(Scenario scenario, Policy policy) throws SQLException, InterruptedException {
    try (Setting setting = set(scenario)) {
      return setting.player().once(policy);
    }
  }

  /**
   * Plays and judges every schedule of a search and shows each, until {@code seen} says that it is
   * enough. Returns why it broke off; empty if it did not.
   */
  public Optional<String> playAll(Scenario scenario, Search search, Predicate<Played> seen)
      throws SQLException, InterruptedException {
    try (Setting setting = set(scenario)) {
      return setting.player().playAll(search, seen);
    }
  }

  /** Runs both orders of all adjacent steps of a search's schedules that are called independent. */
  IndependenceGuard.Report guard(Scenario scenario, Function<Statements, Search> search)
      throws SQLException, InterruptedException {
    try (Setting setting = set(scenario)) {
      Statements statements = setting.player().statements();
      return new IndependenceGuard(setting.player()::once, statements)
          .guard(search.apply(statements));
    }
  }

  /** Repeats the schedule of a token, and stops where that is not possible. */
  public Replay replay(Scenario scenario, ReplayToken token)
      throws SQLException, InterruptedException {
    try (Setting setting = set(scenario)) {
      return setting.player().replay(token);
    }
  }

  @Override
  public void close() throws SQLException {
    scheduler.close();
    try (waits) {
      try {
        stepping.close();
      } finally {
        giveBackControl();
      }
    }
  }

  private void giveBackControl() throws SQLException {
    try {
      if (theirs.isPresent()) {
        theirs.get().close();
      }
    } finally {
      waits.giveBack(control);
    }
  }
}
