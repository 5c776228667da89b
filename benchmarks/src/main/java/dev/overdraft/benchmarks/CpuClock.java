package dev.overdraft.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * How long this thread and the server's processes for our connections have been on a CPU, and how
 * long they have been in the queue for one.
 *
 * <p>Both are what Linux itself counts, in nanoseconds, and for a server on this machine only: a
 * process is the server's if its title names the port that our connection comes from. Anywhere else
 * the clock sees nothing. Used by one thread.
 *
 * @see <a href="https://docs.kernel.org/scheduler/sched-stats.html">Linux, /proc/PID/schedstat</a>
 */
final class CpuClock {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Path THIS_THREAD = Path.of("/proc/thread-self/schedstat");
  private static final String BACKENDS =
      "select pid, client_port from pg_stat_activity"
          + " where usename = current_user and client_port > 0 and pid <> pg_backend_pid()";

  private final List<Path> backends;

  /**
   * What the clock shows, in nanoseconds.
   *
   * @param busy on a CPU
   * @param queued ready to run, while others were running
   */
  record Reading(long busy, long queued) {
    Reading minus(Reading earlier) {
      return new Reading(busy - earlier.busy, queued - earlier.queued);
    }
  }

  private CpuClock(List<Path> backends) {
    this.backends = backends;
  }

  /** A clock for the connections that are open now. */
  static CpuClock of(DataSource dataSource) {
    List<Path> found = new ArrayList<>();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(BACKENDS)) {
      while (rows.next()) {
        Path process = Path.of("/proc", String.valueOf(rows.getInt(1)));
        String title = Files.readString(process.resolve("cmdline"));
        if (title.startsWith("postgres") && title.contains("(" + rows.getInt(2) + ")")) {
          found.add(process.resolve("schedstat"));
        }
      }
      new CpuClock(found).read();
      return new CpuClock(found);
    } catch (SQLException | IOException notOurMachine) {
      return new CpuClock(List.of());
    }
  }

  /** Whether it sees the server at all. */
  boolean sees() {
    return !backends.isEmpty();
  }

  Reading read() throws IOException {
    if (backends.isEmpty()) {
      return new Reading(0, 0);
    }
    long busy = THREADS.getCurrentThreadCpuTime();
    long queued = field(THIS_THREAD, 1);
    for (Path backend : backends) {
      busy += field(backend, 0);
      queued += field(backend, 1);
    }
    return new Reading(busy, queued);
  }

  /** One figure of a process, which counts for nothing once it is gone. */
  private static long field(Path file, int at) throws IOException {
    try {
      return Long.parseLong(Files.readString(file).strip().split(" ", -1)[at]);
    } catch (NoSuchFileException gone) {
      return 0;
    }
  }
}
