package dev.overdraft.strategies.orm;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Receipt;
import jakarta.persistence.LockModeType;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Locks an entity that the session already holds: {@code hibernate-pessimistic-lock-stale}.
 *
 * <p>The entity was loaded to see whether there is such an account, to show its name, or by some
 * association; then {@code lock(account, PESSIMISTIC_WRITE)} sends {@code select id … for no key
 * update} and waits for its turn. It asks for no balance, since the session has that entity. The
 * row is locked, and the object still says 100. Of all calls only {@code refresh(account,
 * PESSIMISTIC_WRITE)} reads again. With a {@code @Version} on the entity the lock would throw
 * instead.
 *
 * @see <a
 *     href="https://docs.hibernate.org/orm/7.1/userguide/html_single/#locking-pessimistic">Hibernate
 *     7 User Guide, Pessimistic locking</a>
 * @see <a href="https://github.com/doctrine/orm/issues/6650">doctrine/orm#6650</a>
 */
public final class BrokenHibernatePessimisticLockStale extends HibernateBank {

  public BrokenHibernatePessimisticLockStale(DataSource dataSource) {
    super(dataSource, Account.class);
  }

  @Override
  public Receipt transfer(Operation.Transfer t) {
    return inTransaction(
        session -> {
          Account low = locked(session, Math.min(t.from(), t.to()));
          Account high = locked(session, Math.max(t.from(), t.to()));
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

  /** Whether there is such an account is asked first; then it is locked. */
  private static @Nullable Account locked(Session session, long id) {
    Account account = session.find(Account.class, id);
    if (account != null) {
      session.lock(account, LockModeType.PESSIMISTIC_WRITE);
    }
    return account;
  }

  private static Receipt change(Session session, long id, long cents) {
    Account account = locked(session, id);
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
