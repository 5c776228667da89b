package dev.overdraft.strategies.jdbc;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Reads without a lock and remembers the row's version; writes only if the version is still the
 * same, and counts it up in that very statement.
 *
 * <p>Nobody waits while somebody thinks, which pays when conflicts are rare; on one hot row most
 * attempts are for nothing. A conflict is silent: it shows only as zero rows, and the whole
 * transaction has to be run again from its inputs, with fresh reads. Every other writer of the
 * table has to count the version up too: this is a promise by all of them.
 *
 * @see <a href="https://martinfowler.com/eaaCatalog/optimisticOfflineLock.html">Fowler, Optimistic
 *     Offline Lock</a>
 */
public final class CompareAndSwap extends JdbcBank {

  private final Retry retry = new Retry(1);

  private record Seen(long id, long balance, long version) {}

  public CompareAndSwap(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected Receipt run(Work work) throws Exception {
    return retry.call(() -> transaction(work));
  }

  @Override
  protected Receipt transfer(Tx tx, Operation.Transfer t) throws SQLException {
    Optional<Seen> payer = read(tx, t.from());
    Optional<Seen> payee = read(tx, t.to());
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
    Optional<Seen> seen = read(tx, id);
    if (seen.isEmpty()) {
      return Receipt.refused("no such account");
    }
    if (seen.get().balance() + cents < 0) {
      return Receipt.refused("insufficient funds");
    }
    swap(tx, seen.get(), cents);
    return Receipt.done();
  }

  private static Optional<Seen> read(Tx tx, long id) throws SQLException {
    return tx.one(
        "select balance, version from account where id = ?",
        row -> new Seen(id, row.getLong(1), row.getLong(2)),
        id);
  }

  private static void swap(Tx tx, Seen seen, long cents) throws SQLException {
    int rows =
        tx.update(
            "update account set balance = ?, version = version + 1 where id = ? and version = ?",
            seen.balance() + cents,
            seen.id(),
            seen.version());
    if (rows != 1) {
      throw new SQLTransactionRollbackException("account " + seen.id() + " has moved on", "40001");
    }
  }
}
