package dev.overdraft.strategies.ledger;

import dev.overdraft.history.Operation;
import dev.overdraft.strategies.jdbc.JdbcBank;
import dev.overdraft.strategies.jdbc.Tx;
import dev.overdraft.workload.bank.Needs;
import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;
import java.util.OptionalLong;
import javax.sql.DataSource;

/**
 * A bank whose balances are sums: an account holds what it was opened with and all entries since.
 *
 * <p>Money moves by adding entries, never by changing a row. What differs below is what is done
 * before the sum is trusted.
 */
abstract class LogBank extends JdbcBank {

  LogBank(DataSource dataSource) {
    super(dataSource);
  }

  /** The balance of an account that is about to be debited; empty if there is none. */
  OptionalLong balance(Tx tx, long account) throws SQLException {
    return tx.number(
        "select (select a.balance from account a where a.id = ?)"
            + " + coalesce(sum(cents), 0) from entry where account = ?",
        account,
        account);
  }

  /** Whether there is such an account, to be credited. */
  boolean exists(Tx tx, long account) throws SQLException {
    return tx.number("select count(*) from account where id = ?", account).orElse(0) > 0;
  }

  /** Adds an entry. */
  void enter(Tx tx, long account, long cents, long operation) throws SQLException {
    tx.update(
        "insert into entry (account, cents, operation) values (?, ?, ?)",
        account,
        cents,
        operation);
  }

  @Override
  protected final Receipt transfer(Tx tx, Operation.Transfer t) throws SQLException {
    if (t.from() == t.to() || !exists(tx, t.to())) {
      return Receipt.refused("it takes two accounts");
    }
    Receipt paid = debit(tx, t.from(), t.cents(), t.id());
    if (paid.accepted()) {
      enter(tx, t.to(), t.cents(), t.id());
    }
    return paid;
  }

  @Override
  protected final Receipt withdraw(Tx tx, Operation.Withdraw w) throws SQLException {
    return debit(tx, w.account(), w.cents(), w.id());
  }

  @Override
  protected final Receipt deposit(Tx tx, Operation.Deposit d) throws SQLException {
    if (!exists(tx, d.account())) {
      return Receipt.refused("no such account");
    }
    enter(tx, d.account(), d.cents(), d.id());
    return Receipt.done();
  }

  /** Takes money, if the sum allows it. */
  Receipt debit(Tx tx, long account, long cents, long operation) throws SQLException {
    if (!exists(tx, account)) {
      return Receipt.refused("no such account");
    }
    if (balance(tx, account).orElse(0) < cents) {
      return Receipt.refused("insufficient funds");
    }
    enter(tx, account, -cents, operation);
    return Receipt.done();
  }

  @Override
  protected final String auditSql() {
    return Needs.Money.IN_ENTRIES.balances() + " order by 1";
  }
}
