package dev.overdraft.strategies.jvm;

import dev.overdraft.history.Operation;
import dev.overdraft.strategies.jdbc.JdbcBank;
import dev.overdraft.strategies.jdbc.Tx;
import dev.overdraft.workload.bank.Receipt;
import dev.overdraft.workload.bank.Surroundings;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * The naive code in a transaction, and a lock of the JVM's for each account: where the locks are
 * taken and given back is all in which the strategies below differ.
 */
abstract class LockingBank extends JdbcBank {

  private final Surroundings surroundings;

  LockingBank(Surroundings surroundings) {
    super(surroundings.dataSource());
    this.surroundings = surroundings;
  }

  /** What is done while the locks are held. */
  interface Locked<T> {
    T call() throws Exception;
  }

  /** Takes the locks of these accounts, lowest first, and gives them back when it is done. */
  final <T> T holding(String process, Locked<T> work, long... accounts) throws Exception {
    Deque<Surroundings.Held> held = new ArrayDeque<>();
    try {
      for (long account : LongStream.of(accounts).sorted().distinct().toArray()) {
        held.push(surroundings.jvmLock(process + " account " + account).take());
      }
      return work.call();
    } finally {
      held.forEach(Surroundings.Held::close);
    }
  }

  @Override
  protected Receipt transfer(Tx tx, Operation.Transfer t) throws SQLException {
    OptionalLong payer = balance(tx, t.from());
    OptionalLong payee = balance(tx, t.to());
    if (payer.isEmpty() || payee.isEmpty() || t.from() == t.to()) {
      return Receipt.refused("it takes two accounts");
    }
    if (payer.getAsLong() < t.cents()) {
      return Receipt.refused("insufficient funds");
    }
    boolean debitFirst = t.from() < t.to();
    if (debitFirst) {
      save(tx, t.from(), payer.getAsLong() - t.cents());
    }
    save(tx, t.to(), payee.getAsLong() + t.cents());
    if (!debitFirst) {
      save(tx, t.from(), payer.getAsLong() - t.cents());
    }
    return Receipt.done();
  }

  @Override
  protected Receipt withdraw(Tx tx, Operation.Withdraw w) throws SQLException {
    return change(tx, w.account(), -w.cents());
  }

  @Override
  protected Receipt deposit(Tx tx, Operation.Deposit d) throws SQLException {
    return change(tx, d.account(), d.cents());
  }

  private static Receipt change(Tx tx, long id, long cents) throws SQLException {
    OptionalLong balance = balance(tx, id);
    if (balance.isEmpty() || balance.getAsLong() + cents < 0) {
      return Receipt.refused(balance.isEmpty() ? "no such account" : "insufficient funds");
    }
    save(tx, id, balance.getAsLong() + cents);
    return Receipt.done();
  }

  private static OptionalLong balance(Tx tx, long id) throws SQLException {
    return tx.number("select balance from account where id = ?", id);
  }

  private static void save(Tx tx, long id, long balance) throws SQLException {
    tx.update("update account set balance = ? where id = ?", balance, id);
  }
}
