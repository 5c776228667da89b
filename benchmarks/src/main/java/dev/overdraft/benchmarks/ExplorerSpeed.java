package dev.overdraft.benchmarks;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
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
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * How many schedules a second the explorer runs, and PostgreSQL's own isolationtester beside it:
 * the same SQL, the same permutations, the same server, one after the other.
 *
 * <p>Two actors of three steps (read, update, commit), either on different rows, so that nobody
 * waits, or on one row in the orders in which exactly one step waits. Both sides put the rows back
 * before each schedule and look at an invariant after it; ours also reads the tables, judges them
 * and names the class of each schedule. The explorer works in two schemas at the same time.
 */
public final class ExplorerSpeed {

  private static final Budget BUDGET = Budget.of(Duration.ofMinutes(4));
  static final String GIVEN = "insert into account values (1, 100), (2, 100)";
  static final String INVARIANT = "select count(*) = 2 from account";
  private static final String READ = "select balance from account where id = ?";
  private static final String WRITE = "update account set balance = balance - 1 where id = ?";

  private final Target target;
  private final List<SchemaLease> leases;
  private final int schedules;

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
   * What was measured.
   *
   * @param situation what the actors do
   * @param schedules how many were run by each side
   * @param explorerPerSecond schedules
   * @param isolationtesterPerSecond permutations; empty where there is no isolationtester
   */
  public record Figures(
      String situation,
      long schedules,
      double explorerPerSecond,
      Optional<Double> isolationtesterPerSecond) {

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

  /** Measures in the leases' schemas, which are emptied, with about so many schedules each. */
  public ExplorerSpeed(Target target, List<SchemaLease> leases, int schedules) {
    this.target = target;
    this.leases = List.copyOf(leases);
    this.schedules = schedules;
  }

  /** Measures both situations. */
  public List<Figures> measure() throws SQLException, IOException, InterruptedException {
    return List.of(
        measure("2x3 steps, no lock wait", new Rows(1, 2), new Rows(2, 1), 0),
        measure("2x3 steps, one lock wait", new Rows(1, 1), new Rows(1, 1), 1));
  }

  private Figures measure(String situation, Rows alice, Rows bob, int waits)
      throws SQLException, IOException, InterruptedException {
    leases.forEach(SchemaLease::recreate);
    List<DataSource> raw =
        leases.stream()
            .map(lease -> target.unpooled(Isolation.READ_COMMITTED, lease.name()))
            .toList();
    try (Shards shards = Shards.on(raw)) {
      shards.execute("create table account (id int primary key, balance int not null)");
      Function<DataSource, Scenario> scenario =
          stepped ->
              Scenario.named("speed")
                  .given(GIVEN)
                  .actor("alice", () -> work(stepped, alice))
                  .actor("bob", () -> work(stepped, bob))
                  .invariant("rows", INVARIANT);
      List<List<Integer>> chosen = choose(shards, scenario, waits);
      shards.explore(scenario, BUDGET, s -> new Repeating(repeated(chosen, schedules / 2)));
      List<List<Integer>> all = repeated(chosen, schedules);
      Exploration timed = shards.explore(scenario, BUDGET, s -> new Repeating(all));
      double perSecond = timed.coverage().schedules() / timed.coverage().seconds();
      Optional<Double> theirs =
          new Isolationtester(target, leases.get(0).name()).perSecond(List.of(alice, bob), all);
      return new Figures(situation, timed.coverage().schedules(), perSecond, theirs);
    }
  }

  private static List<List<Integer>> repeated(List<List<Integer>> chosen, int atLeast) {
    List<List<Integer>> all = new ArrayList<>();
    while (all.size() < atLeast) {
      all.addAll(chosen);
    }
    return all;
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

  /** All schedules in which so many steps wait. */
  private static List<List<Integer>> choose(
      Shards shards, Function<DataSource, Scenario> scenario, int waits)
      throws SQLException, InterruptedException {
    List<List<Integer>> chosen = new ArrayList<>();
    var all = new Enumeration();
    shards.explore(scenario, BUDGET, s -> new Choosing(all, waits, chosen));
    return chosen;
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

  /** The smallest, the middle and the largest ratio of several rounds. */
  static String ratios(List<Figures> rounds) {
    List<Double> ratios =
        rounds.stream().flatMap(figures -> figures.ratio().stream()).sorted().toList();
    if (ratios.isEmpty()) {
      return "no ratio: no isolationtester here";
    }
    return String.format(
        Locale.ROOT,
        "%s: ratio min %.1f, median %.1f, max %.1f in %d rounds",
        rounds.get(0).situation(),
        ratios.get(0),
        ratios.get(ratios.size() / 2),
        ratios.get(ratios.size() - 1),
        ratios.size());
  }

  /**
   * Prints the figures of several rounds, in each of which both sides take turns, and their ratios.
   *
   * @param args the engine, {@code embedded} unless named; how many rounds; schedules of each
   */
  public static void main(String[] args) throws Exception {
    String name = args.length == 0 ? Engines.EMBEDDED : args[0];
    int rounds = args.length < 2 ? 3 : Integer.parseInt(args[1]);
    int schedules = args.length < 3 ? 2_000 : Integer.parseInt(args[2]);
    List<List<Figures>> measured = new ArrayList<>();
    try (Engine engine = Engines.start(name, Optional.empty(), Optional.empty());
        SchemaLease one = SchemaLease.claim(engine.target(), SchemaLease.DEFAULT_NAME);
        SchemaLease other = SchemaLease.claim(engine.target(), SchemaLease.DEFAULT_NAME + "_2")) {
      var speed = new ExplorerSpeed(engine.target(), List.of(one, other), schedules);
      speed.measure(); // until both compilers have done most of their work
      for (int round = 0; round < rounds; round++) {
        measured.add(speed.measure());
        measured.get(round).forEach(System.out::println);
      }
    }
    for (int situation = 0; situation < measured.get(0).size(); situation++) {
      int which = situation;
      System.out.println(ratios(measured.stream().map(round -> round.get(which)).toList()));
    }
  }
}
