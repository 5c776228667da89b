package dev.overdraft.strategies.orm;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Receipt;
import javax.sql.DataSource;
import org.hibernate.Session;

/**
 * Loads entities, changes a property, commits: {@code hibernate-naive}. Dirty checking does the
 * rest, and loses updates.
 *
 * <p>It is read-modify-write with the SQL out of sight: {@code find} reads the balance, flush
 * writes it back as an absolute value, together with every other column. The transaction around it
 * is atomic, so no audit sees half a transfer and a missing payee costs nobody anything; but atomic
 * is not isolated. At REPEATABLE READ and above PostgreSQL refuses the second flush (40001).
 *
 * @see <a href="https://docs.hibernate.org/orm/7.1/userguide/html_single/#locking">Hibernate 7 User
 *     Guide, Locking</a>
 */
public final class BrokenHibernate extends HibernateBank {

  public BrokenHibernate(DataSource dataSource) {
    super(dataSource, Account.class);
  }

  @Override
  public Receipt transfer(Operation.Transfer t) {
    return inTransaction(
        session -> {
          Account payer = session.find(Account.class, t.from());
          Account payee = session.find(Account.class, t.to());
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
  public Receipt withdraw(Operation.Withdraw w) {
    return inTransaction(session -> change(session, w.account(), -w.cents()));
  }

  @Override
  public Receipt deposit(Operation.Deposit d) {
    return inTransaction(session -> change(session, d.account(), d.cents()));
  }

  private static Receipt change(Session session, long id, long cents) {
    Account account = session.find(Account.class, id);
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
