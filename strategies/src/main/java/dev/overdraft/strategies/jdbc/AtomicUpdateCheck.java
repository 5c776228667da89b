package dev.overdraft.strategies.jdbc;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Needs;
import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Takes the money by a relative update and lets a constraint of the table say no: {@code check
 * (balance >= 0)}, error 23514.
 *
 * <p>The one guard that no other writer can forget. The database checks the row that it is about to
 * store, so a stale read cannot fool it. It guards the floor and nothing else: under absolute
 * writes ({@code set balance = 20}) the constraint is content while updates are lost. In PostgreSQL
 * the error ends the transaction, so what was done before it is gone too, and asking the customer
 * something else takes a new one.
 *
 * @see <a
 *     href="https://www.postgresql.org/docs/18/ddl-constraints.html#DDL-CONSTRAINTS-CHECK-CONSTRAINTS">PostgreSQL
 *     18, 5.5.1</a>
 */
public final class AtomicUpdateCheck extends JdbcBank {

  public static final Needs NEEDS =
      Needs.schema("alter table account add constraint no_overdraft check (balance >= 0)");

  /** 23514 on PostgreSQL, 23000 on MariaDB: class 23, and no other constraint can be broken. */
  private static final String CONSTRAINT = "23";

  public AtomicUpdateCheck(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected Receipt run(Work work) throws Exception {
    try {
      return transaction(work);
    } catch (SQLException refused) {
      if (String.valueOf(refused.getSQLState()).startsWith(CONSTRAINT)) {
        return Receipt.refused("insufficient funds");
      }
      throw refused;
    }
  }

  @Override
  protected Receipt transfer(Tx tx, Operation.Transfer t) throws SQLException {
    boolean debitFirst = t.from() <= t.to();
    int rows = debitFirst ? add(tx, t.from(), -t.cents()) : add(tx, t.to(), t.cents());
    rows += debitFirst ? add(tx, t.to(), t.cents()) : add(tx, t.from(), -t.cents());
    return rows == 2 ? Receipt.done() : Receipt.refused("no such account");
  }

  @Override
  protected Receipt withdraw(Tx tx, Operation.Withdraw w) throws SQLException {
    return add(tx, w.account(), -w.cents()) == 1
        ? Receipt.done()
        : Receipt.refused("no such account");
  }

  @Override
  protected Receipt deposit(Tx tx, Operation.Deposit d) throws SQLException {
    return add(tx, d.account(), d.cents()) == 1
        ? Receipt.done()
        : Receipt.refused("no such account");
  }

  private static int add(Tx tx, long id, long cents) throws SQLException {
    return tx.update("update account set balance = balance + ? where id = ?", cents, id);
  }
}
