package dev.overdraft.strategies.orm;

import dev.overdraft.history.Operation;
import dev.overdraft.strategies.jdbc.Retry;
import dev.overdraft.workload.bank.Receipt;
import javax.sql.DataSource;
import org.hibernate.Session;

/**
 * {@code hibernate-version} for transfers, and a bulk update in HQL for payments in and out: {@code
 * hibernate-bulk-update}, which passes {@code @Version} by.
 *
 * <p>Each half is right by itself. The bulk update is one guarded statement; the entity's flush
 * compares the version. But the bulk update does not count the version up, so a transfer that has
 * loaded 100 before it, and flushes after it, finds the version as it was and writes its own result
 * over the payment. A version protects against those who count it up. HQL has a word for it, {@code
 * update versioned}; a trigger would do it for everybody.
 *
 * @see <a href="https://docs.hibernate.org/orm/7.1/userguide/html_single/#hql-update">Hibernate 7
 *     User Guide, Update statements: update versioned</a>
 * @see <a href="https://issues.apache.org/jira/browse/FINERACT-1659">FINERACT-1659</a>
 */
public final class BrokenHibernateBulkUpdate extends HibernateBank {

  private final Retry retry = new Retry(18);

  public BrokenHibernateBulkUpdate(DataSource dataSource) {
    super(dataSource, VersionedAccount.class);
  }

  @Override
  public Receipt transfer(Operation.Transfer t) throws Exception {
    return retry.call(() -> inTransaction(session -> transfer(session, t)));
  }

  private static Receipt transfer(Session session, Operation.Transfer t) {
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
  }

  @Override
  public Receipt withdraw(Operation.Withdraw w) {
    return inTransaction(session -> change(session, w.account(), -w.cents()));
  }

  @Override
  public Receipt deposit(Operation.Deposit d) {
    return inTransaction(session -> change(session, d.account(), d.cents()));
  }

  private static Receipt change(Session session, long id, long cents) {
    int rows =
        session
            .createMutationQuery(
                "update VersionedAccount a set a.balance = a.balance + :cents"
                    + " where a.id = :id and a.balance + :cents >= 0")
            .setParameter("cents", cents)
            .setParameter("id", id)
            .executeUpdate();
    return rows == 1 ? Receipt.done() : Receipt.refused("insufficient funds, or no such account");
  }
}
