package dev.overdraft.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.history.Isolation;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On HSQLDB, which closes no connection while its statement waits for a lock. */
class ClosingPoolIT {

  private static final PrintStream STDOUT = System.out;

  private Engine engine;
  private SchemaLease lease;
  private HikariDataSource pool;

  @BeforeEach
  void start() throws SQLException {
    // HSQLDB prints its latches' counts.
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    engine = Engines.start("hsqldb", Optional.empty(), Optional.empty());
    lease = SchemaLease.claim(engine.target(), "overdraft");
    pool = engine.target().pooled(Isolation.READ_COMMITTED, "overdraft", 2);
    execute("create table account (id int primary key, balance int)");
    execute("insert into account values (1, 100)");
  }

  @AfterEach
  void stop() {
    lease.close();
    engine.close();
    System.setOut(STDOUT);
  }

  @Test
  @Timeout(30)
  void close_idleConnections_areClosed() throws Exception {
    try (var closing = new ClosingPool(pool, Duration.ofSeconds(20))) {
      assertThat(closing.pool().isClosed()).isFalse();
    }
    assertThat(pool.isClosed()).isTrue();
  }

  @Test
  @Timeout(30)
  void close_statementThatWaits_isLeftBehindInBoundedTime() throws Exception {
    try (Connection holder = engine.target().connect(Isolation.READ_COMMITTED)) {
      holder.setAutoCommit(false);
      try (Statement statement = holder.createStatement()) {
        statement.execute("update account set balance = 0");
      }
      var asked = new CountDownLatch(1);
      var waiter = new FutureTask<>(() -> waitFor(asked), true);
      new Thread(waiter).start();
      asked.await();

      assertThatThrownBy(() -> new ClosingPool(pool, Duration.ofMillis(300)).close())
          .isInstanceOf(StormException.class)
          .hasMessageContaining("cannot be closed");

      holder.commit();
      waiter.get(20, TimeUnit.SECONDS);
    }
  }

  private void waitFor(CountDownLatch asked) {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      asked.countDown();
      statement.execute("update account set balance = 1");
    } catch (SQLException closedMeanwhile) {
      asked.countDown();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
