package dev.overdraft.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.history.Isolation;
import dev.overdraft.history.Operation;
import dev.overdraft.storm.BankSchema;
import dev.overdraft.workload.bank.BankLoad;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A strategy must not be able to tell that its statements are used again. */
class ShelfIT {

  private static final String READ = "select balance from account where id = ?";
  private static final String BOTH = "select balance from account where id in (?, ?) order by id";
  private static final String WRITE = "update account set balance = ? where id = ?";

  private static Engine engine;
  private static SchemaLease lease;

  private final Recording recording = new Recording(System.nanoTime(), 0);
  private final List<String> prepared = new ArrayList<>();
  private Connection connection;

  @BeforeAll
  static void start() {
    engine = Engines.start(Engines.EMBEDDED, Optional.empty(), Optional.empty());
    lease = SchemaLease.claim(engine.target(), "overdraft");
  }

  @AfterAll
  static void stop() {
    lease.close();
    engine.close();
  }

  @BeforeEach
  void fresh() throws SQLException {
    lease.recreate();
    var plain = engine.target().unpooled(Isolation.READ_COMMITTED, "overdraft");
    new BankSchema(plain).create(new BankLoad(2, 100, 0, 0));
    recording.begin(new Operation.Transfer(7, 1, 2, 30));
    connection =
        Proxies.of(
            Connection.class, new RecordingConnection(counted(plain.getConnection()), recording));
    connection.setAutoCommit(false);
  }

  @AfterEach
  void end() throws SQLException {
    connection.close();
    recording.end();
  }

  /** The same connection, but it counts the statements that it is asked to prepare. */
  private Connection counted(Connection target) {
    return (Connection)
        Proxy.newProxyInstance(
            ShelfIT.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, args) -> {
              if (method.getName().equals("prepareStatement")) {
                prepared.add(String.valueOf(args[0]));
              }
              return Proxies.pass(target, method, args);
            });
  }

  private long balance(long id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(READ)) {
      statement.setLong(1, id);
      try (ResultSet rows = statement.executeQuery()) {
        assertThat(rows.next()).isTrue();
        return rows.getLong(1);
      }
    }
  }

  private PreparedStatement update(long balance, long id) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(WRITE);
    statement.setLong(1, balance);
    statement.setObject(2, id);
    assertThat(statement.executeUpdate()).isEqualTo(1);
    return statement;
  }

  @Test
  void close_thenTheSameText_isNotPreparedAgain() throws SQLException {
    PreparedStatement first = update(70, 1);
    first.close();
    PreparedStatement second = update(60, 1);
    second.close();
    assertThat(prepared).hasSize(1);
    assertThat(second).isNotSameAs(first);
    assertThat(balance(1)).isEqualTo(60);
    assertThat(balance(2)).isEqualTo(100);
    assertThat(prepared).hasSize(2);
  }

  @Test
  void close_afterAnError_isPreparedAgain() throws SQLException {
    Savepoint before = connection.setSavepoint();
    try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
      statement.setObject(1, "much");
      statement.setLong(2, 1);
      assertThatThrownBy(statement::executeUpdate).isInstanceOf(SQLException.class);
    }
    connection.rollback(before);
    update(70, 1).close();
    assertThat(prepared).hasSize(2);
  }

  @Test
  void close_usedAfterwards_failsAsTheDriversWould() throws SQLException {
    PreparedStatement statement = update(70, 1);
    statement.close();
    statement.close();
    assertThat(statement.isClosed()).isTrue();
    assertThatThrownBy(() -> statement.setLong(1, 5))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("has been closed");
    assertThatThrownBy(statement::executeUpdate).isInstanceOf(SQLException.class);
    assertThat(balance(1)).isEqualTo(70);
  }

  @Test
  void prepare_twiceAtOnce_areTwoStatements() throws SQLException {
    try (PreparedStatement one = connection.prepareStatement(READ);
        PreparedStatement other = connection.prepareStatement(READ)) {
      one.setLong(1, 1);
      other.setLong(1, 2);
      try (ResultSet rows = one.executeQuery();
          ResultSet others = other.executeQuery()) {
        assertThat(rows.next() && others.next()).isTrue();
        assertThat(prepared).hasSize(2);
      }
    }
  }

  @Test
  void close_withRowsOpen_closesThem() throws SQLException {
    PreparedStatement statement = connection.prepareStatement(READ);
    statement.setLong(1, 1);
    ResultSet rows = statement.executeQuery();
    statement.close();
    assertThat(rows.isClosed()).isTrue();
  }

  @Test
  void setMaxRows_isNotInheritedByTheNextOne() throws SQLException {
    assertThat(rows(1)).isEqualTo(1);
    assertThat(rows(0)).isEqualTo(2);
  }

  private int rows(int atMost) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(BOTH)) {
      if (atMost > 0) {
        statement.setMaxRows(atMost);
      }
      statement.setLong(1, 1);
      statement.setLong(2, 2);
      int count = 0;
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          count++;
        }
      }
      return count;
    }
  }

  @Test
  void values_areNotInheritedByTheNextOne() throws SQLException {
    update(70, 1).close();
    try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
      statement.setLong(1, 60);
      assertThatThrownBy(statement::executeUpdate)
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("No value specified");
    }
  }
}
