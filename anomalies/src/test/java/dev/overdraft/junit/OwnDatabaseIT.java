package dev.overdraft.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import com.zaxxer.hikari.HikariDataSource;
import dev.overdraft.engine.EmbeddedPostgres;
import dev.overdraft.explore.Budget;
import dev.overdraft.explore.Coverage;
import dev.overdraft.explore.Exploration;
import dev.overdraft.history.Isolation;
import dev.overdraft.suite.WholeSuite;
import dev.overdraft.target.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

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
            + " create table bystander (id int); insert into bystander values (1);"
            + " create role app login password 'app'");
    OwnDatabaseRaces.pool = pool;
    OwnDatabaseStorm.pool = pool;
  }

  @AfterEach
  void dropWhatAppOwns() throws SQLException {
    ask("drop owned by app cascade");
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

  @WholeSuite
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
  void race_twoAtATime_oneWaitsForTheOther() throws Exception {
    List<String> failures =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(OwnDatabaseRaces.class))
            .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
            .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
            .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .configurationParameter(
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "2")
            .execute()
            .testEvents()
            .failed()
            .map(OverdraftIT::message)
            .toList();

    assertThat(failures)
        .singleElement()
        .asString()
        .contains("unlocked-withdrawals")
        .contains("FAILS");
    assertThat(ask("select id || ':' || balance from wallet_test.account")).containsExactly("7:70");
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

  @Test
  void race_triggerThatRewritesRows_refusedBeforeAnythingHasChanged() throws Exception {
    ask(
        accountOfApp("stamped_test")
            + "create table note (id int primary key, version int); insert into note values (1, 7);"
            + " create function one() returns trigger language plpgsql as"
            + " 'begin new.version = 1; return new; end';"
            + " create trigger one before insert or update on note for each row"
            + " execute function one(); reset role");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> withdrawals(app(), "stamped_test"))
        .withMessageContaining("[note]");

    assertThat(ask("select id || ':' || version from stamped_test.note")).containsExactly("1:7");
    assertThat(ask("select cents from stamped_test.account")).containsExactly("100");
  }

  @Test
  void race_triggerThatWritesToAnotherTable_thatOneIsRestoredToo() throws Exception {
    ask(
        accountOfApp("audited_test")
            + "create table account_audit (what text); insert into account_audit values ('old');"
            + " create function audit() returns trigger language plpgsql as"
            + " 'begin insert into account_audit values (tg_op); return null; end';"
            + " create trigger audit after insert or delete on account for each row"
            + " execute function audit(); reset role");

    assertExhaustive(withdrawals(app(), "audited_test"));

    assertThat(ask("select what from audited_test.account_audit")).containsExactly("old");
    assertThat(ask("select cents from audited_test.account")).containsExactly("100");
  }

  /** No row goes in the rehearsal, so nothing is written as it goes. */
  @Test
  void race_triggerThatWritesAsTheGivenRowsGo_whatItWroteGoesToo() throws Exception {
    ask(
        accountOfApp("logged_test")
            + "truncate account; create table log (what text); insert into log values ('old');"
            + " create function log() returns trigger language plpgsql as"
            + " 'begin insert into log values (tg_op); return null; end';"
            + " create trigger log after delete on account for each row execute function log();"
            + " create function look() returns trigger language plpgsql as"
            + " 'begin return null; end';"
            + " create trigger look after insert on log for each row execute function look();"
            + " reset role");

    withdrawals(app(), "logged_test", "insert into account values (100)");

    assertThat(ask("select what from logged_test.log")).containsExactly("old");
    assertThat(ask("select cents from logged_test.account")).isEmpty();
  }

  @Test
  void race_sequenceThatMayNotBeSetBack_refusedBeforeAnythingHasChanged() throws Exception {
    ask(
        accountOfApp("numbered_test")
            + "reset role; create sequence receipt; grant usage, select on sequence receipt to app");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> withdrawals(app(), "numbered_test"))
        .withMessageContaining("permission denied for sequence receipt");

    assertThat(ask("select cents from numbered_test.account")).containsExactly("100");
  }

  @Test
  void race_rowsOfAnotherSchemaReferToThese_refusedBeforeAnythingHasChanged() throws Exception {
    ask(
        accountOfApp("referred_test")
            + "alter table account add column id int primary key default 1; reset role;"
            + " create schema billing authorization app; create table billing.invoice (account_id int"
            + " references account on delete cascade); insert into billing.invoice values (1)");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> withdrawals(app(), "referred_test"))
        .withMessageContaining("billing.invoice");
    assertThat(ask("select account_id from billing.invoice")).containsExactly("1");

    assertExhaustive(withdrawals(pool, "referred_test"));
    assertThat(ask("select account_id from billing.invoice")).containsExactly("1");
  }

  @Test
  void race_onlyTheParentChanges_itsChildrenAreThereEachTime() throws Exception {
    ask(
        accountOfApp("parental_test")
            + "alter table account add column id int primary key default 1;"
            + " create table invoice (account_id int references account);"
            + " insert into invoice values (1); reset role");

    assertExhaustive(withdrawals(app(), "parental_test"));

    assertThat(ask("select account_id from parental_test.invoice")).containsExactly("1");
    assertThat(ask("select cents from parental_test.account")).containsExactly("100");
  }

  /** As most schemas have: a trigger that notes the time of updates, and rows that refer to it. */
  private static String touchedAndReferredTo(String schema) {
    return accountOfApp(schema)
        + "alter table account add column id int primary key default 1;"
        + " create table invoice (account_id int references account);"
        + " insert into invoice values (1);"
        + " create function touch() returns trigger language plpgsql as"
        + " 'begin return new; end';"
        + " create trigger touch before update on account for each row execute function touch(); ";
  }

  @Test
  void race_triggerOnATableThatOthersReferTo_allComeBack() throws Exception {
    ask(touchedAndReferredTo("touched_test") + "reset role");

    assertExhaustive(withdrawals(app(), "touched_test"));

    assertThat(ask("select account_id from touched_test.invoice")).containsExactly("1");
    assertThat(ask("select cents from touched_test.account")).containsExactly("100");
  }

  @Test
  void race_triggerOnATableThatGivenRowsReferTo_allAreGone() throws Exception {
    ask(touchedAndReferredTo("given_test") + "truncate account, invoice; reset role");

    assertExhaustive(
        withdrawals(
            app(),
            "given_test",
            "insert into account values (100)",
            "insert into invoice values (1)"));

    assertThat(ask("select account_id from given_test.invoice")).isEmpty();
    assertThat(ask("select cents from given_test.account")).isEmpty();
  }

  /** Makes it in a schema of that name, and goes on as one who is no superuser. */
  private static String accountOfApp(String schema) {
    return "create schema %1$s authorization app; set search_path = %1$s; set role app;"
            .formatted(schema)
        + " create table account (cents int); insert into account values (100); ";
  }

  private static DataSource app() {
    return Target.of(server.target().url(), "app", "app")
        .unpooled(Isolation.READ_COMMITTED, "public");
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

  /** On a connection of its own: what is set there is nobody else's. */
  private static List<String> ask(String sql) throws SQLException {
    try (Connection connection = server.target().connect(Isolation.READ_COMMITTED);
        Statement statement = connection.createStatement()) {
      List<String> answers = new java.util.ArrayList<>();
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
