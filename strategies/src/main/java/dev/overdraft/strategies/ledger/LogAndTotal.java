package dev.overdraft.strategies.ledger;

import dev.overdraft.history.Operation;
import dev.overdraft.strategies.jdbc.JdbcBank;
import dev.overdraft.strategies.jdbc.Tx;
import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Locks the total, enters the movement into the log, changes the total, all in one transaction.
 *
 * <p>The schema that most banks end with: the log says why, the total says how much without adding
 * up, and each proves the other. The lock comes first, so that log and total are changed in the
 * same order, and decisions are made on the locked total. That it is locked first is a convention
 * among all writers, and nothing enforces it: one that only enters, or only changes the total, and
 * the two never agree again. The total is a hot row by design.
 *
 * @see <a href="https://github.com/pirate/django-concurrency-talk">Nick Sweeting, Database
 *     Integrity in Django: log and total</a>
 */
public final class LogAndTotal extends JdbcBank {

  public LogAndTotal(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected Receipt transfer(Tx tx, Operation.Transfer t) throws SQLException {
    return t.from() == t.to()
        ? Receipt.refused("it takes two accounts")
        : move(tx, t.id(), Map.of(t.from(), -t.cents(), t.to(), t.cents()));
  }

  @Override
  protected Receipt withdraw(Tx tx, Operation.Withdraw w) throws SQLException {
    return move(tx, w.id(), Map.of(w.account(), -w.cents()));
  }

  @Override
  protected Receipt deposit(Tx tx, Operation.Deposit d) throws SQLException {
    return move(tx, d.id(), Map.of(d.account(), d.cents()));
  }

  private static Receipt move(Tx tx, long operation, Map<Long, Long> centsByAccount)
      throws SQLException {
    var ascending = new TreeMap<>(centsByAccount);
    for (Map.Entry<Long, Long> leg : ascending.entrySet()) {
      OptionalLong total =
          tx.number("select balance from account where id = ? for update", leg.getKey());
      if (total.isEmpty()) {
        return Receipt.refused("no such account");
      }
      if (leg.getValue() < 0 && total.getAsLong() + leg.getValue() < 0) {
        return Receipt.refused("insufficient funds");
      }
    }
    for (Map.Entry<Long, Long> leg : ascending.entrySet()) {
      tx.update(
          "insert into entry (account, cents, operation) values (?, ?, ?)",
          leg.getKey(),
          leg.getValue(),
          operation);
      tx.update(
          "update account set balance = balance + ? where id = ?", leg.getValue(), leg.getKey());
    }
    return Receipt.done();
  }
}
