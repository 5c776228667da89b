package dev.overdraft.cli;

import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.Isolation;
import dev.overdraft.reports.check.Promise;
import dev.overdraft.target.Dialect;

/**
 * What an engine gives at each level that SQL has a name for, apart from real time, which none of
 * them promises by it.
 *
 * @see <a href="https://www.postgresql.org/docs/18/transaction-iso.html">PostgreSQL 18, 13.2: read
 *     uncommitted is read committed, repeatable read is snapshot isolation</a>
 * @see <a href="https://jepsen.io/analyses/mysql-8.0.34">Jepsen, MySQL 8.0.34: InnoDB's repeatable
 *     read is no more than monotonic atomic view</a>
 */
final class Promises {
  private Promises() {}

  static Promise of(Dialect dialect, Isolation level) {
    boolean postgresql = dialect == Dialect.POSTGRESQL;
    Level promised =
        switch (level) {
          case READ_UNCOMMITTED -> postgresql ? Level.READ_COMMITTED : Level.READ_UNCOMMITTED;
          case READ_COMMITTED -> Level.READ_COMMITTED;
          case REPEATABLE_READ ->
              postgresql ? Level.SNAPSHOT_ISOLATION : Level.MONOTONIC_ATOMIC_VIEW;
          case SERIALIZABLE ->
              dialect == Dialect.H2 ? Level.SNAPSHOT_ISOLATION : Level.SERIALIZABLE;
        };
    return new Promise(promised, Axis.PLAIN);
  }
}
