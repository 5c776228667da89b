package dev.overdraft.engine;

import dev.overdraft.target.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * A schema with rows of somebody else's, in which one at a time makes changes that it will take
 * back: who came second would take the first one's changes for the rows to be kept.
 *
 * <p><b>Two locks.</b> Those of this JVM wait for a permit, before they take connections that the
 * other one may need from the same pool. Other processes are kept out by the lock that {@link
 * SchemaLease} uses too, held by the session that does the restoring, and asked for again and again
 * rather than waited for: a statement that waits would keep the server from removing dead rows.
 *
 * <p>Limits: two URLs of one database are two schemas to the permits; an engine in this JVM has no
 * other lock. A pooler that shares sessions between clients defeats the server's. Those that use
 * the schema without Overdraft are not kept out. Not thread-safe.
 */
public final class SchemaLock implements AutoCloseable {

  /** Long enough for a test class on one schema, whose methods run at the same time. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final long BETWEEN_TRIES_NANOS = 50_000_000;

  /** By URL and schema; static, as what is shared is: the JVM. */
  private static final Map<String, Semaphore> PERMITS = new ConcurrentHashMap<>();

  private final String schema;
  private final Semaphore permit;
  private final long giveUp;
  private Optional<Connection> holder = Optional.empty();
  private boolean closed;

  private SchemaLock(String schema, Semaphore permit, long giveUp) {
    this.schema = schema;
    this.permit = permit;
    this.giveUp = giveUp;
  }

  /**
   * Waits until nobody else in this JVM holds the schema; to be followed by {@link #hold}.
   *
   * @throws EngineException if that takes longer than ten minutes
   */
  public static SchemaLock await(DataSource source, String schema) throws SQLException {
    return await(source, schema, PATIENCE);
  }

  /** The same with a patience of one's own, for this wait and the one of {@link #hold} together. */
  static SchemaLock await(DataSource source, String schema, Duration patience) throws SQLException {
    String database;
    try (Connection connection = source.getConnection()) {
      database = connection.getMetaData().getURL();
    }
    Semaphore permit =
        PERMITS.computeIfAbsent(database + ' ' + schema, unseen -> new Semaphore(1, true));
    long giveUp = System.nanoTime() + patience.toNanos();
    try {
      if (!permit.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw inUse(schema);
      }
    } catch (InterruptedException interrupt) {
      throw EngineException.interrupted("waiting for schema " + schema, interrupt);
    }
    return new SchemaLock(schema, permit, giveUp);
  }

  /**
   * Waits until no other process holds the schema either.
   *
   * @param control open, and in no transaction, until this is closed
   * @throws EngineException as above
   */
  public void hold(Connection control) throws SQLException {
    Schemas schemas = Schemas.of(Dialect.of(control));
    while (!schemas.lockAtOnce(control, schema)) {
      if (System.nanoTime() - giveUp >= 0) {
        throw inUse(schema);
      }
      LockSupport.parkNanos(this, BETWEEN_TRIES_NANOS);
      if (Thread.interrupted()) {
        throw EngineException.interrupted(
            "waiting for schema " + schema, new InterruptedException());
      }
    }
    holder = Optional.of(control);
  }

  private static EngineException inUse(String schema) {
    return new EngineException(
        "another race or storm is using schema %s: wait for it, or name another schema"
            .formatted(schema));
  }

  /** Lets go. Safe to call again. */
  @Override
  public void close() throws SQLException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (holder.isPresent() && !holder.get().isClosed()) {
        Schemas.of(Dialect.of(holder.get())).unlock(holder.get(), schema);
      }
    } finally {
      permit.release();
    }
  }
}
