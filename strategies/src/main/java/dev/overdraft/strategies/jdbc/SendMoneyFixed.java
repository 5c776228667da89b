package dev.overdraft.strategies.jdbc;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Needs;
import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.sql.DataSource;

/**
 * The talk's full example, mended.
 *
 * <p>The request's own number goes into the log first, under a unique key: a second request for the
 * same transfer finds it there and changes nothing. One statement locks both rows in id order, and
 * has to find two. Every row count is looked at. A transaction that was in somebody's way is run
 * again as a whole, a bounded number of times. (That the amount is positive is seen to by the type
 * of the request.)
 *
 * @see <a href="https://www.postgresql.org/docs/18/explicit-locking.html">PostgreSQL 18, 13.3</a>
 */
public final class SendMoneyFixed extends JdbcBank {

  public static final Needs NEEDS =
      Needs.schema(
          "create table transfer (request bigint primary key, src bigint, dst bigint,"
              + " amount bigint not null check (amount > 0))");

  private final Retry retry = new Retry(6);

  public SendMoneyFixed(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected Receipt run(Work work) throws Exception {
    return retry.call(() -> transaction(work));
  }

  @Override
  protected Receipt transfer(Tx tx, Operation.Transfer t) throws SQLException {
    if (t.from() == t.to()) {
      return Receipt.refused("it takes two accounts");
    }
    if (isDone(tx, t.id(), t.from(), t.to(), t.cents())) {
      return Receipt.done();
    }
    Map<Long, Long> locked = lock(tx, t.from(), t.to());
    if (locked.size() != 2) {
      return Receipt.refused("no such account");
    }
    if (locked.getOrDefault(t.from(), 0L) < t.cents()) {
      return Receipt.refused("insufficient funds");
    }
    add(tx, t.from(), -t.cents());
    add(tx, t.to(), t.cents());
    return Receipt.done();
  }

  @Override
  protected Receipt withdraw(Tx tx, Operation.Withdraw w) throws SQLException {
    return change(tx, w.id(), w.account(), -w.cents());
  }

  @Override
  protected Receipt deposit(Tx tx, Operation.Deposit d) throws SQLException {
    return change(tx, d.id(), d.account(), d.cents());
  }

  private static Receipt change(Tx tx, long request, long id, long cents) throws SQLException {
    long outside = 0;
    boolean debit = cents < 0;
    if (isDone(tx, request, debit ? id : outside, debit ? outside : id, Math.abs(cents))) {
      return Receipt.done();
    }
    Map<Long, Long> locked = lock(tx, id);
    if (locked.isEmpty() || locked.getOrDefault(id, 0L) + cents < 0) {
      return Receipt.refused(locked.isEmpty() ? "no such account" : "insufficient funds");
    }
    add(tx, id, cents);
    return Receipt.done();
  }

  /** Waits for whoever is at the same request, and finds out whether it was done. */
  private static boolean isDone(Tx tx, long request, long src, long dst, long amount)
      throws SQLException {
    return !tx.insertNew(
        "insert into transfer (request, src, dst, amount) values (?, ?, ?, ?)",
        request,
        src,
        dst,
        amount);
  }

  private static Map<Long, Long> lock(Tx tx, long... ids) throws SQLException {
    String marks = LongStream.of(ids).mapToObj(id -> "?").collect(Collectors.joining(", "));
    return tx.numbers(
        "select id, balance from account where id in (%s) order by id for update".formatted(marks),
        ids);
  }

  private static void add(Tx tx, long id, long cents) throws SQLException {
    int rows = tx.update("update account set balance = balance + ? where id = ?", cents, id);
    if (rows != 1) {
      throw new SQLException(
          "account " + id + " was locked, and yet " + List.of(rows) + " changed");
    }
  }
}
