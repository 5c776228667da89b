package dev.overdraft.recording;

import dev.overdraft.history.Access;
import dev.overdraft.history.Operation;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one operation did on its connections: its attempts, what the last of them read and wrote,
 * and how its transactions ended.
 *
 * <p>A transaction that begins after another of the same operation has been rolled back is a new
 * attempt; nothing has to be told to us. Confined to one thread at a time: the worker's, or the
 * thread to which a strategy handed the operation, with a happens-before edge between the two.
 */
public final class OperationLog {

  /** What had been sent when a call failed. */
  public enum Sent {
    STATEMENT,
    AUTOCOMMIT_WRITE,
    COMMIT
  }

  private final Operation operation;
  private final long originNanos;
  private final List<Access> accesses = new ArrayList<>();
  private final List<String> aborts = new ArrayList<>();

  /** Most operations meet none, and the map is not small. */
  private @Nullable IdentityHashMap<Throwable, Sent> failures;

  private int attempt = 1;
  private boolean rolledBack;
  private boolean silentRollback;

  OperationLog(Operation operation, long originNanos) {
    this.operation = operation;
    this.originNanos = originNanos;
  }

  /** What was asked. */
  public Operation operation() {
    return operation;
  }

  /** Attempts so far, from 1. */
  public int attempts() {
    return attempt;
  }

  /** The SQLSTATE of every attempt that the database ended. */
  public List<String> aborts() {
    return Collections.unmodifiableList(aborts);
  }

  /** What the last attempt read and wrote. */
  public List<Access> accesses() {
    return Collections.unmodifiableList(accesses);
  }

  /** Whether the last attempt's commit returned normally and yet was a rollback. */
  public boolean silentRollback() {
    return silentRollback;
  }

  /** Every error that the connection threw, and what had been sent when it did. */
  public Map<Throwable, Sent> failures() {
    return failures == null ? Map.of() : Collections.unmodifiableMap(failures);
  }

  /**
   * What had been sent when {@code error}, or one of its causes, was thrown; empty if it came from
   * elsewhere.
   */
  public Optional<Sent> sentWhen(Throwable error) {
    Map<Throwable, Sent> known = failures();
    Throwable cause = error;
    for (int depth = 0; cause != null && depth < 16; depth++) {
      Sent sent = known.get(cause);
      if (sent != null) {
        return Optional.of(sent);
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  long writer() {
    return Writer.of(operation.id(), attempt);
  }

  void beginTransaction() {
    if (rolledBack) {
      rolledBack = false;
      silentRollback = false;
      attempt++;
      accesses.clear();
    }
  }

  void saw(Access.Kind kind, RowVersion version, String sql) {
    accesses.add(new Access(kind, version, System.nanoTime() - originNanos, sql));
  }

  /** These versions were rolled back to a savepoint; what was read meanwhile was read. */
  void undone(List<RowVersion> versions) {
    accesses.removeIf(a -> a.kind() == Access.Kind.WRITE && versions.contains(a.version()));
  }

  void failed(Throwable error, Sent sent) {
    if (failures == null) {
      failures = new IdentityHashMap<>();
    }
    failures.put(error, sent);
  }

  void endedByDatabase(String sqlState) {
    aborts.add(sqlState);
    rolledBack = true;
  }

  void rolledBack() {
    rolledBack = true;
  }

  void committedNothing() {
    silentRollback = true;
  }
}
