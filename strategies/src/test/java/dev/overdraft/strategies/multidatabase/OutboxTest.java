package dev.overdraft.strategies.multidatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overdraft.history.Operation;
import dev.overdraft.strategies.BreakingDatabase;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.Crash;
import dev.overdraft.workload.bank.Receipt;
import dev.overdraft.workload.bank.Surroundings;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Money that was taken arrives, however often whoever receives it is in somebody's way. */
class OutboxTest {

  /** More often than any attempt at a whole transfer is repeated. */
  private static final int REFUSED = 30;

  private final JdbcDataSource database = new JdbcDataSource();
  private Connection kept;
  private Statement sql;

  @BeforeEach
  void open() throws SQLException {
    database.setURL("jdbc:h2:mem:outbox;MODE=PostgreSQL");
    kept = database.getConnection();
    sql = kept.createStatement();
    sql.execute("create table account (id bigint primary key, balance bigint not null)");
    sql.execute("insert into account values (1, 100), (2, 100)");
    for (String ddl : Outbox.NEEDS.ddl()) {
      sql.execute(ddl);
    }
  }

  @AfterEach
  void close() throws SQLException {
    kept.close();
  }

  @Test
  void transfer_receiverIsInSomebodysWayForLong_arrivesOnceAndIsCrossedOff() throws Exception {
    try (Bank bank = new Outbox(surroundings(1, REFUSED))) {
      assertThat(bank.transfer(new Operation.Transfer(7, 1, 2, 30))).isEqualTo(Receipt.done());
    }
    assertThat(number("select balance from account where id = 1")).isEqualTo(70);
    assertThat(number("select balance from account where id = 2")).isEqualTo(130);
    assertThat(number("select count(*) from inbox")).isEqualTo(1);
    assertThat(number("select count(*) from outbox")).isZero();
  }

  @Test
  void transfer_senderIsInSomebodysWayForLong_refusedAndNothingIsTaken() throws Exception {
    try (Bank bank = new Outbox(surroundings(0, REFUSED))) {
      assertThatThrownBy(() -> bank.transfer(new Operation.Transfer(7, 1, 2, 30)))
          .isInstanceOfSatisfying(
              SQLException.class, thrown -> assertThat(thrown.getSQLState()).isEqualTo("40001"));
    }
    assertThat(number("select sum(balance) from account where balance = 100")).isEqualTo(200);
    assertThat(number("select count(*) from outbox")).isZero();
  }

  @Test
  void transfer_connectionBreaksOnTheWay_arrivesAllTheSame() throws Exception {
    var breaking = new BreakingDatabase("outbox", "insert into inbox", 3);
    try (Bank bank = new Outbox(breaking)) {
      assertThat(bank.transfer(new Operation.Transfer(7, 1, 2, 30))).isEqualTo(Receipt.done());
    }
    assertThat(number("select balance from account where id = 2")).isEqualTo(130);
    assertThat(number("select count(*) from outbox")).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void transfer_commitsHaveNoAnswer_arrivesOnce(int commits) throws Exception {
    var breaking = new BreakingDatabase("outbox", BreakingDatabase.COMMIT, commits);
    try (Bank bank = new Outbox(breaking)) {
      assertThat(bank.transfer(new Operation.Transfer(7, 1, 2, 30))).isEqualTo(Receipt.done());
    }
    assertThat(number("select balance from account where id = 1")).isEqualTo(70);
    assertThat(number("select balance from account where id = 2")).isEqualTo(130);
  }

  /** What was not taken is not delivered. */
  @Test
  void transfer_connectionBreaksBeforeTheDebit_nothingIsTaken() throws Exception {
    var breaking = new BreakingDatabase("outbox", "insert into outbox", 1);
    try (Bank bank = new Outbox(breaking)) {
      assertThatThrownBy(() -> bank.transfer(new Operation.Transfer(7, 1, 2, 30)))
          .isInstanceOf(SQLException.class);
    }
    assertThat(number("select sum(balance) from account where balance = 100")).isEqualTo(200);
    assertThat(number("select count(*) from outbox")).isZero();
  }

  @Test
  void transfer_nobodyAnswersAnyMore_unknown() throws Exception {
    var breaking = new BreakingDatabase("outbox", "insert into inbox", 1000);
    try (Bank bank = new Outbox(breaking)) {
      assertThatThrownBy(() -> bank.transfer(new Operation.Transfer(7, 1, 2, 30)))
          .isInstanceOf(Crash.class);
    }
    assertThat(number("select balance from account where id = 1")).isEqualTo(70);
    assertThat(number("select count(*) from outbox")).isEqualTo(1);
  }

  private long number(String query) throws SQLException {
    try (ResultSet rows = sql.executeQuery(query)) {
      assertThat(rows.next()).isTrue();
      return rows.getLong(1);
    }
  }

  /** A database that says of so many commits after the first ones that others were in their way. */
  private Surroundings surroundings(int first, int refused) {
    int[] commits = {0};
    return new Surroundings() {
      @Override
      public DataSource dataSource() {
        return OutboxTest.watched(DataSource.class, database, "getConnection", this::connection);
      }

      private Connection connection() throws SQLException {
        Connection connection = database.getConnection();
        return OutboxTest.watched(Connection.class, connection, "commit", () -> commit(connection));
      }

      private @Nullable Object commit(Connection connection) throws SQLException {
        int number = commits[0]++;
        if (number >= first && number < first + refused) {
          connection.rollback();
          throw new SQLException("could not serialize access", "40001");
        }
        connection.commit();
        return null;
      }

      @Override
      public Writer singleWriter(String name) {
        throw new AssertionError("an outbox asks for no " + name);
      }

      @Override
      public JvmLock jvmLock(String name) {
        throw new AssertionError("an outbox asks for no " + name);
      }
    };
  }

  private static <T> T watched(
      Class<T> type, T target, String instead, Callable<@Nullable Object> does) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, args) -> {
              if (method.getName().equals(instead)) {
                return does.call();
              }
              try {
                return method.invoke(target, args);
              } catch (InvocationTargetException thrown) {
                throw thrown.getTargetException();
              }
            }));
  }
}
