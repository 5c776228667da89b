package dev.overdraft.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.explore.search.Dpor;
import dev.overdraft.explore.search.Enumeration;
import dev.overdraft.history.Isolation;
import dev.overdraft.suite.WholeSuite;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What PostgreSQL's SERIALIZABLE makes of three transactions is found by the reduction as by plain
 * enumeration, and what is called independent is so, up to who is aborted where.
 *
 * <p>Transactions are written as in {@code r1 w2}: reads row 1, writes row 2; {@code p} reads all
 * rows, {@code i} inserts one, {@code o} and {@code q} read and write a row of another table,
 * {@code t} reads one of a third.
 */
@WholeSuite
class SerializableReductionIT {

  private static final Budget BUDGET = Budget.of(Duration.ofMinutes(4));
  @RegisterExtension static final Database database = Database.postgres();
  private Explorer explorer;

  @BeforeEach
  void prepare() throws SQLException {
    explorer = database.explorer(Isolation.SERIALIZABLE);
    explorer.execute(
        Accounts.TABLE,
        "create table other (id int primary key, x int not null)",
        "create table third (id int primary key, x int not null)");
  }

  @AfterEach
  void tidy() throws SQLException {
    explorer.close();
  }

  @ParameterizedTest
  @CsvSource({
    // Write skew of two, with somebody who reads what one of them writes.
    "r1 w2, r2 w1, r1",
    // A ring of three.
    "r1 w2, r2 w3, r3 w1",
    // A reader that commits first is none that could have been overtaken.
    "r2, w2 r1, w1",
    // A pivot in the middle that both ends lead to.
    "r1 w2, r2 w1, w1",
    // Phantoms, and rows that exist.
    "p i, p w1, r2",
    // Two tables: what conflicts lead to over a third transaction.
    "r1 q, o w2, r2 w1",
    "w1 o, r1 q, r1",
    // Whoever reads what a pivot has written, with a snapshot from before the other end's commit.
    "r1 q, t o, w1",
  })
  void explore_threeTransactions_asEnumeration(String alice, String bob, String carol)
      throws Exception {
    assertSameClasses(assertAsEnumeration(List.of(alice, bob, carol)));
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, Integer.getInteger("overdraft.seeds", 2));
  }

  /**
   * Drawn at random, since nobody thinks of everything. Outcomes only: of some of these, a busy
   * server shows plain enumeration a few classes more in one run than in the next.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void explore_drawnTransactions_asEnumeration(long seed) throws Exception {
    var random = new SplittableRandom(seed);
    String[] kinds = {"r1", "r1", "r2", "w1", "w2", "w2", "p", "i", "o", "q"};
    List<String> transactions = new ArrayList<>();
    for (int length : new int[] {2, 2, 1}) {
      List<String> steps = new ArrayList<>();
      while (steps.size() < length) {
        steps.add(kinds[random.nextInt(kinds.length)]);
      }
      transactions.add(String.join(" ", steps));
    }
    assertAsEnumeration(transactions);
  }

  @Test
  void explore_retriedUntilItSucceeds_asEnumeration() throws Exception {
    var accounts = new Accounts(explorer.dataSource());
    Scenario scenario =
        Scenario.named("retried")
            .given("insert into account values (1, 100)")
            .actor("alice", () -> retried(() -> accounts.readModifyWrite(1, 80)))
            .actor("bob", () -> retried(() -> accounts.readModifyWrite(1, 80)))
            .mustRetry("40001")
            .serialEquivalence();

    Exploration reduced = explorer.explore(scenario, BUDGET);
    Exploration all = explorer.explore(scenario, BUDGET, s -> new Enumeration());

    assertThat(reduced.verdict()).isEqualTo(Exploration.Verdict.HOLDS);
    assertSame(reduced, all);
    assertSameClasses(List.of(reduced, all));
  }

  private Scenario drawn(List<String> transactions) {
    Scenario scenario =
        Scenario.named("drawn")
            .given("insert into account values (1, 100), (2, 100), (3, 100)")
            .given("insert into other values (1, 100)", "insert into third values (1, 100)")
            .serialEquivalence();
    for (int i = 0; i < transactions.size(); i++) {
      int who = i;
      scenario = scenario.actor("actor" + i, () -> run(who, transactions.get(who).split(" ")));
    }
    return scenario;
  }

  private List<Exploration> assertAsEnumeration(List<String> transactions) throws Exception {
    Scenario scenario = drawn(transactions);

    IndependenceGuard.Report report = explorer.guard(scenario, Dpor::new);
    Exploration reduced = explorer.explore(scenario, BUDGET);
    Exploration all = explorer.explore(scenario, BUDGET, s -> new Enumeration());

    assertThat(report.differences()).as(transactions.toString()).isEmpty();
    assertSame(reduced, all);
    return List.of(reduced, all);
  }

  private static void assertSameClasses(List<Exploration> both) {
    assertThat(both.get(0).coverage().classes()).isEqualTo(both.get(1).coverage().classes());
  }

  private static void assertSame(Exploration reduced, Exploration all) {
    assertThat(reduced.coverage().kind()).isEqualTo(Coverage.Kind.EXHAUSTIVE);
    assertThat(all.coverage().kind()).isEqualTo(Coverage.Kind.EXHAUSTIVE);
    assertThat(reduced.outcomes()).isEqualTo(all.outcomes());
    assertThat(reduced.verdict()).isEqualTo(all.verdict());
    assertThat(reduced.coverage().schedules()).isLessThan(all.coverage().schedules());
  }

  private interface Work {
    boolean run() throws SQLException;
  }

  private static boolean retried(Work work) throws SQLException {
    while (true) {
      try {
        return work.run();
      } catch (SQLException conflict) {
        if (!"40001".equals(conflict.getSQLState())) {
          throw conflict;
        }
      }
    }
  }

  private String run(int who, String[] steps) throws SQLException {
    try (Connection connection = explorer.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      var seen = new StringBuilder();
      for (String step : steps) {
        seen.append(step(connection, who, step)).append(' ');
      }
      connection.commit();
      return seen.toString();
    }
  }

  private static String step(Connection connection, int who, String step) throws SQLException {
    String row = step.substring(1);
    return switch (step.charAt(0)) {
      case 'r' -> read(connection, "select balance from account where id = " + row);
      case 'p' -> read(connection, "select sum(balance) from account");
      case 'o' -> read(connection, "select x from other where id = 1");
      case 't' -> read(connection, "select x from third where id = 1");
      case 'w' -> change(connection, "update account set balance = " + who + " where id = " + row);
      case 'q' -> change(connection, "update other set x = " + who + " where id = 1");
      default -> change(connection, "insert into account values (" + (10 + who) + ", 1)");
    };
  }

  private static String read(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private static String change(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return "" + statement.executeUpdate(sql);
    }
  }
}
