package dev.overdraft.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.engine.InstalledMariadb;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.history.Isolation;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import dev.overdraft.workload.bank.BankLoad;
import dev.overdraft.workload.bank.Needs;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StillnessIT {

  private static final Duration AT_ONCE = Duration.ZERO;
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String MOVE = "update account set balance = balance - 30 where id = 1";

  private static Engine engine;
  private static SchemaLease lease;
  private static DataSource plain;

  @BeforeAll
  static void start() {
    engine = Engines.start(Engines.EMBEDDED, Optional.empty(), Optional.empty());
    lease = SchemaLease.claim(engine.target(), "overdraft");
    plain = engine.target().unpooled(Isolation.READ_COMMITTED, "overdraft");
  }

  @AfterAll
  static void stop() {
    lease.close();
    engine.close();
  }

  @BeforeEach
  void fresh() throws SQLException {
    lease.recreate();
    new BankSchema(plain).create(new BankLoad(2, 100, 0, 0));
  }

  private static void send(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void await_onlyIdleConnections_still() throws Exception {
    try (Connection idle = plain.getConnection()) {
      send(idle, MOVE);
      assertThat(new Stillness(plain).await(LONG)).isTrue();
    }
  }

  @Test
  void await_somebodyIsInATransaction_onlyWhenItHasEnded() throws Exception {
    try (Connection busy = plain.getConnection()) {
      busy.setAutoCommit(false);
      send(busy, MOVE);
      assertThat(new Stillness(plain).await(AT_ONCE)).isFalse();
      busy.rollback();
      assertThat(new Stillness(plain).await(LONG)).isTrue();
    }
  }

  @Test
  void await_somebodyIsBusyInAnotherSchema_still() throws Exception {
    DataSource elsewhere = engine.target().unpooled(Isolation.READ_COMMITTED, "overdraft_2");
    try (Connection busy = elsewhere.getConnection()) {
      busy.setAutoCommit(false);
      send(busy, "select 1");
      assertThat(new Stillness(plain).await(AT_ONCE)).isTrue();
      busy.rollback();
    }
  }

  @Test
  void await_aPreparedTransactionIsLeft_onlyWhenItHasEnded() throws Exception {
    try (Connection connection = plain.getConnection()) {
      send(connection, "begin; " + MOVE + "; prepare transaction 'left'");
      assertThat(new Stillness(plain).await(AT_ONCE)).isFalse();
      send(connection, "rollback prepared 'left'");
      assertThat(new Stillness(plain).await(LONG)).isTrue();
    }
  }

  @Test
  void await_aBranchIsLeftOnMariadb_onlyWhenItHasEnded() throws Exception {
    assumeTrue(
        InstalledMariadb.isInstalled(),
        "skipped: no MariaDB server is installed here (apt install mariadb-server)");
    try (Engine mariadb = InstalledMariadb.start();
        SchemaLease bank = SchemaLease.claim(mariadb.target(), "overdraft")) {
      DataSource there = mariadb.target().unpooled(Isolation.READ_COMMITTED, bank.name());
      new BankSchema(there).create(new BankLoad(2, 100, 0, 0));
      try (Connection died = there.getConnection()) {
        send(died, "xa start 'left'");
        send(died, MOVE);
        send(died, "xa end 'left'");
        send(died, "xa prepare 'left'");
      }
      assertThat(new Stillness(there).await(AT_ONCE)).isFalse();
      try (Connection other = there.getConnection()) {
        send(other, "xa rollback 'left'");
      }
      assertThat(new Stillness(there).await(LONG)).isTrue();
    }
  }

  @Test
  void kept_moneyInEntries_everyEntryIsAVersion() throws Exception {
    lease.recreate();
    Needs needs = Needs.entries(Needs.Money.IN_ENTRIES);
    var schema = new BankSchema(plain);
    schema.create(new BankLoad(2, 100, 0, 0), needs);
    try (Connection connection = plain.getConnection()) {
      send(
          connection,
          "insert into entry (account, cents, operation) values (1, -30, 7), (2, 30, 7)");
      send(connection, "insert into entry (account, cents, operation) values (1, -80, 9)");
    }
    BankSchema.Kept kept = schema.kept(needs.money(), Map.of(1L, 100L, 2L, 100L));
    assertThat(kept.ledger()).hasSize(2);
    assertThat(kept.ledger().get(0).versions())
        .containsExactly(
            new RowVersion(1, 1, Writer.of(7, 1), 70), new RowVersion(2, 1, Writer.of(7, 1), 130));
    assertThat(kept.accounts())
        .containsExactlyInAnyOrder(
            new RowVersion(1, 2, Writer.of(9, 1), -10), new RowVersion(2, 1, Writer.of(7, 1), 130));
  }

  @Test
  void kept_moneyInBoth_theStoredTotalIsTheLastWord() throws Exception {
    lease.recreate();
    Needs needs = Needs.entries(Needs.Money.IN_BOTH);
    var schema = new BankSchema(plain);
    schema.create(new BankLoad(2, 100, 0, 0), needs);
    try (Connection connection = plain.getConnection()) {
      send(connection, "insert into entry (account, cents, operation) values (1, -30, 7)");
    }
    BankSchema.Kept kept = schema.kept(needs.money(), Map.of(1L, 100L, 2L, 100L));
    assertThat(kept.ledger()).hasSize(1);
    assertThat(kept.accounts())
        .contains(
            new RowVersion(1, 1, Writer.of(7, 1), 100), new RowVersion(2, 0, Writer.OPENING, 100));
  }

  @Test
  void kept_afterwards_theWholeBank() throws SQLException {
    BankSchema.Kept kept = new BankSchema(plain).kept();
    assertThat(kept.accounts()).hasSize(2);
    assertThat(kept.ledger()).isEmpty();
  }
}
