package dev.overdraft.benchmarks;

import dev.overdraft.engine.SchemaLease;
import dev.overdraft.explore.Budget;
import dev.overdraft.explore.Exploration;
import dev.overdraft.explore.Scenario;
import dev.overdraft.explore.Shards;
import dev.overdraft.explore.search.Enumeration;
import dev.overdraft.explore.search.Following;
import dev.overdraft.explore.search.Search;
import dev.overdraft.explore.step.Moment;
import dev.overdraft.explore.step.Policy;
import dev.overdraft.explore.step.Run;
import dev.overdraft.history.Isolation;
import dev.overdraft.target.Target;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * How many schedules a second the explorer runs, and PostgreSQL's own isolationtester beside it:
 * the same SQL, the same permutations, the same server, one after the other.
 *
 * <p>Two actors of three steps (read, update, commit), either on different rows, so that nobody
 * waits, or on one row in the orders in which exactly one step waits. Both sides put the rows back
 * before each schedule and look at an invariant after it; ours also reads the tables, judges them
 * and names the class of each schedule. The explorer works in two schemas at the same time.
 *
 * <p>It is warmed up first: a JVM runs its first ten thousand schedules or so at half the speed,
 * while it compiles, and what is asked here is what a schedule costs, not what a start does.
 */
public final class ExplorerSpeed {

  private static final Budget BUDGET = Budget.of(Duration.ofMinutes(4));
  static final String GIVEN = "insert into account values (1, 100), (2, 100)";
  static final String INVARIANT = "select count(*) = 2 from account";
  private static final String READ = "select balance from account where id = ?";
  private static final String WRITE = "update account set balance = balance - 1 where id = ?";

  /** Schedules of a round without a wait: what a round begins with is soon outweighed. */
  public static final int SCHEDULES = 20_000;

  private static final int WARM_UPS = 4;

  /** With a wait isolationtester takes ten times as long, so there are fewer schedules. */
  private static final int FEWER_WITH_A_WAIT = 5;

  private final Target target;
  private final List<SchemaLease> leases;
  private final List<Situation> situations;

  /** Which rows an actor reads and updates. */
  record Rows(int read, int updated) {
    String readSql() {
      return READ.replace("?", String.valueOf(read));
    }

    String updateSql() {
      return WRITE.replace("?", String.valueOf(updated));
    }
  }

  /**
   * What the actors do.
   *
   * @param waits how many steps wait in each schedule
   * @param schedules at least so many are run
   * @param aim how many times as fast as isolationtester we mean to be
   */
  private record Situation(
      String name, Rows alice, Rows bob, int waits, int schedules, double aim) {
    Scenario scenario(DataSource stepped) {
      return Scenario.named("speed")
          .given(GIVEN)
          .actor("alice", () -> work(stepped, alice))
          .actor("bob", () -> work(stepped, bob))
          .invariant("rows", INVARIANT);
    }
  }

  /**
   * What was measured.
   *
   * @param situation what the actors do
   * @param schedules how many were run by each side
   * @param explorerPerSecond schedules
   * @param isolationtesterPerSecond permutations; empty where there is no isolationtester
   * @param aim how many times as fast we mean to be
   */
  public record Figures(
      String situation,
      long schedules,
      double explorerPerSecond,
      Optional<Double> isolationtesterPerSecond,
      double aim) {

    /** How many times as fast as isolationtester. */
    Optional<Double> ratio() {
      return isolationtesterPerSecond.map(theirs -> explorerPerSecond / theirs);
    }

    @Override
    public String toString() {
      String ours =
          String.format(
              Locale.ROOT,
              "%s: explorer %.0f/s in %d schedules",
              situation,
              explorerPerSecond,
              schedules);
      return isolationtesterPerSecond
          .map(
              theirs ->
                  String.format(
                      Locale.ROOT,
                      "%s; isolationtester %.0f/s; ratio %.1f",
                      ours,
                      theirs,
                      explorerPerSecond / theirs))
          .orElse(ours + "; no isolationtester here (postgresql-server-dev-15 has it)");
    }
  }

