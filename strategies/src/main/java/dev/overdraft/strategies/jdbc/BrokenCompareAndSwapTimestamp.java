package dev.overdraft.strategies.jdbc;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Needs;
import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Timestamp;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Uses the time of the last change as the version: {@code compare-and-swap-timestamp}, and the
 * clock has seconds.
 *
 * <p>Two writers read the row with the stamp 12:00:07. The first writes and stamps it 12:00:07, for
 * it is still the same second. The second finds the stamp that it remembers, and overwrites him.
 * The guard works for everybody who thinks longer than a tick, which is why no test finds it.
 * Seconds are what {@code timestamp(0)} gives, and {@code DATETIME} by default in MySQL and
 * MariaDB; finer clocks make it rarer, and clocks that are set back bring it again. A version is a
 * number that goes up.
 *
 * @see <a
 *     href="https://docs.hibernate.org/orm/7.1/userguide/html_single/#locking-optimistic-mapping">Hibernate
 *     7 User Guide: timestamps are a less reliable way of optimistic locking than version
 *     numbers</a>
 */
public final class BrokenCompareAndSwapTimestamp extends JdbcBank {

  public static final Needs NEEDS =
      Needs.schema(
          "alter table account add column modified timestamp(0) default localtimestamp not null");

  private final Retry retry = new Retry(8);

  private record Stamped(long id, long balance, Timestamp modified) {}

  public BrokenCompareAndSwapTimestamp(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected Receipt run(Work work) throws Exception {
    return retry.call(() -> transaction(work));
  }

  @Override
  protected Receipt transfer(Tx tx, Operation.Transfer t) throws SQLException {
    Optional<Stamped> payer = read(tx, t.from());
    Optional<Stamped> payee = read(tx, t.to());
    if (payer.isEmpty() || payee.isEmpty() || t.from() == t.to()) {
      return Receipt.refused("it takes two accounts");
    }
    if (payer.get().balance() < t.cents()) {
      return Receipt.refused("insufficient funds");
    }
    if (t.from() < t.to()) {
      swap(tx, payer.get(), -t.cents());
      swap(tx, payee.get(), t.cents());
    } else {
      swap(tx, payee.get(), t.cents());
      swap(tx, payer.get(), -t.cents());
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
    Optional<Stamped> seen = read(tx, id);
    if (seen.isEmpty() || seen.get().balance() + cents < 0) {
      return Receipt.refused(seen.isEmpty() ? "no such account" : "insufficient funds");
    }
    swap(tx, seen.get(), cents);
    return Receipt.done();
  }

  private static Optional<Stamped> read(Tx tx, long id) throws SQLException {
    return tx.one(
        "select balance, modified from account where id = ?",
        row -> new Stamped(id, row.getLong(1), row.getTimestamp(2)),
        id);
  }

  private static void swap(Tx tx, Stamped seen, long cents) throws SQLException {
    int rows =
        tx.updateWith(
            "update account set balance = ?, modified = localtimestamp(0)"
                + " where id = ? and modified = ?",
            seen.balance() + cents,
            seen.id(),
            seen.modified());
    if (rows != 1) {
      throw new SQLTransactionRollbackException("account " + seen.id() + " has moved on", "40001");
    }
  }
}
