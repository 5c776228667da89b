package dev.overdraft.strategies.jdbc;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Needs;
import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;
import java.util.OptionalLong;
import javax.sql.DataSource;

/**
 * The talk's full example, statement by statement as its slide sends it: {@code
 * send-money-as-printed}.
 *
 * <p>The payer is locked and checked, a transfer is logged, both balances change by relative
 * updates, all in one transaction. For two accounts that exist, one transfer at a time, it is
 * right. What is not:
 *
 * <ul>
 *   <li>the query for the payee is built and never evaluated, so a payee who does not exist is
 *       credited in 0 rows, nobody looks, and the money is gone;
 *   <li>the payee's row is locked late, by its update: crossing transfers deadlock (40P01), and
 *       nothing is run again;
 *   <li>nothing says that the amount is positive: a transfer of -80 is a robbery;
 *   <li>the log has no key that a second request for the same transfer would meet.
 * </ul>
 *
 * <p>A transfer to oneself is harmless, since both updates are relative; with two objects in memory
 * it would make money.
 *
 * @see <a href="https://github.com/pirate/django-concurrency-talk">Nick Sweeting, Database
 *     Integrity in Django</a>
 */
public final class BrokenSendMoneyAsPrinted extends JdbcBank {

  public static final Needs NEEDS =
      Needs.schema(
          "create table transfer (id bigint generated always as identity primary key,"
              + " src bigint, dst bigint, amount bigint not null)");

  public BrokenSendMoneyAsPrinted(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected Receipt transfer(Tx tx, Operation.Transfer t) throws SQLException {
    OptionalLong src =
        tx.number("select balance from account where id = ? limit 1 for update", t.from());
    if (src.isEmpty() || src.getAsLong() < t.cents()) {
      return Receipt.refused("insufficient funds");
    }
    tx.update(
        "insert into transfer (src, dst, amount) values (?, ?, ?)", t.from(), t.to(), t.cents());
    tx.update("update account set balance = balance - ? where id = ?", t.cents(), t.from());
    tx.update("update account set balance = balance + ? where id = ?", t.cents(), t.to());
    return Receipt.done();
  }

  @Override
  protected Receipt withdraw(Tx tx, Operation.Withdraw w) throws SQLException {
    OptionalLong src =
        tx.number("select balance from account where id = ? limit 1 for update", w.account());
    if (src.isEmpty() || src.getAsLong() < w.cents()) {
      return Receipt.refused("insufficient funds");
    }
    tx.update("update account set balance = balance - ? where id = ?", w.cents(), w.account());
    return Receipt.done();
  }

  @Override
  protected Receipt deposit(Tx tx, Operation.Deposit d) throws SQLException {
    tx.update("update account set balance = balance + ? where id = ?", d.cents(), d.account());
    return Receipt.done();
  }
}
