package dev.overdraft.storm;

import dev.overdraft.history.Operation;
import dev.overdraft.recording.Recording;
import dev.overdraft.workload.bank.Receipt;
import dev.overdraft.workload.bank.Surroundings;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/**
 * Surroundings that are just what a strategy asks for: connections, threads, locks; and crashes,
 * where a storm plans them.
 *
 * <p>Closing it ends the threads that sent requests a second time; those of {@link #singleWriter}
 * are the strategy's to close.
 */
public final class Threads implements Surroundings, AutoCloseable {

  private final DataSource dataSource;
  private final Recording recording;
  private final CrashPlan crashes;
  private final boolean measuring;
  private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();
  private final Map<Thread, SingleWriter> impatient = new ConcurrentHashMap<>();

  Threads(DataSource dataSource, Recording recording, CrashPlan crashes) {
    this(dataSource, recording, crashes, false);
  }

  private Threads(
      DataSource dataSource, Recording recording, CrashPlan crashes, boolean measuring) {
    this.dataSource = dataSource;
    this.recording = recording;
    this.crashes = crashes;
    this.measuring = measuring;
  }

  /** With nothing recorded, no crash, and each request once: for measuring. */
  public static Surroundings around(DataSource dataSource) {
    return new Threads(dataSource, new Recording(System.nanoTime(), 0), CrashPlan.none(), true);
  }

  @Override
  public DataSource dataSource() {
    return dataSource;
  }

  @Override
  public Writer singleWriter(String name) {
    return new SingleWriter(name, recording);
  }

  @Override
  public JvmLock jvmLock(String name) {
    ReentrantLock lock = locks.computeIfAbsent(name, n -> new ReentrantLock());
    return () -> {
      lock.lockInterruptibly();
      return lock::unlock;
    };
  }

  @Override
  public void mayCrash(String point, Operation operation) {
    crashes.at(point, operation);
  }

  @Override
  public <T> T onBehalfOf(Operation operation, Callable<T> work) throws Exception {
    return recording.onBehalfOf(operation, work).call();
  }

  @Override
  public <T> T onNobodysBehalf(Callable<T> work) throws Exception {
    return recording.onNobodysBehalf(work).call();
  }

  @Override
  public Receipt twice(Callable<Receipt> request) throws Exception {
    Operation asked = recording.operation().orElse(null);
    if (measuring || asked == null) {
      return request.call();
    }
    SingleWriter other =
        impatient.computeIfAbsent(
            Thread.currentThread(), t -> new SingleWriter("again-" + t.getName(), recording));
    Future<Receipt> again = other.submit(recording.onBehalfOf(asked, request));
    try {
      Receipt first = request.call();
      return first.accepted() ? settled(again, first) : answer(again, first);
    } catch (InterruptedException stopped) {
      throw stopped;
    } catch (Exception failed) {
      Receipt second = answer(again, Receipt.refused(""));
      if (second.accepted()) {
        return second;
      }
      throw failed;
    }
  }

  /** What the first was told, when the second has ended too. */
  private static Receipt settled(Future<Receipt> again, Receipt first) throws InterruptedException {
    answer(again, first);
    return first;
  }

  /** What the second request was told, if it was answered at all. */
  private static Receipt answer(Future<Receipt> again, Receipt otherwise)
      throws InterruptedException {
    try {
      return again.get();
    } catch (ExecutionException failed) {
      // Its client has the other answer, and no use for this one.
      return otherwise;
    }
  }

  @Override
  public void close() {
    impatient.values().forEach(SingleWriter::close);
  }
}
