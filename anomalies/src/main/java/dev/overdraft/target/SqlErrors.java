package dev.overdraft.target;

import dev.overdraft.history.Outcome;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Turns what strategy code threw into an outcome: <em>certainly no effect</em> or <em>unknown</em>.
 *
 * <p>Two questions decide. What was in flight: until COMMIT is sent, an explicit transaction cannot
 * have taken effect, whatever went wrong; the server rolls back even when the connection dies. And,
 * once COMMIT (or a write that is its own COMMIT) may have been sent, whether the server's answer
 * is a definite abort. Everything else there is unknown, errors that sound harmless included: 58030
 * came out of {@code commit()} with the row durable (measured).
 *
 * <p>The outermost {@link SQLException} that carries a code decides, since frameworks wrap theirs
 * around the driver's; only 25P02 ("transaction is aborted") gives way to the error that aborted
 * it.
 *
 * <p>Limits: an error after which the strategy committed anyway is not ours to see (PostgreSQL
 * answers that COMMIT with a rollback and the driver returns normally).
 *
 * @see <a href="https://www.postgresql.org/docs/18/errcodes-appendix.html">PostgreSQL 18, appendix
 *     A</a>
 * @see <a href="https://mariadb.com/docs/server/reference/error-codes">MariaDB error codes</a>
 * @see <a href="https://docs.pingcap.com/tidb/stable/error-codes/">TiDB's</a>
 * @see <a href="https://www.h2database.com/javadoc/org/h2/api/ErrorCode.html">H2's error codes</a>
 * @see <a href="https://db.apache.org/derby/docs/10.16/ref/rrefexcept71493.html">Derby's</a>
 * @see <a href="https://www.sqlite.org/rescode.html">SQLite's result codes</a>
 */
public final class SqlErrors {
  private static final Set<String> STALE_VERSION =
      Set.of("OptimisticLockException", "StaleObjectStateException", "StaleStateException");

  private SqlErrors() {}

  /** What became of an operation that threw, presuming that the caller rolls back. */
  public static Failure classify(Throwable error, InFlight inFlight) {
    List<Throwable> chain = CauseChain.of(error);
    Optional<SQLException> sql = deciding(chain);
    if (sql.isPresent()) {
      return classify(sql.get(), inFlight, aborted(chain));
    }
    if (staleVersion(chain)) {
      return new Failure(Outcome.FAIL, "", 0, Reason.CONFLICT, SqlCode.firstLine(error));
    }
    Outcome outcome = mayHaveCommitted(inFlight) ? Outcome.INFO : Outcome.FAIL;
    return new Failure(outcome, "", 0, Reason.UNKNOWN, SqlCode.firstLine(error));
  }

  /**
   * Whether running the whole transaction again, from its inputs, may succeed: serialization
   * failures, deadlocks, lock time-outs and stale versions. Never a connection loss, whose retry
   * can apply twice, and never a statement time-out, which is the caller's to decide.
   */
  public static boolean retryable(Throwable error) {
    List<Throwable> chain = CauseChain.of(error);
    return deciding(chain)
        .map(sql -> SqlCode.of(sql).retryable())
        .orElseGet(() -> staleVersion(chain));
  }

  /**
   * Whether the server did not understand what it was asked, or has no such feature: SQLSTATE
   * classes 42 and 0A. Such an error says nothing about concurrency: nobody gets any further when
   * he is alone.
   */
  public static boolean notUnderstood(Throwable error) {
    List<Throwable> chain = CauseChain.of(error);
    return deciding(chain).map(sql -> SqlCode.of(sql).notUnderstood()).orElse(false)
        || chain.stream().anyMatch(SQLFeatureNotSupportedException.class::isInstance);
  }

  /**
   * Whether the database, its driver or a library that finds it lacking has a part in an error. Any
   * other is a mistake of whoever called them.
   */
  public static boolean ofTheDatabase(Throwable error) {
    return CauseChain.of(error).stream()
        .anyMatch(
            cause ->
                cause instanceof SQLException
                    || cause instanceof UnsupportedOperationException
                    || cause.getClass().getName().startsWith("org.hibernate."));
  }

  private static Failure classify(SQLException sql, InFlight inFlight, boolean aborted) {
    SqlCode code = SqlCode.of(sql);
    Outcome outcome =
        mayHaveCommitted(inFlight) && !aborted && !code.definiteAbort(inFlight)
            ? Outcome.INFO
            : Outcome.FAIL;
    return new Failure(
        outcome, code.state(), code.vendorCode(), code.reason(), SqlCode.firstLine(sql));
  }

  private static boolean mayHaveCommitted(InFlight inFlight) {
    return switch (inFlight) {
      case NOTHING, STATEMENT -> false;
      case AUTOCOMMIT_WRITE, COMMIT -> true;
    };
  }

  /** The outermost SQL exception with a code, but the first error rather than 25P02 after it. */
  private static Optional<SQLException> deciding(List<Throwable> chain) {
    List<SQLException> coded = coded(chain);
    if (coded.isEmpty()) {
      return sqlExceptions(chain).stream().findFirst();
    }
    SQLException outermost = coded.get(0);
    if (!SqlCode.of(outermost).transactionAborted()) {
      return Optional.of(outermost);
    }
    return coded.stream()
        .filter(sql -> !SqlCode.of(sql).transactionAborted())
        .findFirst()
        .or(() -> Optional.of(outermost));
  }

  /** Whether the server itself said that the transaction is gone, whatever the first error was. */
  private static boolean aborted(List<Throwable> chain) {
    List<SQLException> coded = coded(chain);
    return !coded.isEmpty() && SqlCode.of(coded.get(0)).transactionAborted();
  }

  private static List<SQLException> coded(List<Throwable> chain) {
    return sqlExceptions(chain).stream().filter(sql -> SqlCode.of(sql).present()).toList();
  }

  private static List<SQLException> sqlExceptions(List<Throwable> chain) {
    return chain.stream()
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast)
        .toList();
  }

  /** By name: neither Hibernate nor Jakarta Persistence is a dependency of this module. */
  private static boolean staleVersion(List<Throwable> chain) {
    return chain.stream().map(Throwable::getClass).anyMatch(SqlErrors::namedOrExtendsStaleVersion);
  }

  private static boolean namedOrExtendsStaleVersion(Class<?> type) {
    for (Class<?> t = type; t != null; t = t.getSuperclass()) {
      if (STALE_VERSION.contains(t.getSimpleName())) {
        return true;
      }
    }
    return false;
  }
}
