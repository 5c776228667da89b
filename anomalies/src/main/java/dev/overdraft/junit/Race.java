package dev.overdraft.junit;

import dev.overdraft.explore.Explorer;
import dev.overdraft.explore.Scenario;
import dev.overdraft.explore.oracle.Invariant;
import dev.overdraft.explore.step.Actor;
import dev.overdraft.history.Isolation;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Interleavings} test declares: the start, the actors, and what must be true.
 * Explored when the test method has returned.
 *
 * <p>Used by the test's thread alone. Everything that the actors do in the database has to go
 * through {@link #dataSource()}, on the thread that calls them.
 */
public final class Race {

  private final Isolation level;
  private final Supplier<Explorer> embedded;
  private @Nullable Explorer explorer;
  private Scenario scenario;

  /**
   * A race on an explorer that is opened when it is needed.
   *
   * @param embedded opens one on the embedded server
   */
  Race(Supplier<Explorer> embedded, Isolation level, String name) {
    this.embedded = embedded;
    this.level = level;
    this.scenario = Scenario.named(name);
  }

  /**
   * Runs the race on a data source of the team's own instead of the embedded server. To be said
   * before anything else.
   *
   * <p>The tables of that schema are emptied and filled again between interleavings, and hold in
   * the end what they held before. Where that way back is barred, by a trigger that cannot be
   * switched off and rewrites rows, say, by foreign keys from other schemas, or for want of a
   * right, the race is refused before anything is changed. The tables of other schemas are neither
   * watched nor brought back.
   *
   * <p>Another race or trial in that schema waits until this test has ended, on PostgreSQL and
   * MariaDB one in another JVM too. Nobody else should use its tables meanwhile.
   *
   * @param dataSource a pool is welcome if it has a connection per actor and two more
   * @param schema the one schema that the race may change; MariaDB calls it a database
   */
  public Race on(DataSource dataSource, String schema) throws SQLException {
    if (explorer != null) {
      throw new IllegalStateException("race.on(...) has to come before everything else");
    }
    explorer = Explorer.onTheirs(new OwnDatabase(dataSource, schema, level), schema);
    return this;
  }

  /**
   * What the code under test gets as its data source; a pool may be put on top of it. One that
   * still opens connections in the background should have done so before: an actor who waits for it
   * meanwhile is taken for one who waits for another actor's connection.
   */
  public DataSource dataSource() {
    return explorer().dataSource();
  }

  /**
   * Makes tables, at once, in an empty schema that is dropped after the test. In a schema of the
   * team's own they stay.
   */
  public Race schema(String... ddl) throws SQLException {
    explorer().execute(ddl);
    return this;
  }

  /** SQL that every interleaving starts from. */
  public Race given(String... sql) {
    scenario = scenario.given(sql);
    return this;
  }

  /** One who acts, and whose result counts; a failed assertion fails the run. */
  public Race actor(String name, Actor.Work work) {
    scenario = scenario.actor(name, work);
    return this;
  }

  /** One who acts, without a result. */
  public Race actor(String name, Scenario.Action work) {
    scenario = scenario.actor(name, work);
    return this;
  }

  /** What must be true afterwards: a query whose first column is true. */
  public Race invariant(String name, String query) {
    scenario = scenario.invariant(name, query);
    return this;
  }

  /**
   * What must be true afterwards: code that looks for itself, and says so or asserts it. Its
   * connection only looks: {@link Invariant.Check}.
   */
  public Race invariant(String name, Invariant.Check check) {
    scenario = scenario.invariant(name, check);
    return this;
  }

  /** Rows, results and errors must be those of some serial order. */
  public Race serialEquivalence() {
    scenario = scenario.serialEquivalence();
    return this;
  }

  /** An error, by SQLSTATE or simple class name, after which an actor counts as not having run. */
  public Race mayFail(String stateOrClass) {
    scenario = scenario.mayFail(stateOrClass);
    return this;
  }

  /** An error, by SQLSTATE or simple class name, that the code under test has to handle itself. */
  public Race mustRetry(String stateOrClass) {
    scenario = scenario.mustRetry(stateOrClass);
    return this;
  }

  /**
   * Explores each deadlock once for each one in its cycle, aborted by the server; else it always is
   * the one who closes the cycle. PostgreSQL only, and only who may set {@code deadlock_timeout}.
   */
  public Race everyVictim() {
    scenario = scenario.everyVictim();
    return this;
  }

  /**
   * The negative control: with {@code clause} left out of every statement the race has to be lost.
   * One that is won all the same fails the test, since it proves nothing about the clause. Spends
   * the budget once more.
   */
  public Race mustFailWithout(String clause) {
    scenario = scenario.mustFailWithout(clause);
    return this;
  }

  Scenario scenario() {
    return scenario;
  }

  Explorer explorer() {
    Explorer open = explorer;
    if (open == null) {
      open = embedded.get();
      explorer = open;
    }
    return open;
  }

  /** Ends what was opened. */
  void close() throws SQLException {
    if (explorer != null) {
      explorer.close();
    }
  }
}
