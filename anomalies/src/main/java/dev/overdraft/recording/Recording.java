package dev.overdraft.recording;

import dev.overdraft.history.Operation;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Ties operations to the threads that carry them out, so that a statement knows on whose behalf it
 * runs.
 *
 * <p>Safe for use by several threads. Statements that run for no operation pass unrecorded.
 */
public final class Recording {

  // Of one run, not of the JVM: two runs may record side by side.
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable OperationLog> current = new ThreadLocal<>();

  private static final int STATEMENTS_REMEMBERED = 1000;

  private final Map<String, AccountSql> statements = new ConcurrentHashMap<>();
  private final long originNanos;
  private final long thinkNanos;
  private final Means means;
  private final boolean rewriting;

  /**
   * Starts the clock of a history.
   *
   * @param originNanos the {@link System#nanoTime} that counts as 0
   * @param thinkNanos how long to pause before each write, to widen the window between a read and
   *     the write that follows
   */
  public Recording(long originNanos, long thinkNanos) {
    this(originNanos, thinkNanos, Means.RETURNING);
  }

  /**
   * The same for another engine.
   *
   * @param means how it tells the versions that an update has made
   */
  public Recording(long originNanos, long thinkNanos, Means means) {
    this(originNanos, thinkNanos, means, true);
  }

  private Recording(long originNanos, long thinkNanos, Means means, boolean rewriting) {
    this.rewriting = rewriting;
    this.originNanos = originNanos;
    this.thinkNanos = thinkNanos;
    this.means = means;
  }

  /**
   * For tables that are not ours: only how attempts and transactions end is recorded. No statement
   * is changed, and no row version seen; see {@link Marks}.
   */
  public static Recording ofOthers(long originNanos, long thinkNanos) {
    return new Recording(originNanos, thinkNanos, Means.RETURNING, false);
  }

  /** A data source whose statements are recorded. */
  public DataSource watch(DataSource dataSource) {
    return Proxies.of(DataSource.class, new RecordingDataSource(dataSource, this));
  }

  /** Begins an operation on this thread. */
  public OperationLog begin(Operation operation) {
    var log = new OperationLog(operation, originNanos);
    current.set(log);
    return log;
  }

  /** Ends this thread's operation. */
  public void end() {
    current.set(null);
  }

  /** The same work, to be done on another thread on behalf of this thread's operation. */
  public <T> Callable<T> carry(Callable<T> work) {
    OperationLog log = current.get();
    return with(() -> log, work);
  }

  private <T> Callable<T> with(Supplier<@Nullable OperationLog> log, Callable<T> work) {
    return () -> {
      OperationLog before = current.get();
      current.set(log.get());
      try {
        return work.call();
      } finally {
        current.set(before);
      }
    };
  }

  /**
   * The same work, to be done on behalf of {@code operation} but apart from what its client sees:
   * its effects are recorded, its reads and errors are not, since nobody may be waiting any more.
   */
  public <T> Callable<T> onBehalfOf(Operation operation, Callable<T> work) {
    return with(() -> new OperationLog(operation, originNanos), work);
  }

  /** The same work, to be done for no operation. */
  public <T> Callable<T> onNobodysBehalf(Callable<T> work) {
    return with(() -> null, work);
  }

  /** The operation that this thread carries out. */
  public Optional<Operation> operation() {
    return Optional.ofNullable(current.get()).map(OperationLog::operation);
  }

  /** How a statement is sent: worked out once for each text, as long as there are not too many. */
  AccountSql rewritten(String sql) {
    if (!rewriting) {
      return AccountSql.unchanged(sql);
    }
    return statements.size() < STATEMENTS_REMEMBERED
        ? statements.computeIfAbsent(sql, text -> AccountSql.of(text, returning()))
        : statements.getOrDefault(sql, AccountSql.of(sql, returning()));
  }

  Means means() {
    return means;
  }

  private boolean returning() {
    return means == Means.RETURNING;
  }

  @Nullable OperationLog current() {
    return current.get();
  }

  void think() {
    if (thinkNanos > 0) {
      LockSupport.parkNanos(thinkNanos);
    }
  }
}
