package dev.overdraft.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.zaxxer.hikari.HikariDataSource;
import dev.overdraft.engine.EmbeddedPostgres;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.history.Isolation;
import dev.overdraft.history.LedgerEntry;
import dev.overdraft.history.Operation;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import dev.overdraft.recording.Recording;
import dev.overdraft.workload.bank.BankLoad;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the journal keeps of tables that are not ours, and under whose name. */
class TheirTablesIT {

  private static final BankLoad LOAD = new BankLoad(2, 100, 0, 0);
  private static final Map<Long, Long> OPENING = Map.of(1L, 100L, 2L, 100L);
  private static final AccountTable WALLET =
      AccountTable.of("wallet", "nr", "euros * 100")
          .opened("insert into wallet values (?, ? / 100.0)");
  private static final long SEVENTH = Writer.of(7, 1);

  private static EmbeddedPostgres engine;
  private static SchemaLease lease;
  private static DataSource plain;

  private final Recording recording = Recording.ofOthers(System.nanoTime(), 0);
  private TheirTables tables;
  private HikariDataSource pool;

  @BeforeAll
  static void start() {
    engine = EmbeddedPostgres.start();
    lease = SchemaLease.claim(engine.target(), "theirs");
    plain = engine.target().unpooled(Isolation.READ_COMMITTED, "theirs");
  }

  @AfterAll
  static void stop() {
    lease.close();
    engine.close();
  }

  @BeforeEach
  void prepare() throws SQLException {
    lease.recreate();
    send(plain, "create table wallet (nr bigint primary key, euros numeric(12, 2))");
    tables = new TheirTables(plain, WALLET);
    assertThat(tables.prepare(LOAD)).isEqualTo(OPENING);
    pool = tables.pool(1, recording);
  }

  @AfterEach
  void tidy() throws SQLException {
    recording.end();
    pool.close();
    tables.close();
  }

  private static void send(DataSource source, String... sql) throws SQLException {
    try (Connection connection = source.getConnection()) {
      send(connection, sql);
    }
  }

