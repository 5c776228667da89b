package dev.overdraft.strategies.orm;

import dev.overdraft.history.Operation;
import dev.overdraft.strategies.jdbc.Retry;
import dev.overdraft.workload.bank.Receipt;
import java.util.function.Function;
import javax.sql.DataSource;
import org.hibernate.Session;

/**
 * Compares what it has changed instead of a version: {@code @OptimisticLocking(type = DIRTY)} with
 * {@code @DynamicUpdate}.
 *
 * <p>Flush sends {@code update account set balance = ? where id = ? and balance = ?}, with the
 * balance as it was loaded: {@code compare-and-swap-value}, written by Hibernate. For tables that
 * cannot be given a version column. It compares the columns that are written and no others, so two
 * sessions that change different columns of a row do not meet; {@code ALL} compares the whole row.
 * Works only while the entity stays in the session that has loaded it.
 *
 * @see <a
 *     href="https://docs.hibernate.org/orm/7.1/userguide/html_single/#locking-optimistic-versionless">Hibernate
 *     7 User Guide, Versionless optimistic locking</a>
 */
public final class HibernateVersionless extends HibernateBank {

  private final Retry retry = new Retry(17);

  public HibernateVersionless(DataSource dataSource) {
    super(dataSource, DirtyAccount.class);
  }

  @Override
  public Receipt transfer(Operation.Transfer t) throws Exception {
    return retried(
        session -> {
          DirtyAccount payer = session.find(DirtyAccount.class, t.from());
          DirtyAccount payee = session.find(DirtyAccount.class, t.to());
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
    DirtyAccount account = session.find(DirtyAccount.class, id);
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
