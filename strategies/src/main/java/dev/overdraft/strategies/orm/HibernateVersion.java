package dev.overdraft.strategies.orm;

import dev.overdraft.history.Operation;
import dev.overdraft.strategies.jdbc.Retry;
import dev.overdraft.workload.bank.Receipt;
import java.util.function.Function;
import javax.sql.DataSource;
import org.hibernate.Session;

/**
 * The same code with {@code @Version} on the entity, in a transaction that is run again when the
 * version has moved.
 *
 * <p>Every flush is a compare-and-swap: {@code update … where id = ? and version = ?}; no row means
 * {@code OptimisticLockException}. The retry begins a new session, since the old one's entities are
 * stale for good, and it stands outside the transaction. Bulk updates in HQL pass the version by,
 * unless they say {@code update versioned}.
 *
 * @see <a
 *     href="https://docs.hibernate.org/orm/7.1/userguide/html_single/#locking-optimistic">Hibernate
 *     7 User Guide, Optimistic locking</a>
 */
public final class HibernateVersion extends HibernateBank {

  private final Retry retry = new Retry(3);

  public HibernateVersion(DataSource dataSource) {
    super(dataSource, VersionedAccount.class);
  }

  @Override
  public Receipt transfer(Operation.Transfer t) throws Exception {
    return retried(
        session -> {
          VersionedAccount payer = session.find(VersionedAccount.class, t.from());
          VersionedAccount payee = session.find(VersionedAccount.class, t.to());
          if (payer == null || payee == null) {
            return Receipt.refused("no such account");
          }
          if (payer.getBalance() < t.cents()) {
            return Receipt.refused("insufficient funds");
          }
          payer.setBalance(payer.getBalance() - t.cents());
          payee.setBalance(payee.getBalance() + t.cents());
          return Receipt.done();
        });
  }

  @Override
  public Receipt withdraw(Operation.Withdraw w) throws Exception {
    return retried(session -> change(session, w.account(), -w.cents()));
  }

  @Override
  public Receipt deposit(Operation.Deposit d) throws Exception {
    return retried(session -> change(session, d.account(), d.cents()));
  }

  private Receipt retried(Function<Session, Receipt> work) throws Exception {
    return retry.call(() -> inTransaction(work));
  }

  private static Receipt change(Session session, long id, long cents) {
    VersionedAccount account = session.find(VersionedAccount.class, id);
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
