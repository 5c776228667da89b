package dev.overdraft.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends a server, our child or an orphan's, and everything below it; returns when nothing of it is
 * left.
 *
 * <p>First politely: SIGTERM to PostgreSQL's postmaster stops new connections, SIGTERM to its
 * children ends the sessions there are. Together that is what the server itself does on SIGINT
 * (fast shutdown), which Java cannot send, and it works without any helper program, on every rung
 * of {@link Privilege}. MariaDB has no children, and ends its sessions itself. A server that is
 * still there after ten seconds is killed.
 *
 * @see <a href="https://www.postgresql.org/docs/18/server-shutdown.html">PostgreSQL 18, 18.5</a>
 */
final class Shutdown {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long AGAIN_MILLIS = 50;

  private final ProcessHandle postmaster;

  Shutdown(ProcessHandle postmaster) {
    this.postmaster = postmaster;
  }

  /** Uninterruptible, since it must also run while a thread is told to stop; bounded. */
  void run() {
    boolean interrupted = Thread.interrupted();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    postmaster.destroy();
    while (postmaster.isAlive() && System.nanoTime() < deadline) {
      // Again each time: a session may just have been on its way in.
      postmaster.descendants().forEach(ProcessHandle::destroy);
      interrupted |= await(postmaster);
    }
    List<ProcessHandle> left = postmaster.descendants().toList();
    postmaster.destroyForcibly();
    left.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : left) {
      interrupted |= await(process);
    }
    interrupted |= await(postmaster);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits a moment for a process to end, and returns whether somebody interrupted us. */
  private static boolean await(ProcessHandle process) {
    try {
      process.onExit().get(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
      return false;
    } catch (TimeoutException | ExecutionException stillThere) {
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }
}
