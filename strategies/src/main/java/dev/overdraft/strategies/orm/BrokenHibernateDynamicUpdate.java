package dev.overdraft.strategies.orm;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Receipt;
import javax.sql.DataSource;
import org.hibernate.Session;

/**
 * Writes only the columns that have changed, which is no lock: {@code hibernate-dynamic-update}.
 *
 * <p>{@code @DynamicUpdate} cures one disease of {@code hibernate-naive}: who changes a memo no
 * longer writes the balance back as it was when the row was loaded. Two who change the balance
 * still do just that to each other. It is often put on an entity after an update was lost, and then
 * the bug is rarer, and whoever looks at the SQL sees a short update that looks right.
 *
 * @see <a
 *     href="https://docs.hibernate.org/orm/7.1/userguide/html_single/#pc-managed-state-dynamic-update">Hibernate
 *     7 User Guide, Dynamic updates</a>
 */
public final class BrokenHibernateDynamicUpdate extends HibernateBank {

  public BrokenHibernateDynamicUpdate(DataSource dataSource) {
    super(dataSource, DynamicAccount.class);
  }

  @Override
  public Receipt transfer(Operation.Transfer t) {
    return inTransaction(
        session -> {
          DynamicAccount payer = session.find(DynamicAccount.class, t.from());
          DynamicAccount payee = session.find(DynamicAccount.class, t.to());
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
    DynamicAccount account = session.find(DynamicAccount.class, id);
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
