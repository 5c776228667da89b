package dev.overdraft.explore;

import static dev.overdraft.explore.SmallScenarios.BUDGET;
import static dev.overdraft.explore.SmallScenarios.both;
import static dev.overdraft.explore.SmallScenarios.two;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.overdraft.history.Isolation;
import dev.overdraft.junit.OwnPools;
import dev.overdraft.suite.WholeSuite;
import dev.overdraft.target.Target;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** InnoDB's waits, victims and levels, as the explorer sees them. */
class MariadbIT {

  @RegisterExtension static final Database database = Database.mariadb();

  @WholeSuite
  @ParameterizedTest
  @EnumSource(Isolation.class)
  void guard_allSmallScenarios_noDifferenceAndNothingLost(Isolation level) throws Exception {
    try (Explorer explorer = database.explorer(level)) {
      // At some levels the gap between two new accounts is locked.
      SmallScenarios.guardAll(explorer, " from dual", 5);
    }
  }

  /** Its snapshot is taken by what reads a table first, not by what merely comes first. */
  @WholeSuite
  @ParameterizedTest
  @ValueSource(strings = {"select now()", "select get_lock('till', 0)"})
  void explore_snapshotAfterAStatementWithoutTables_asEnumeration(String first) throws Exception {
    try (Explorer explorer = database.explorer(Isolation.REPEATABLE_READ)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());
      SmallScenarios.guard(
          explorer,
          both(
              () -> SmallScenarios.takeAfter(accounts, first),
              () -> {
                SmallScenarios.inOrder(accounts, "update account set balance = 50 where id = 1");
                return SmallScenarios.inOrder(
                    accounts, "update account set balance = 40 where id = 2");
              }));
    }
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

      SmallScenarios.assertSameVictim(explorer, scenario, "40001");
    }
  }

  @WholeSuite
  @Test
  void replay_lostUpdateAtRepeatableRead_hundredTimesTheSame() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.REPEATABLE_READ)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());
      SmallScenarios.assertReplays(
          explorer, two(() -> accounts.readModifyWrite(1, 80)), "BLOCKED BY alice");
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
                  () -> SmallScenarios.throughASecondConnection(accounts)),
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

  @Test
  void race_onATeamsPool_losesAnUpdateAndItsSessionsComeBackAsTheyWere() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(
          "create or replace database app",
          "create or replace database wallets",
          "use wallets",
          Accounts.WALLET,
          "use explored");
    }
    Target target = database.target().with("allowMultiQueries=true");
    String init = "use app; set session lock_wait_timeout = 55, sql_mode = 'STRICT_ALL_TABLES'";
    try (HikariDataSource pool = OwnPools.pool(target, 4, init)) {
      String before =
          "select concat_ws(' ', database(), @@lock_wait_timeout, @@innodb_lock_wait_timeout,"
              + " @@foreign_key_checks, @@sql_mode)";
      Set<String> found = OwnPools.everywhere(pool, before);

      assertThat(OwnPools.race(pool, "wallets").verdict()).isEqualTo(Exploration.Verdict.FAILS);

      assertThat(OwnPools.everywhere(pool, before))
          .isEqualTo(found)
          .allMatch(settings -> settings.startsWith("app 55 "));
      assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
      assertThatThrownBy(() -> OwnPools.race(pool, "nowhere"))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("nowhere");
    }
  }

  private static Object locked(DataSource dataSource, SmallScenarios.Work work)
      throws SQLException {
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