  private static void send(Connection connection, String... sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String each : sql) {
        statement.execute(each);
      }
    }
  }

  private static String take(int nr, int euros) {
    return "update wallet set euros = euros - %d where nr = %d".formatted(euros, nr);
  }

  private static RowVersion version(long account, long revision, long writer, long cents) {
    return new RowVersion(account, revision, writer, cents);
  }

  private List<List<RowVersion>> journal() throws SQLException {
    return tables.kept(OPENING).ledger().stream().map(LedgerEntry::versions).toList();
  }

  private void begin(long id) {
    recording.begin(new Operation.Withdraw(id, 1, 10));
  }

  /** As after a run that was killed: its journal, and the accounts that it had opened. */
  @Test
  void prepare_accountsOfAnEarlierRun_refusedWithTheReasonAndNothingAdded() throws SQLException {
    send(plain, "delete from wallet where nr = 1", take(2, 1));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TheirTables(plain, WALLET).prepare(LOAD))
        .withMessage(
            "'wallet' holds account 2, which is to be opened: take away what is there, or what a run"
                + " that was killed has left");
    try (Connection connection = plain.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select nr, euros from wallet")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getLong(1)).isEqualTo(2);
      assertThat(row.getBigDecimal(2)).as("as it was left").isEqualByComparingTo("0");
      assertThat(row.next()).isFalse();
    }
  }

  @Test
  void prepare_accountsThatRuleEachOtherOut_asTheDatabaseSays() throws SQLException {
    send(plain, "delete from wallet", "alter table wallet add unique (euros)");

    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> new TheirTables(plain, WALLET).prepare(LOAD))
        .withMessageContaining("wallet_euros_key");
  }

  @Test
  void kept_transaction_oneEntryUnderItsOperation() throws Exception {
    begin(7);
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      send(connection, take(1, 1), take(2, 1), take(1, -1));
      connection.commit();
    }

    assertThat(journal())
        .containsExactly(
            List.of(
                version(1, 1, SEVENTH, 0), version(2, 1, SEVENTH, 0), version(1, 2, SEVENTH, 100)));
  }

  @Test
  void kept_autocommit_oneEntryForEachStatement() throws Exception {
    begin(7);
    send(pool, take(1, 1), "delete from wallet where nr = 2");
    begin(8);
    send(pool, take(1, 1));

    assertThat(journal())
        .containsExactly(
            List.of(version(1, 1, SEVENTH, 0)),
            List.of(version(2, 1, SEVENTH, 0)),
            List.of(version(1, 2, Writer.of(8, 1), -100)));
    assertThat(tables.kept(OPENING).accounts())
        .containsExactly(version(1, 2, Writer.of(8, 1), -100));
  }

  @Test
  void kept_rolledBack_nothing() throws Exception {
    begin(7);
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      send(connection, take(1, 1));
      connection.rollback();
      send(connection, take(1, 1));
    }

    assertThat(journal()).isEmpty();
    assertThat(tables.kept(OPENING).accounts())
        .containsExactly(version(1, 0, Writer.OPENING, 100), version(2, 0, Writer.OPENING, 100));
  }

  @Test
  void kept_afterSavepoint_stillUnderItsOperation() throws Exception {
    begin(7);
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      Savepoint savepoint = connection.setSavepoint();
      send(connection, take(1, 1));
      connection.rollback(savepoint);
      send(connection, take(2, 1), "savepoint mine", take(1, 1), "rollback to savepoint mine");
      send(connection, take(1, 1));
      connection.commit();
    }

    assertThat(journal())
        .containsExactly(List.of(version(2, 1, SEVENTH, 0), version(1, 1, SEVENTH, 0)));
  }

  @Test
  void kept_commentedStatementsAndCalls_underTheirOperation() throws Exception {
    send(
        plain,
        "create function pay(account int) returns void language sql"
            + " as 'update wallet set euros = euros - 1 where nr = $1'");
    begin(7);
    send(pool, "/* pay by Hibernate */ " + take(1, 1));
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      send(connection, "-- traced\n" + take(2, 1));
      connection.commit();
      try (CallableStatement call = connection.prepareCall("{call pay(?)}")) {
        call.setInt(1, 2);
        call.execute();
      }
      connection.commit();
    }

    assertThat(journal())
        .containsExactly(
            List.of(version(1, 1, SEVENTH, 0)),
            List.of(version(2, 1, SEVENTH, 0)),
            List.of(version(2, 2, SEVENTH, -100)));
  }

  @Test
  void kept_nobodysOperation_foreign() throws Exception {
    begin(7);
    send(pool, take(1, 1));
    recording.end();
    send(pool, take(2, 1));
    send(plain, take(2, 1));

    assertThat(journal())
        .containsExactly(
            List.of(version(1, 1, SEVENTH, 0)),
            List.of(version(2, 1, Writer.FOREIGN, 0)),
            List.of(version(2, 2, Writer.FOREIGN, -100)));
  }

  @Test
  void kept_changedPastTheJournal_theRowAsItIs() throws Exception {
    send(plain, "truncate wallet", "insert into wallet values (1, 5)");

    assertThat(tables.kept(OPENING).accounts()).containsExactly(version(1, 1, Writer.FOREIGN, 500));
  }

  @Test
  void close_leavesNothingOfOurs() throws Exception {
    tables.close();

    try (Connection connection = plain.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select (select count(*) from pg_class where relname like 'overdraft%')"
                    + " + (select count(*) from pg_proc where proname like 'overdraft%')"
                    + " + (select count(*) from pg_trigger where not tgisinternal)")) {
      row.next();
      assertThat(row.getLong(1)).isZero();
    }
  }

  @Test
  void isStill_openTransaction_notBeforeItEnds() throws Exception {
    try (Connection connection = plain.getConnection()) {
      connection.setAutoCommit(false);
      send(connection, take(1, 1));
      assertThat(tables.isStill(Duration.ZERO)).isFalse();
      connection.commit();
    }
    assertThat(tables.isStill(Duration.ofSeconds(60))).isTrue();
  }

  @Test
  void prepare_expressionWithoutOpening_saysWhatToAdd() {
    var silent = new TheirTables(plain, AccountTable.of("wallet", "nr", "euros * 100"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> silent.prepare(LOAD))
        .withMessageContaining("say how an account is opened");
  }

  @Test
  void prepare_openedWithSomethingElse_refused() throws Exception {
    send(plain, "delete from wallet");
    var wrong = new TheirTables(plain, WALLET.opened("insert into wallet values (?, ?)"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> wrong.prepare(LOAD))
        .withMessageContaining("but hold");
  }
}
