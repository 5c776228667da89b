package dev.overdraft.explore.search;

import dev.overdraft.explore.step.SqlText;
import dev.overdraft.explore.step.Step;
import dev.overdraft.history.Isolation;
import dev.overdraft.target.Dialect;
import java.util.Set;

/**
 * What a statement's plain reads see of other transactions: the level, as the server means it.
 *
 * <p>PostgreSQL takes the snapshot of a REPEATABLE READ transaction with its first statement,
 * whatever that is, {@code select now()} too, but for such as LOCK TABLE and SET CONSTRAINTS;
 * InnoDB with its first plain read of a table, and its locking reads and writes never look at it.
 * Of a statement that may touch anything it is not known whether it reads: it may have taken the
 * snapshot, and the next one still may. An autocommit read of InnoDB is a snapshot by itself at
 * every level but READ UNCOMMITTED. H2 takes one of each table at REPEATABLE READ, when that is
 * first used, and one of all at SERIALIZABLE; rounded up, every statement of such a transaction may
 * be the one that takes it. HSQLDB and Derby have no versions of rows: who reads waits for the
 * writers, on HSQLDB at every level, on Derby at all but READ UNCOMMITTED.
 *
 * @see <a href="https://www.postgresql.org/docs/18/transaction-iso.html">PostgreSQL 18, 13.2</a>
 * @see <a
 *     href="https://mariadb.com/docs/server/reference/sql-statements/transactions/set-transaction#isolation-levels">MariaDB,
 *     isolation levels</a>
 */
enum Sight {
  /** Writes as they are made, committed or not. */
  UNCOMMITTED,
  /** Every commit of what it reads. */
  COMMITTED,
  /** The present: it takes the snapshot that later statements go by. */
  TAKES_SNAPSHOT,
  /** What was there when its transaction took its snapshot. */
  HOLDS_SNAPSHOT;

  private static final Set<String> QUERIES =
      Set.of("select", "insert", "update", "delete", "merge", "values", "with", "table");

  /**
   * The sight of one step.
   *
   * @param taken whether its transaction has taken a snapshot before
   */
  static Sight of(Dialect dialect, Step step, Footprint touches, boolean taken) {
    return switch (dialect) {
      case POSTGRESQL -> postgresql(step, taken);
      case MARIADB -> innodb(step, touches, taken);
      case H2 -> h2(step);
      case HSQLDB -> COMMITTED;
      case DERBY -> step.level() == Isolation.READ_UNCOMMITTED ? UNCOMMITTED : COMMITTED;
      case SQLITE -> throw dialect.notStepped();
    };
  }

  private static Sight postgresql(Step step, boolean taken) {
    if (step.level().compareTo(Isolation.REPEATABLE_READ) < 0) {
      return COMMITTED;
    }
    return isStatement(step) && !taken ? TAKES_SNAPSHOT : HOLDS_SNAPSHOT;
  }

  /** Whether a statement that may have taken its transaction's snapshot has certainly done so. */
  static boolean isTaken(Dialect dialect, Step step, Footprint touches) {
    return dialect == Dialect.POSTGRESQL
        ? QUERIES.contains(SqlText.firstWord(SqlText.skeleton(step.sql())))
        : !touches.all();
  }

  private static Sight h2(Step step) {
    return switch (step.level()) {
      case READ_UNCOMMITTED -> UNCOMMITTED;
      case READ_COMMITTED -> COMMITTED;
      case REPEATABLE_READ, SERIALIZABLE -> isStatement(step) ? TAKES_SNAPSHOT : HOLDS_SNAPSHOT;
    };
  }

  private static boolean isStatement(Step step) {
    return step.kind() == Step.Kind.STATEMENT;
  }

  private static Sight innodb(Step step, Footprint touches, boolean taken) {
    if (step.level() == Isolation.READ_UNCOMMITTED) {
      return UNCOMMITTED;
    }
    if (step.level() != Isolation.REPEATABLE_READ || step.alone()) {
      return COMMITTED;
    }
    boolean plainRead = touches.all() || (!touches.reads().isEmpty() && !touches.changes());
    return plainRead && !taken ? TAKES_SNAPSHOT : HOLDS_SNAPSHOT;
  }
}
