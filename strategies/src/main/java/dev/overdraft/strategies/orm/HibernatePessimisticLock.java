package dev.overdraft.strategies.orm;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Receipt;
import jakarta.persistence.LockModeType;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Takes {@code PESSIMISTIC_WRITE} on the <em>first</em> load of each entity, lowest id first.
 *
 * <p>On PostgreSQL Hibernate sends {@code for no key update}, so the row that arrives is locked and
 * the newest. First load is what matters: locking an entity that the session already holds locks
 * the row but keeps the old values, and the update is lost as before.
 *
 * @see <a
 *     href="https://docs.hibernate.org/orm/7.1/userguide/html_single/#locking-pessimistic">Hibernate
 *     7 User Guide, Pessimistic locking</a>
 */
public final class HibernatePessimisticLock extends HibernateBank {

  public HibernatePessimisticLock(DataSource dataSource) {
    super(dataSource, Account.class);
  }

  @Override
  public Receipt transfer(Operation.Transfer t) {
    return inTransaction(
        session -> {
          Account low = lock(session, Math.min(t.from(), t.to()));
          Account high = lock(session, Math.max(t.from(), t.to()));
          if (low == null || high == null) {
            return Receipt.refused("no such account");
          }
          Account payer = t.from() <= t.to() ? low : high;
          Account payee = t.from() <= t.to() ? high : low;
          if (payer.getBalance() < t.cents()) {
            return Receipt.refused("insufficient funds");
          }
          payer.setBalance(payer.getBalance() - t.cents());
          payee.setBalance(payee.getBalance() + t.cents());
          return Receipt.done();
        });
  }

  @Override
  public Receipt withdraw(Operation.Withdraw w) {
    return inTransaction(session -> change(session, w.account(), -w.cents()));
  }

  @Override
  public Receipt deposit(Operation.Deposit d) {
    return inTransaction(session -> change(session, d.account(), d.cents()));
  }

  private static @Nullable Account lock(Session session, long id) {
    return session.find(Account.class, id, LockModeType.PESSIMISTIC_WRITE);
  }

  private static Receipt change(Session session, long id, long cents) {
    Account account = lock(session, id);
    if (account == null) {
      return Receipt.refused("no such account");
    }
    if (account.getBalance() + cents < 0) {
      return Receipt.refused("insufficient funds");
    }
    account.setBalance(account.getBalance() + cents);
    return Receipt.done();
  }
}