  /**
   * Measures in the leases' schemas, which are emptied.
   *
   * @param schedules at least so many without a wait, and a fifth of them with one
   */
  public ExplorerSpeed(Target target, List<SchemaLease> leases, int schedules) {
    this.target = target;
    this.leases = List.copyOf(leases);
    this.situations =
        List.of(
            new Situation(
                "2x3 steps, no lock wait", new Rows(1, 2), new Rows(2, 1), 0, schedules, 2),
            new Situation(
                "2x3 steps, one lock wait",
                new Rows(1, 1),
                new Rows(1, 1),
                1,
                Math.max(1, schedules / FEWER_WITH_A_WAIT),
                5));
  }

  /** Runs the explorer alone, several times what is measured, until it is compiled. */
  public void warmUp() throws SQLException, InterruptedException {
    for (Situation situation : situations) {
      try (Shards shards = shards()) {
        explore(shards, situation, schedules(shards, situation, WARM_UPS * situation.schedules()));
      }
    }
  }

  /** Measures both situations. */
  public List<Figures> measure() throws SQLException, IOException, InterruptedException {
    List<Figures> measured = new ArrayList<>();
    for (Situation situation : situations) {
      measured.add(measure(situation));
    }
    return measured;
  }

  private Figures measure(Situation situation)
      throws SQLException, IOException, InterruptedException {
    try (Shards shards = shards()) {
      List<List<Integer>> all = schedules(shards, situation, situation.schedules());
      Exploration timed = explore(shards, situation, all);
      double perSecond = timed.coverage().schedules() / timed.coverage().seconds();
      Optional<Double> theirs =
          new Isolationtester(target, leases.get(0).name())
              .perSecond(List.of(situation.alice(), situation.bob()), all);
      return new Figures(
          situation.name(), timed.coverage().schedules(), perSecond, theirs, situation.aim());
    }
  }

  /** On empty schemas with the table. */
  private Shards shards() throws SQLException {
    leases.forEach(SchemaLease::recreate);
    List<DataSource> raw =
        leases.stream()
            .map(lease -> target.unpooled(Isolation.READ_COMMITTED, lease.name()))
            .toList();
    Shards shards = Shards.on(raw);
    try {
      shards.execute("create table account (id int primary key, balance int not null)");
      return shards;
    } catch (SQLException | RuntimeException failed) {
      shards.close();
      throw failed;
    }
  }

  private static Exploration explore(
      Shards shards, Situation situation, List<List<Integer>> schedules)
      throws SQLException, InterruptedException {
    return shards.explore(situation::scenario, BUDGET, s -> new Repeating(schedules));
  }

  /** All schedules in which as many steps wait as should, over and over. */
  private static List<List<Integer>> schedules(Shards shards, Situation situation, int atLeast)
      throws SQLException, InterruptedException {
    List<List<Integer>> chosen = new ArrayList<>();
    var all = new Enumeration();
    shards.explore(situation::scenario, BUDGET, s -> new Choosing(all, situation.waits(), chosen));
    List<List<Integer>> repeated = new ArrayList<>();
    while (repeated.size() < atLeast) {
      repeated.addAll(chosen);
    }
    return repeated;
  }

  private static void work(DataSource dataSource, Rows rows) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement read = connection.prepareStatement(READ)) {
        read.setInt(1, rows.read());
        read.executeQuery().close();
      }
      try (PreparedStatement write = connection.prepareStatement(WRITE)) {
        write.setInt(1, rows.updated());
        write.executeUpdate();
      }
      connection.commit();
    }
  }

  private record Choosing(Search all, int waits, List<List<Integer>> chosen) implements Search {
    @Override
    public Optional<Policy> next() {
      return all.next();
    }

    @Override
    public void done(Policy policy, Run run) {
      all.done(policy, run);
      if (run.moments().stream().filter(m -> m.kind() == Moment.Kind.WAITS).count() == waits) {
        chosen.add(run.choices());
      }
    }
  }

  private static final class Repeating implements Search {
    private final List<List<Integer>> all;
    private int next;

    Repeating(List<List<Integer>> all) {
      this.all = all;
    }

    @Override
    public Optional<Policy> next() {
      return next < all.size() ? Optional.of(new Following(all.get(next++))) : Optional.empty();
    }

    @Override
    public void done(Policy policy, Run run) {
      // The list is the whole plan.
    }
  }
}
