package dev.overdraft.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.zaxxer.hikari.HikariDataSource;
import dev.overdraft.engine.EmbeddedPostgres;
import dev.overdraft.explore.Budget;
import dev.overdraft.explore.Coverage;
import dev.overdraft.explore.Exploration;
import dev.overdraft.history.Isolation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A race on a team's own pool finds what it has to, and leaves everything as it was. */
class OwnDatabaseIT {

  /** What a team sets on each connection once, and never again. */
  private static final String INIT =
      "set role app_user; set search_path = app, public; set lock_timeout = '5s'";

  private static EmbeddedPostgres server;
  private static HikariDataSource pool;

  @BeforeAll
  static void start() throws SQLException {
    server = EmbeddedPostgres.start();
    try (Connection first = server.target().connect(Isolation.READ_COMMITTED);
        Statement statement = first.createStatement()) {
      statement.execute("create role app_user superuser");
    }
    pool = OwnPools.pool(server.target(), 8, INIT);
    ask(
        "create schema wallet_test;"
            + " create table wallet_test.account (id int primary key, balance int);"
            + " insert into wallet_test.account values (7, 70);"
            + " create table bystander (id int); insert into bystander values (1)");
    OwnDatabaseRaces.pool = pool;
    OwnDatabaseStorm.pool = pool;
  }

  @AfterAll
  static void stop() {
    pool.close();
    server.close();
  }

  @Test
  void race_onAPool_findsTheUnlockedOneAloneAndRestoresEverything() throws Exception {
    assertThat(OverdraftIT.failures(OwnDatabaseRaces.class))
        .singleElement()
        .asString()
        .contains("unlocked-withdrawals at read committed: FAILS in")
        .contains("EXHAUSTIVE (")
        .contains("lost update");

    assertThat(ask("select id || ':' || balance from wallet_test.account")).containsExactly("7:70");
    assertThat(ask("select id from bystander")).containsExactly("1");
    assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    assertSessionsAreAsTheyWere();
  }

  @Test
  void storm_onAPool_passesAndRestoresEverything() throws Exception {
    assertThat(OverdraftIT.failures(OwnDatabaseStorm.class)).isEmpty();

    assertThat(ask("select id || ':' || balance from wallet_test.account")).containsExactly("7:70");
    assertThat(ask("select id from bystander")).containsExactly("1");
    assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    assertSessionsAreAsTheyWere();
    assertThat(ask("select tgname from pg_trigger where not tgisinternal")).isEmpty();
  }

  @Test
  void race_namesAlikeInTheirFirst46Bytes_eachKeepsItsRows() throws Exception {
    String year = "archive_test.customer_account_transaction_history_archive_20";
    ask(
        "create schema archive_test; create table archive_test.account (cents int);"
            + " insert into archive_test.account values (100);"
            + " create table %1$s23 (cents int); insert into %1$s23 values (23);".formatted(year)
            + " create table %1$s24 (cents int); insert into %1$s24 values (24)".formatted(year));

    assertExhaustive(withdrawals(pool, "archive_test"));

    assertThat(ask("select cents from " + year + "23")).containsExactly("23");
    assertThat(ask("select cents from " + year + "24")).containsExactly("24");
  }

  /** Two who change all accounts at once. */
  private static Exploration withdrawals(DataSource source, String schema, String... given)
      throws Exception {
    Race race = race();
    try {
      DataSource stepped = race.on(source, schema).dataSource();
      race.given(given)
          .actor("alice", () -> withdraw(stepped))
          .actor("bob", () -> withdraw(stepped))
          .serialEquivalence();
      return race.explorer().explore(race.scenario(), Budget.of(Duration.ofSeconds(20)));
    } finally {
      race.close();
    }
  }

  private static int withdraw(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      return statement.executeUpdate("update account set cents = cents - 10");
    }
  }

  private static void assertExhaustive(Exploration exploration) {
    assertThat(exploration.coverage().kind())
        .as(exploration.toString())
        .isEqualTo(Coverage.Kind.EXHAUSTIVE);
  }

  private static Race race() {
    return new Race(
        () -> {
          throw new AssertionError("no server is needed");
        },
        Isolation.READ_COMMITTED,
        "own-rows");
  }

  @Test
  void on_noSchema_saysWhatToName() {
    var race = race();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> race.on(pool, ""))
        .withMessageContaining("name the schema");
  }

  private static void assertSessionsAreAsTheyWere() throws SQLException {
    assertThat(OwnPools.everywhere(pool, "select current_user")).containsExactly("app_user");
    assertThat(OwnPools.everywhere(pool, "show search_path")).containsExactly("app, public");
    assertThat(OwnPools.everywhere(pool, "show lock_timeout")).containsExactly("5s");
    assertThat(OwnPools.everywhere(pool, "show deadlock_timeout")).containsExactly("1s");
    assertThat(OwnPools.everywhere(pool, "show synchronous_commit")).containsExactly("on");
    assertThat(OwnPools.everywhere(pool, "show plan_cache_mode")).containsExactly("auto");
    assertThat(OwnPools.everywhere(pool, "show default_transaction_isolation"))
        .containsExactly("read committed");
    assertThat(ask("select relname from pg_class where relname like 'overdraft%'")).isEmpty();
  }

  private static List<String> ask(String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      List<String> answers = new java.util.ArrayList<>();
      statement.execute("reset search_path");
      if (statement.execute(sql)) {
        try (ResultSet row = statement.getResultSet()) {
          while (row.next()) {
            answers.add(row.getString(1));
          }
        }
      }
      return answers;
    }
  }
}
