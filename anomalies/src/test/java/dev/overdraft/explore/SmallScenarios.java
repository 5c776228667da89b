package dev.overdraft.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.explore.oracle.Outcome;
import dev.overdraft.explore.search.Dpor;
import dev.overdraft.explore.search.Enumeration;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;

/** Two actors, two accounts of 100 each, and what the tests of every engine have them do there. */
final class SmallScenarios {

  static final Budget BUDGET = Budget.of(Duration.ofMinutes(2));

  private SmallScenarios() {}

  /** What an actor does; what it returns is part of the outcome. */
  interface Work {
    Object run() throws SQLException;
  }

  /** Both do the same. */
  static Scenario two(Work work) {
    return both(work, work);
  }

  static Scenario both(Work alice, Work bob) {
    return Scenario.named("both")
        .given("insert into account (id, balance) values (1, 100), (2, 100)")
        .actor("alice", alice::run)
        .actor("bob", bob::run)
        .serialEquivalence();
  }

  /** Looks whether an account is there, and opens it if not. */
  static Object open(Accounts accounts, int id) throws SQLException {
    return accounts.transaction(
        connection -> {
          Accounts.change(connection, "update account set balance = 1 where id = ?", id);
          return Accounts.change(
              connection, "insert into account (id, balance) values (?, 50)", id);
        });
  }

  /** Takes a coupon if it is free, in one statement, with a commit of its own. */
  static int redeem(DataSource dataSource) throws SQLException {
    return redeem(dataSource, "");
  }

