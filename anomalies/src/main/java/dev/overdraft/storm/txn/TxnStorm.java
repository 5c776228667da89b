package dev.overdraft.storm.txn;

import dev.overdraft.history.Isolation;
import dev.overdraft.storm.Progress;
import dev.overdraft.storm.StopSignal;
import dev.overdraft.storm.StormException;
import dev.overdraft.target.Dialect;
import dev.overdraft.target.Target;
import dev.overdraft.workload.txn.Step;
import dev.overdraft.workload.txn.TxnSource;
import dev.overdraft.workload.txn.TxnWorkload;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import javax.sql.DataSource;

/**
 * Runs many workers' transactions against a fresh table at one isolation level, and leaves a
 * history file that ends with one read of every key.
 *
 * <p><b>Threads.</b> {@link Load#workers} workers, started together by a barrier; the caller's
 * thread waits, then reads all keys when the others have ended. <b>Bounds.</b> A worker that does
 * not come back within {@link #PATIENCE} after the end fails the run.
 */
public final class TxnStorm {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long TICK_MILLIS = 100;
  private static final int KEYS_PER_READ = 16;

  private final Target target;
  private final String schema;
  private final Load load;
  private final StopSignal stop;
  private final Progress progress;

  /**
   * How hard to blow.
   *
   * @param durationMillis negative for no limit but transactions
   * @param transactions negative for no limit but time
   */
  public record Load(
      TxnWorkload workload, long seed, int workers, long durationMillis, long transactions) {
    Kind kind() {
      return Kind.of(workload);
    }
  }

  /** What the workers share. */
  record Crew(
      TxnLog log, AtomicLong operations, LongAdder completed, long originNanos, int processes) {
    long nanos() {
      return System.nanoTime() - originNanos;
    }

    long nextOperation() {
      return operations.getAndIncrement();
    }
  }

  /** A storm against the (empty) {@code schema} of {@code target}. */
  public TxnStorm(Target target, String schema, Load load, StopSignal stop, Progress progress) {
    this.target = target;
    this.schema = schema;
    this.load = load;
    this.stop = stop;
    this.progress = progress;
  }

  /**
   * Runs at one level; returns how long the workers were at it, in milliseconds.
   *
   * @param file where the history goes; it must not exist
   * @throws StormException if a worker died of something that is nobody's outcome
   */
  public long run(Isolation level, Path file) throws Exception {
    DataSource source = target.unpooled(level, schema);
    create(source);
    try (var log = new TxnLog(file, load.kind())) {
      var crew =
          new Crew(log, new AtomicLong(), new LongAdder(), System.nanoTime(), load.workers() + 1);
      TxnSource mix = load.workload().source(load.seed());
      open(source, crew, mix.opening());
      long millis = blow(source, crew, mix, level);
      readAll(source, crew, mix);
      return millis;
    }
  }

  private void create(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      for (String create : load.kind().create(target.dialect())) {
        statement.execute(create);
      }
      if (target.dialect() == Dialect.DERBY) {
        // It misses deadlocks among as many as here, and waits a minute then.
        statement.execute(
            "call syscs_util.syscs_set_database_property('derby.locks.waitTimeout', '1')");
      }
    }
  }

  /** Puts there what has to be, and writes it down as the reader's, who asks for nothing yet. */
  private void open(DataSource source, Crew crew, List<Step> rows) throws Exception {
    if (rows.isEmpty()) {
      return;
    }
    try (Connection connection = source.getConnection()) {
      GroupStatements.seed(connection, rows);
    }
    crew.log().lane().opening(crew.nanos(), load.workers(), crew.nextOperation(), rows);
  }

  private long blow(DataSource source, Crew crew, TxnSource mix, Isolation level) throws Exception {
    var start = new CyclicBarrier(load.workers() + 1);
    BooleanSupplier goOn = goOn();
    List<TxnWorker> workers = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int n = 0; n < load.workers(); n++) {
      var client = new TxnClient(source, load.kind(), target.dialect());
      var worker = new TxnWorker(n, crew, client, mix, start, goOn);
      var thread = new Thread(worker, "overdraft-worker-" + n);
      thread.setDaemon(true);
      workers.add(worker);
      threads.add(thread);
      thread.start();
    }
    start.await();
    long began = System.nanoTime();
    for (Thread thread : threads) {
      await(thread, crew, level, began);
    }
    for (TxnWorker worker : workers) {
      Throwable broken = worker.broken();
      if (broken instanceof SQLException refused) {
        throw refused;
      }
      if (broken != null) {
        throw new StormException("a worker died: " + broken, broken);
      }
    }
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
  }

  private BooleanSupplier goOn() {
    long deadline =
        load.durationMillis() < 0
            ? Long.MAX_VALUE
            : System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(load.durationMillis());
    var left = new AtomicLong(load.transactions() < 0 ? Long.MAX_VALUE : load.transactions());
    return () -> !stop.requested() && System.nanoTime() < deadline && left.getAndDecrement() > 0;
  }

  private void await(Thread thread, Crew crew, Isolation level, long beganNanos)
      throws InterruptedException, StormException {
    long quietSinceNanos = System.nanoTime();
    long seen = -1;
    while (thread.isAlive()) {
      thread.join(TICK_MILLIS);
      long now = System.nanoTime();
      long completed = crew.completed().sum();
      progress.tick(
          load.workload().word() + " at " + level.sql(),
          completed,
          TimeUnit.NANOSECONDS.toMillis(now - beganNanos),
          load.durationMillis());
      if (completed != seen) {
        seen = completed;
        quietSinceNanos = now;
      } else if (now - quietSinceNanos > PATIENCE.toNanos()) {
        throw new StormException(thread.getName() + " does not come back", null);
      }
    }
  }

  /** One read of every key, by a client of its own, when nobody writes any more. */
  private void readAll(DataSource source, Crew crew, TxnSource mix) throws Exception {
    try (var client = new TxnClient(source, load.kind(), target.dialect())) {
      var reader =
          new TxnWorker(load.workers(), crew, client, mix, new CyclicBarrier(1), () -> false);
      int together = load.kind().single() ? 1 : KEYS_PER_READ;
      for (long key = 0; key < mix.keys(); key += together) {
        long end = Math.min(key + together, mix.keys());
        reader.ask(LongStream.range(key, end).mapToObj(load.kind()::look).toList());
      }
      reader.end();
    }
  }
}
