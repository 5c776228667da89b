package dev.overdraft.strategies.orm;

import jakarta.persistence.LockModeType;
import javax.sql.DataSource;

/**
 * Counts up the version of an account that it has only read: {@code OPTIMISTIC_FORCE_INCREMENT}.
 *
 * <p>A debit adds up the account's entries and adds one; the account's row would not be touched,
 * and two debits would not meet. With this lock mode each counts the account's version up at
 * commit, by an update that compares it, so the second one fails and is run again. The parent's
 * version stands for "this account and all its entries": the aggregate's root, locked without
 * waiting.
 *
 * @see <a
 *     href="https://docs.hibernate.org/orm/7.1/userguide/html_single/#locking-LockMode">Hibernate 7
 *     User Guide, lock modes</a>
 */
public final class HibernateForceIncrement extends HibernateLog {

  public HibernateForceIncrement(DataSource dataSource) {
    super(dataSource, LockModeType.OPTIMISTIC_FORCE_INCREMENT);
  }
}