  /**
   * The same.
   *
   * @param from what the engine wants between the row and its condition
   */
  static int redeem(DataSource dataSource, String from) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return Accounts.change(
          connection,
          "insert into coupon select 'X'%s where not exists (select 1 from coupon where code = 'X')"
              .formatted(from));
    }
  }

  /** Changes a row in one transaction and again, before it ends, from another connection. */
  static Object throughASecondConnection(Accounts accounts) throws SQLException {
    return accounts.transaction(
        outer -> {
          Accounts.change(outer, "update account set balance = 1 where id = 1");
          return accounts.atomicUpdate(1, 1);
        });
  }

  /** Somebody waits for himself, and what had to be ended for that does no harm afterwards. */
  static void assertSelfDeadlock(Explorer explorer, Accounts accounts) throws Exception {
    Scenario scenario =
        both(() -> accounts.atomicUpdate(1, 10), () -> throughASecondConnection(accounts));

    assertThat(explorer.explore(scenario, BUDGET).coverage().toString())
        .contains("own other connection");
    assertThat(explorer.explore(two(() -> accounts.atomicUpdate(1, 80)), BUDGET).verdict())
        .isEqualTo(Exploration.Verdict.HOLDS);
  }

  /**
   * Guards what all engines have in common, in tables that it makes.
   *
   * @param from what the engine wants between a row to insert and its condition
   * @param others the number of the account that bob opens while alice opens 3
   */
  static void guardAll(Explorer explorer, String from, int others) throws Exception {
    explorer.execute(Accounts.TABLE, "create table coupon (code varchar(10) not null)");
    DataSource dataSource = explorer.dataSource();
    var accounts = new Accounts(dataSource);
    guard(explorer, two(() -> accounts.readModifyWrite(1, 80)));
    guard(explorer, two(() -> accounts.selectForUpdate(1, 80)));
    guard(explorer, two(() -> accounts.atomicUpdate(1, 80)));
    guard(explorer, two(() -> redeem(dataSource, from)));
    guard(explorer, both(() -> open(accounts, 3), () -> open(accounts, others)));
    guard(
        explorer,
        both(() -> accounts.transfer(1, 2, 30, ""), () -> accounts.transfer(2, 1, 10, "")));
  }

  /** The same of rows that refer to others, in tables that it makes. */
  static void guardForeignKeys(Explorer explorer) throws Exception {
    explorer.execute(
        Accounts.TABLE,
        "create table entry (id int primary key, holder int not null,"
            + " foreign key (holder) references account (id))");
    var accounts = new Accounts(explorer.dataSource());
    String newAccount = "insert into account (id, balance) values (3, 0)";
    String take = "update account set balance = balance - 1 where id = ";
    String refer = "insert into entry (id, holder) values ";
    guard(
        explorer,
        both(() -> inOrder(accounts, newAccount), () -> inOrder(accounts, refer + "(1, 3)")));
    guard(
        explorer,
        both(
            () -> inOrder(accounts, take + 1, refer + "(1, 2)"),
            () -> inOrder(accounts, take + 2, refer + "(1, 1)")));
    guard(
        explorer,
        both(
            () -> inOrder(accounts, "delete from account where id = 2"),
            () -> inOrder(accounts, refer + "(1, 2)")));
  }

  /** Statements in one transaction; returns how many rows they have changed. */
  static Object inOrder(Accounts accounts, String... statements) throws SQLException {
    return accounts.transaction(
        connection -> {
          int changed = 0;
          for (String statement : statements) {
            changed += Accounts.change(connection, statement);
          }
          return changed;
        });
  }

  /** Takes ten from the first account, as it was read after another statement. */
  static Object takeAfter(Accounts accounts, String first) throws SQLException {
    return accounts.transaction(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute(first);
          }
          int balance = Accounts.read(connection, 1, "");
          int second = Accounts.read(connection, 2, "");
          Accounts.write(connection, 1, balance - 10);
          return 1000 * balance + second;
        });
  }

  /** Fails by a write skew, and says so. */
  static void assertWriteSkew(Explorer explorer) throws Exception {
    explorer.execute(Accounts.TABLE);
    var accounts = new Accounts(explorer.dataSource());

    Exploration exploration = explorer.explore(eachTakesAfterLookingAtBoth(accounts), BUDGET);

    assertThat(exploration.verdict()).isEqualTo(Exploration.Verdict.FAILS);
    assertThat(exploration.witness().orElseThrow().toString()).contains("write skew");
  }

  /** Both orders of what is called independent; and the reduction sees all that there is. */
  static void guard(Explorer explorer, Scenario scenario) throws Exception {
    IndependenceGuard.Report report = explorer.guard(scenario, s -> new Enumeration());
    assertThat(report.differences()).isEmpty();
    Exploration reduced = explorer.explore(scenario, BUDGET, Dpor::new);
    Exploration all = explorer.explore(scenario, BUDGET, s -> new Enumeration());
    assertThat(all.coverage().kind()).as(all.toString()).isEqualTo(Coverage.Kind.EXHAUSTIVE);
    assertThat(reduced.coverage().kind())
        .as(reduced.toString())
        .isEqualTo(Coverage.Kind.EXHAUSTIVE);
    assertThat(reduced.outcomes()).as(reduced.toString()).isEqualTo(all.outcomes());
    assertThat(reduced.coverage().classes()).isEqualTo(all.coverage().classes());
    assertThat(reduced.coverage().schedules()).isLessThanOrEqualTo(all.coverage().schedules());
  }

  /** All of it, with nothing broken and a deadlock in it, which has the same victim each time. */
  static void assertSameVictim(Explorer explorer, Scenario scenario, String sqlState)
      throws Exception {
    Exploration exploration = explorer.explore(scenario, BUDGET);
    assertThat(exploration.verdict()).isEqualTo(Exploration.Verdict.HOLDS);
    assertThat(exploration.coverage().kind()).isEqualTo(Coverage.Kind.EXHAUSTIVE);
    assertThat(exploration.outcomes())
        .anyMatch(o -> o.endings().stream().anyMatch(ending -> ending.endsWith(' ' + sqlState)));

    Exploration again = explorer.explore(scenario, BUDGET);
    assertThat(again.outcomes()).isEqualTo(exploration.outcomes());
    assertThat(again.coverage().schedules()).isEqualTo(exploration.coverage().schedules());
  }

  /** Fails as the witness says, and so again in each of a hundred replays. */
  static void assertReplays(Explorer explorer, Scenario scenario, String says) throws Exception {
    Exploration exploration = explorer.explore(scenario, BUDGET);
    assertThat(exploration.verdict()).isEqualTo(Exploration.Verdict.FAILS);
    assertThat(exploration.witness().orElseThrow().toString()).contains(says);
    for (int i = 0; i < 100; i++) {
      Replay replay = explorer.replay(scenario, exploration.witness().orElseThrow().token());
      assertThat(replay.divergence()).isEmpty();
      assertThat(replay.witness()).isPresent();
    }
  }

  static Object total(Accounts accounts) throws SQLException {
    return accounts.transaction(
        connection -> Accounts.read(connection, 1, "") + Accounts.read(connection, 2, ""));
  }

  private static Object take(Accounts accounts, int id) throws SQLException {
    return accounts.transaction(
        connection -> {
          int both = Accounts.read(connection, 1, "") + Accounts.read(connection, 2, "");
          return both < 150
              ? 0
              : Accounts.change(
                  connection, "update account set balance = balance - 100 where id = ?", id);
        });
  }

  /** Nobody may take when less than 150 is there, and two together may. */
  static Scenario eachTakesAfterLookingAtBoth(Accounts accounts) {
    return both(() -> take(accounts, 1), () -> take(accounts, 2));
  }

  /**
   * What numbers new rows, and a sequence, are where they were before each schedule.
   *
   * @param next SQL for the sequence's next value and a parameter that changes nothing
   */
  static void assertNumbersComeBack(Explorer explorer, String next) throws Exception {
    explorer.execute(
        Accounts.TABLE,
        "create table entry (id int generated always as identity (start with 1) primary key, cents int)",
        "create sequence receipt start with 7",
        "create table \"Owed\" (\"to\" int primary key, cents int references entry (id))");
    DataSource dataSource = explorer.dataSource();

    Exploration exploration =
        explorer.explore(
            both(() -> key(dataSource, next, 1), () -> key(dataSource, next, 2)), BUDGET);

    assertThat(exploration.coverage().kind())
        .as(exploration.toString())
        .isEqualTo(Coverage.Kind.EXHAUSTIVE);
    assertThat(exploration.outcomes().stream().map(Outcome::endings))
        .containsExactlyInAnyOrder(
            List.of("returned 107", "returned 208"),
            List.of("returned 108", "returned 207"),
            List.of("returned 207", "returned 108"),
            List.of("returned 208", "returned 107"));
  }

  /** A hundred times the row's number, and the receipt's. */
  private static Object key(DataSource dataSource, String nextReceipt, int cents)
      throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into entry (cents) values (?)", Statement.RETURN_GENERATED_KEYS);
        PreparedStatement next = connection.prepareStatement(nextReceipt)) {
      insert.setInt(1, cents);
      insert.executeUpdate();
      next.setInt(1, cents);
      try (ResultSet row = insert.getGeneratedKeys();
          ResultSet receipt = next.executeQuery()) {
        row.next();
        receipt.next();
        return 100 * row.getInt(1) + receipt.getInt(1);
      }
    }
  }
}
