package dev.overdraft.storm;

import dev.overdraft.history.HistoryWriter;
import dev.overdraft.history.Isolation;
import dev.overdraft.history.LedgerEntry;
import dev.overdraft.recording.Recording;
import dev.overdraft.target.Target;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.BankLoad;
import dev.overdraft.workload.bank.BankOperations;
import dev.overdraft.workload.bank.BankStrategy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;

/**
 * Runs many workers against one strategy on a fresh bank, and leaves a history file.
 *
 * <p><b>Threads.</b> {@link Load#workers} workers, started together by a barrier, one recorder
 * thread, and what the strategy asks for by its surroundings. The caller's thread waits, reports
 * progress, and reads the final state when all others have ended, all connections are closed and
 * the server has nobody of ours left. <b>Bounds.</b> A worker that does not come back within {@link
 * #PATIENCE} after the end, or does nothing for three times as long, has its connection closed
 * under it; one that is not back {@link #LAST_PATIENCE} later fails the run. A server that does not
 * come to rest within {@link #PATIENCE} leaves the history without an end, so that nothing is
 * concluded from it.
 */
public final class Storm {

  /** How long a worker may take over its last operation. */
  static final Duration PATIENCE = Duration.ofSeconds(20);

  /** How long one may take to notice that its connection is closed: Derby's locks take 60 s. */
  private static final Duration LAST_PATIENCE = PATIENCE.multipliedBy(4);

  private static final long TICK_MILLIS = 100;

  private final Site site;
  private final Load load;
  private final StopSignal stop;
  private final Progress progress;

  /**
   * How hard to blow.
   *
   * @param durationMillis negative for no limit but operations
   * @param operations per strategy; negative for no limit but time
   * @param yieldMicros think time before each write
   */
  public record Load(
      BankLoad bank,
      long seed,
      int workers,
      long durationMillis,
      long operations,
      long yieldMicros) {}

  /** What the workers share. */
  record Crew(
      Bank bank,
      Recording recording,
      CyclicBarrier start,
      BooleanSupplier goOn,
      LongAdder completed,
      long originNanos,
      int workers) {}

  /** Where a strategy is run. */
  private interface Site {
    Premises of(BankStrategy strategy, Isolation level);
  }

  /** A storm against the (empty) {@code schema} of {@code target}. */
  public Storm(Target target, String schema, Load load, StopSignal stop, Progress progress) {
    this(
        (strategy, level) -> new OurTables(target, schema, level, strategy.needs()),
        load,
        stop,
        progress);
  }

  /** A storm against tables that somebody else has made. */
  public Storm(TheirTables theirs, Load load, StopSignal stop, Progress progress) {
    this((strategy, level) -> theirs, load, stop, progress);
  }

  private Storm(Site site, Load load, StopSignal stop, Progress progress) {
    this.site = site;
    this.load = load;
    this.stop = stop;
    this.progress = progress;
  }

  /**
   * Runs one strategy; returns how long the workers were at it, in milliseconds.
   *
   * @param file where the history goes; it must not exist
   * @throws StormException if a worker died of something that is nobody's outcome
   * @throws java.io.IOException if the history cannot be written
   */
  public long run(BankStrategy strategy, Isolation level, Path file) throws Exception {
    Premises premises = site.of(strategy, level);
    Map<Long, Long> opening = premises.prepare(load.bank());
    try (var recorder = new Recorder(file, opening)) {
      long millis;
      long originNanos = System.nanoTime();
      long thinkNanos = TimeUnit.MICROSECONDS.toNanos(load.yieldMicros());
      Recording recording = premises.recording(originNanos, thinkNanos);
      int connections = load.workers() * strategy.needs().connections() + 2;
      try (var closing = new ClosingPool(premises.pool(connections, recording), PATIENCE)) {
        fill(closing.pool(), connections);
        millis = blow(strategy, closing, recording, originNanos, recorder);
      }
      HistoryWriter out = recorder.finish();
      if (premises.isStill(PATIENCE)) {
        close(out, premises.kept(opening));
      }
      return millis;
    }
  }

  /** So that no worker's first operations wait for a connection to be opened. */
  private static void fill(DataSource pool, int connections) throws SQLException {
    List<Connection> all = new ArrayList<>();
    try {
      for (int n = 0; n < connections; n++) {
        all.add(pool.getConnection());
      }
    } finally {
      for (Connection each : all) {
        each.close();
      }
    }
  }

  private static void close(HistoryWriter out, BankSchema.Kept kept) throws Exception {
    for (LedgerEntry entry : kept.ledger()) {
      out.ledger(entry);
    }
    out.closing(kept.accounts());
  }

  private long blow(
      BankStrategy strategy,
      ClosingPool closing,
      Recording recording,
      long originNanos,
      Recorder recorder)
      throws Exception {
    try (var surroundings = new Threads(closing.pool(), recording, CrashPlan.of(load.seed()));
        Bank bank = strategy.bank().open(surroundings)) {
      var completed = new LongAdder();
      var start = new CyclicBarrier(load.workers() + 1);
      var over = new StopSignal();
      var goOn = goOn(recorder, over);
      var crew = new Crew(bank, recording, start, goOn, completed, originNanos, load.workers());
      List<BankOperations> operations =
          BankOperations.ofAll(load.seed(), load.bank(), load.workers());
      List<Worker> workers = new ArrayList<>();
      List<Thread> threads = new ArrayList<>();
      for (int n = 0; n < load.workers(); n++) {
        var worker = new Worker(n, crew, operations.get(n), recorder.lane());
        var thread = new Thread(worker, "overdraft-worker-" + n);
        thread.setDaemon(true);
        workers.add(worker);
        threads.add(thread);
        thread.start();
      }
      start.await();
      long began = System.nanoTime();
      Runnable giveUp =
          () -> {
            over.request();
            closing.begin();
          };
      await(strategy.name(), threads, completed, giveUp, began);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      for (Worker worker : workers) {
        Throwable broken = worker.broken();
        if (broken != null) {
          throw new StormException(strategy.name() + ": a worker died: " + broken, broken);
        }
      }
      return millis;
    }
  }

  /**
   * Whether to begin one more operation: the clock, the count, Ctrl-C and the disk all have a say.
   */
  private BooleanSupplier goOn(Recorder recorder, StopSignal over) {
    long deadline =
        load.durationMillis() < 0
            ? Long.MAX_VALUE
            : System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(load.durationMillis());
    var left = new AtomicLong(load.operations() < 0 ? Long.MAX_VALUE : load.operations());
    return () ->
        !stop.requested()
            && !over.requested()
            && !recorder.failed()
            && System.nanoTime() < deadline
            && left.getAndDecrement() > 0;
  }

  private void await(
      String strategy, List<Thread> threads, LongAdder completed, Runnable giveUp, long beganNanos)
      throws InterruptedException, StormException {
    long planned = load.durationMillis();
    var patience = new Patience(planned, PATIENCE);
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        thread.join(TICK_MILLIS);
        long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos);
        progress.tick(strategy, completed.sum(), elapsed, planned);
        if (patience.exhausted(elapsed, completed.sum(), stop.requested())) {
          giveUp.run();
          thread.join(LAST_PATIENCE.toMillis());
          if (thread.isAlive()) {
            throw new StormException(thread.getName() + " did not come back", null);
          }
        }
      }
    }
  }
}
