package dev.overdraft.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.overdraft.explore.oracle.Outcome;
import dev.overdraft.explore.search.Dpor;
import dev.overdraft.explore.search.Enumeration;
import dev.overdraft.explore.witness.ReplayToken;
import dev.overdraft.history.Isolation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** H2's waits, victims and levels, as the explorer sees them. */
class H2IT {

  private static final Budget BUDGET = Budget.of(Duration.ofMinutes(2));
  @RegisterExtension static final Database database = Database.h2();

  @ParameterizedTest
  @EnumSource(Isolation.class)
  void guard_allSmallScenarios_noDifferenceAndNothingLost(Isolation level) throws Exception {
    try (Explorer explorer = database.explorer(level)) {
      explorer.execute(Accounts.TABLE, "create table coupon (code varchar(10) not null)");
      DataSource dataSource = explorer.dataSource();
      var accounts = new Accounts(dataSource);
      guard(explorer, two(() -> accounts.readModifyWrite(1, 80)));
      guard(explorer, two(() -> accounts.selectForUpdate(1, 80)));
      guard(explorer, two(() -> accounts.atomicUpdate(1, 80)));
      guard(explorer, two(() -> redeem(dataSource)));
      guard(explorer, both(() -> open(accounts, 3), () -> open(accounts, 3)));
      guard(
          explorer,
          both(() -> accounts.transfer(1, 2, 30, ""), () -> accounts.transfer(2, 1, 10, "")));
      guard(
          explorer,
          both(
              () -> accounts.transfer(1, 2, 30, " for update"),
              () -> accounts.transfer(2, 1, 10, " for update")));
      guard(explorer, both(() -> accounts.transfer(1, 2, 30, ""), () -> total(accounts)));
    }
  }

  /** Both orders of what is called independent; and the reduction sees all that there is. */
  private static void guard(Explorer explorer, Scenario scenario) throws Exception {
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

  @Test
  void explore_crossingTransfersThatLock_deadlockHasTheSameVictimEachTime() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());
      Scenario scenario =
          both(
              () -> accounts.transfer(1, 2, 30, " for update"),
              () -> accounts.transfer(2, 1, 10, " for update"));

      Exploration exploration = explorer.explore(scenario, BUDGET);
      assertThat(exploration.verdict()).isEqualTo(Exploration.Verdict.HOLDS);
      assertThat(exploration.coverage().kind()).isEqualTo(Coverage.Kind.EXHAUSTIVE);
      assertThat(exploration.outcomes())
          .anyMatch(o -> o.endings().stream().anyMatch(ending -> ending.contains("40001")));

      Exploration again = explorer.explore(scenario, BUDGET);
      assertThat(again.outcomes()).isEqualTo(exploration.outcomes());
      assertThat(again.coverage().schedules()).isEqualTo(exploration.coverage().schedules());
    }
  }

  @Test
  void replay_lostUpdate_hundredTimesTheSame() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());
      Scenario scenario = two(() -> accounts.readModifyWrite(1, 80));

      Exploration exploration = explorer.explore(scenario, BUDGET);
      assertThat(exploration.verdict()).isEqualTo(Exploration.Verdict.FAILS);
      assertThat(exploration.witness().orElseThrow().toString()).contains("BLOCKED BY alice");
      ReplayToken token = exploration.witness().orElseThrow().token();
      for (int i = 0; i < 100; i++) {
        Replay replay = explorer.replay(scenario, token);
        assertThat(replay.divergence()).isEmpty();
        assertThat(replay.witness()).isPresent();
      }
    }
  }

  /** Its SERIALIZABLE is snapshot isolation. */
  @ParameterizedTest
  @EnumSource(names = {"REPEATABLE_READ", "SERIALIZABLE"})
  void explore_eachTakesFromOneAfterLookingAtBoth_writeSkew(Isolation level) throws Exception {
    try (Explorer explorer = database.explorer(level)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());

      Exploration exploration =
          explorer.explore(both(() -> take(accounts, 1), () -> take(accounts, 2)), BUDGET);

      assertThat(exploration.verdict()).isEqualTo(Exploration.Verdict.FAILS);
      assertThat(exploration.witness().orElseThrow().toString()).contains("write skew");
    }
  }

  @Test
  void explore_secondConnectionOnTheSameRow_selfDeadlock() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());
      Scenario scenario =
          both(
              () -> accounts.atomicUpdate(1, 10),
              () ->
                  accounts.transaction(
                      outer -> {
                        Accounts.change(outer, "update account set balance = 1 where id = 1");
                        return accounts.atomicUpdate(1, 1);
                      }));

      assertThat(explorer.explore(scenario, BUDGET).coverage().toString())
          .contains("own other connection");
      // What had to be ended for that is not used again.
      assertThat(explorer.explore(two(() -> accounts.atomicUpdate(1, 80)), BUDGET).verdict())
          .isEqualTo(Exploration.Verdict.HOLDS);
    }
  }

  @Test
  void explore_numberedRowsAndQuotedNames_startFromTheSamePlaceEachTime() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.REPEATABLE_READ)) {
      explorer.execute(
          Accounts.TABLE,
          "create table entry (id int generated always as identity primary key, cents int)",
          "create sequence receipt start with 7",
          "create table \"Owed\" (\"to\" int primary key, cents int references entry (id))");
      DataSource dataSource = explorer.dataSource();

      Exploration exploration =
          explorer.explore(both(() -> key(dataSource, 1), () -> key(dataSource, 2)), BUDGET);

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
  }

  @Test
  void explore_namesThatDifferInCaseAlone_refused() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE, "create table other (\"id\" int primary key)");
      var accounts = new Accounts(explorer.dataSource());

      assertThatIllegalArgumentException()
          .isThrownBy(() -> explorer.explore(two(() -> accounts.atomicUpdate(1, 80)), BUDGET))
          .withMessageContaining("[id]");
    }
  }

  private interface Work {
    Object run() throws SQLException;
  }

  private static Scenario two(Work work) {
    return both(work, work);
  }

  private static Scenario both(Work alice, Work bob) {
    return Scenario.named("both")
        .given("insert into account (id, balance) values (1, 100), (2, 100)")
        .actor("alice", alice::run)
        .actor("bob", bob::run)
        .serialEquivalence();
  }

  /** Looks whether an account is there, and opens it if not. */
  private static Object open(Accounts accounts, int id) throws SQLException {
    return accounts.transaction(
        connection -> {
          Accounts.change(connection, "update account set balance = 1 where id = ?", id);
          return Accounts.change(
              connection, "insert into account (id, balance) values (?, 50)", id);
        });
  }

  private static Object total(Accounts accounts) throws SQLException {
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

  private static int redeem(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return Accounts.change(
          connection,
          "insert into coupon select 'X' where not exists (select 1 from coupon where code = 'X')");
    }
  }

  /** A hundred times the row's number, and the receipt's. */
  private static Object key(DataSource dataSource, int cents) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into entry (cents) values (?)", Statement.RETURN_GENERATED_KEYS);
        PreparedStatement next =
            connection.prepareStatement("select next value for receipt + 0 * ?")) {
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
