package dev.overdraft.strategies.orm;

import jakarta.persistence.LockModeType;
import javax.sql.DataSource;

/**
 * Checks before it commits that the account it has read is still the same: {@code
 * hibernate-optimistic-read}, {@code LockModeType.OPTIMISTIC}.
 *
 * <p>The name promises a lock and there is a check: {@code select version from account where id =
 * ?} just before COMMIT. Two debits that only add entries both find the version unchanged, because
 * neither changes it, and both commit: write skew. It would find somebody who has changed the row
 * and committed before the check; between check and commit it finds nobody at all.
 *
 * @see <a
 *     href="https://vladmihalcea.com/hibernate-locking-patterns-how-does-optimistic-lock-mode-work/">Mihalcea,
 *     How does LockModeType.OPTIMISTIC work</a>
 */
public final class BrokenHibernateOptimisticRead extends HibernateLog {

  public BrokenHibernateOptimisticRead(DataSource dataSource) {
    super(dataSource, LockModeType.OPTIMISTIC);
  }
}
