package dev.overdraft.strategies.jdbc;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Reads the balances, decides in Java, writes them back: the shape of most code that moves money.
 *
 * <p>How it reads and how it writes is all in which the strategies below differ, and whether money
 * is safe is decided there: the rest is the same for the right and the wrong ones. Rows are read
 * and written lowest id first, so that two transfers that cross wait for each other instead of
 * deadlocking.
 */
public abstract class ReadThenWrite extends JdbcBank {

  /**
   * What was read of an account.
   *
   * @param version 0 where a strategy has no use for it
   */
  public record Seen(long id, long balance, long version) {}

  protected ReadThenWrite(DataSource dataSource) {
    super(dataSource);
  }

  /** Those of the accounts that exist, read in the strategy's own way. */
  protected abstract Map<Long, Seen> read(Tx tx, List<Long> ids) throws SQLException;

  /** Puts a balance in the place of what was read: here, whatever has happened meanwhile. */
  protected void write(Tx tx, Seen seen, long balance) throws SQLException {
    tx.update("update account set balance = ? where id = ?", balance, seen.id());
  }

  /** What happens between reading and writing: here, nothing. */
  protected void beforeWriting(Tx tx) throws SQLException {}

  @Override
  protected final Receipt transfer(Tx tx, Operation.Transfer t) throws SQLException {
    if (t.from() == t.to()) {
      return Receipt.refused("it takes two accounts");
    }
    List<Long> ids = t.from() < t.to() ? List.of(t.from(), t.to()) : List.of(t.to(), t.from());
    return change(tx, ids, Map.of(t.from(), -t.cents(), t.to(), t.cents()));
  }

  @Override
  protected final Receipt withdraw(Tx tx, Operation.Withdraw w) throws SQLException {
    return change(tx, List.of(w.account()), Map.of(w.account(), -w.cents()));
  }

  @Override
  protected final Receipt deposit(Tx tx, Operation.Deposit d) throws SQLException {
    return change(tx, List.of(d.account()), Map.of(d.account(), d.cents()));
  }

  private Receipt change(Tx tx, List<Long> ids, Map<Long, Long> cents) throws SQLException {
    Map<Long, Seen> seen = read(tx, ids);
    Map<Long, Long> balances = new TreeMap<>();
    for (long id : ids) {
      Seen account = seen.get(id);
      if (account == null) {
        return Receipt.refused("no such account");
      }
      balances.put(id, account.balance() + cents.getOrDefault(id, 0L));
    }
    if (balances.entrySet().stream().anyMatch(b -> b.getValue() < 0 && isDebit(cents, b))) {
      return Receipt.refused("insufficient funds");
    }
    beforeWriting(tx);
    for (long id : ids) {
      Seen account = seen.get(id);
      if (account != null) {
        write(tx, account, balances.getOrDefault(id, 0L));
      }
    }
    return Receipt.done();
  }

  private static boolean isDebit(Map<Long, Long> cents, Map.Entry<Long, Long> balance) {
    return cents.getOrDefault(balance.getKey(), 0L) < 0;
  }

  /** Plain queries for balance and version, which lock nothing. */
  protected static Map<Long, Seen> readVersions(Tx tx, List<Long> ids) throws SQLException {
    Map<Long, Seen> seen = new TreeMap<>();
    for (long id : ids) {
      tx.one(
              "select balance, version from account where id = ?",
              row -> new Seen(id, row.getLong(1), row.getLong(2)),
              id)
          .ifPresent(account -> seen.put(id, account));
    }
    return seen;
  }

  /** One query an account, for its balance. */
  protected static Map<Long, Seen> readEach(Tx tx, List<Long> ids, String sql) throws SQLException {
    Map<Long, Seen> seen = new TreeMap<>();
    for (long id : ids) {
      tx.one(sql, row -> new Seen(id, row.getLong(1), 0), id)
          .ifPresent(account -> seen.put(id, account));
    }
    return seen;
  }
}
