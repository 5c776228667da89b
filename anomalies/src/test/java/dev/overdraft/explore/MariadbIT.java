package dev.overdraft.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.overdraft.explore.search.Dpor;
import dev.overdraft.explore.search.Enumeration;
import dev.overdraft.explore.witness.ReplayToken;
import dev.overdraft.history.Isolation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** InnoDB's waits, victims and levels, as the explorer sees them. */
class MariadbIT {

  private static final Budget BUDGET = Budget.of(Duration.ofMinutes(2));
  @RegisterExtension static final Database database = Database.mariadb();

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
      guard(explorer, both(() -> open(accounts, 3), () -> open(accounts, 5)));
      guard(
          explorer,
          both(() -> accounts.transfer(1, 2, 30, ""), () -> accounts.transfer(2, 1, 10, "")));
    }
  }

  /** Both orders of what is called independent; and the reduction sees all that there is. */
  private static void guard(Explorer explorer, Scenario scenario) throws Exception {
    IndependenceGuard.Report report = explorer.guard(scenario, s -> new Enumeration());
    assertThat(report.differences()).isEmpty();
    Exploration reduced = explorer.explore(scenario, BUDGET, Dpor::new);
    Exploration all = explorer.explore(scenario, BUDGET, s -> new Enumeration());
    assertThat(reduced.outcomes()).as(reduced.toString()).isEqualTo(all.outcomes());
    assertThat(reduced.coverage().classes()).isEqualTo(all.coverage().classes());
    assertThat(reduced.coverage().schedules()).isLessThanOrEqualTo(all.coverage().schedules());
  }

  @Test
  void explore_everyVictim_refusedSinceNobodyCanChoose() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      Scenario scenario = both(() -> true, () -> true).everyVictim();

      assertThatIllegalArgumentException()
          .isThrownBy(() -> explorer.explore(scenario, BUDGET))
          .withMessageContaining("only PostgreSQL lets us choose");
    }
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
          .anyMatch(o -> o.endings().contains("threw SQLTransactionRollbackException 40001"));

      Exploration again = explorer.explore(scenario, BUDGET);
      assertThat(again.outcomes()).isEqualTo(exploration.outcomes());
      assertThat(again.coverage().schedules()).isEqualTo(exploration.coverage().schedules());
    }
  }

  @Test
  void replay_lostUpdateAtRepeatableRead_hundredTimesTheSame() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.REPEATABLE_READ)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());
      Scenario scenario = two(() -> accounts.readModifyWrite(1, 80));

      Exploration exploration = explorer.explore(scenario, BUDGET);
      assertThat(exploration.verdict()).isEqualTo(Exploration.Verdict.FAILS);
      ReplayToken token = exploration.witness().orElseThrow().token();

      assertThat(exploration.witness().orElseThrow().toString()).contains("BLOCKED BY alice");
      for (int i = 0; i < 100; i++) {
        Replay replay = explorer.replay(scenario, token);
        assertThat(replay.divergence()).isEmpty();
        assertThat(replay.witness()).isPresent();
      }
    }
  }

  @Test
  void explore_snapshotIsolationOn_refusesTheSecondWriter() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.REPEATABLE_READ)) {
      explorer.execute(Accounts.TABLE);
    }
    DataSource strict =
        database
            .target()
            .with("sessionVariables=innodb_snapshot_isolation=ON")
            .unpooled(Isolation.REPEATABLE_READ, "explored");
    try (Explorer explorer = Explorer.on(strict)) {
      var accounts = new Accounts(explorer.dataSource());

      Exploration exploration =
          explorer.explore(two(() -> accounts.readModifyWrite(1, 80)), BUDGET);

      assertThat(exploration.verdict())
          .as(exploration.toString())
          .isEqualTo(Exploration.Verdict.HOLDS);
    }
  }

  @Test
  void explore_userLockAroundTheRace_holdsAndSaysWhoHasIt() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());

      Exploration exploration =
          explorer.explore(
              two(() -> locked(explorer.dataSource(), () -> accounts.readModifyWrite(1, 80))),
              BUDGET);

      assertThat(exploration.verdict())
          .as(exploration.toString())
          .isEqualTo(Exploration.Verdict.HOLDS);
      assertThat(exploration.coverage().kind()).isEqualTo(Coverage.Kind.EXHAUSTIVE);
    }
  }

  @Test
  void explore_secondConnectionOnTheSameRow_selfDeadlock() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());

      Exploration exploration =
          explorer.explore(
              both(
                  () -> accounts.atomicUpdate(1, 10),
                  () ->
                      accounts.transaction(
                          outer -> {
                            Accounts.change(outer, "update account set balance = 1 where id = 1");
                            return accounts.atomicUpdate(1, 1);
                          })),
              BUDGET);

      assertThat(exploration.coverage().toString()).contains("own other connection");
    }
  }

  @Test
  void explore_generatedKeysAndTriggers_startFromTheSamePlaceEachTime() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.REPEATABLE_READ)) {
      explorer.execute(
          Accounts.TABLE,
          "create table entry (id int primary key auto_increment, cents int not null)",
          "create table trail (id int primary key auto_increment, cents int not null)",
          "create trigger trail after insert on entry for each row"
              + " insert into trail (cents) values (new.cents)");
      DataSource dataSource = explorer.dataSource();

      Exploration exploration =
          explorer.explore(both(() -> key(dataSource, 1), () -> key(dataSource, 2)), BUDGET);

      assertThat(exploration.coverage().kind())
          .as(exploration.toString())
          .isEqualTo(Coverage.Kind.EXHAUSTIVE);
      assertThat(exploration.outcomes())
          .allMatch(o -> o.endings().containsAll(java.util.List.of("returned 1", "returned 2")));
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

  /** Looks whether an account is there, and opens it if not: at some levels the gap is locked. */
  private static Object open(Accounts accounts, int id) throws SQLException {
    return accounts.transaction(
        connection -> {
          Accounts.change(connection, "update account set balance = 1 where id = ?", id);
          return Accounts.change(
              connection, "insert into account (id, balance) values (?, 50)", id);
        });
  }

  private static int redeem(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return Accounts.change(
          connection,
          "insert into coupon select 'X' from dual"
              + " where not exists (select 1 from coupon where code = 'X')");
    }
  }

  private static Object locked(DataSource dataSource, Work work) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      call(connection, "select get_lock('wallet', 10)");
      try {
        return work.run();
      } finally {
        call(connection, "select release_lock('wallet')");
      }
    }
  }

  private static void call(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.execute();
    }
  }

  private static Object key(DataSource dataSource, int cents) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into entry (cents) values (?)", java.sql.Statement.RETURN_GENERATED_KEYS)) {
      insert.setInt(1, cents);
      insert.executeUpdate();
      try (ResultSet row = insert.getGeneratedKeys()) {
        row.next();
        return row.getInt(1);
      }
    }
  }
}
