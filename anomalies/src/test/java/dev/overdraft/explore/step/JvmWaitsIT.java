package dev.overdraft.explore.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Waits inside the JVM that are over before anybody is chosen. */
class JvmWaitsIT {

  @RegisterExtension static final TwoAccounts accounts = new TwoAccounts();

  @Test
  void run_ownerArrivesHavingFreedItsMonitor_waiterIsAwaitedToo() throws Exception {
    DataSource raw = accounts.anew();
    Object monitor = new Object();
    var owned = new CountDownLatch(1);
    Run run;
    try (var waits = LockWaits.over(raw.getConnection());
        var stepping = new Stepping(raw, waits);
        var scheduler = new Scheduler(stepping, waits, Limits.STANDARD)) {
      run =
          scheduler.run(
              List.of(
                  new Actor(
                      "alice",
                      () -> {
                        synchronized (monitor) {
                          owned.countDown();
                          compute(Duration.ofMillis(60));
                        }
                        return looked(stepping.dataSource(), 1);
                      }),
                  new Actor(
                      "bob",
                      () -> {
                        owned.await();
                        synchronized (monitor) {
                          compute(Duration.ofMillis(60));
                        }
                        return looked(stepping.dataSource(), 2);
                      })),
              new Choosing(List.of(1)));
    }

    assertThat(run.stop()).isEmpty();
    assertThat(run.decisions().get(0).enabled()).extracting(Step::actor).containsExactly(0, 1);
    assertThat(run.choices()).startsWith(1);
  }

  /** Busy, so that it is not taken for a wait. */
  private static void compute(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private static boolean looked(DataSource dataSource, int id) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      return statement.execute("select balance from account where id = " + id);
    }
  }
}
