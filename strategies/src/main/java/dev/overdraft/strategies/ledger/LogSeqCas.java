package dev.overdraft.strategies.ledger;

import dev.overdraft.strategies.jdbc.Retry;
import dev.overdraft.strategies.jdbc.Tx;
import dev.overdraft.workload.bank.Needs;
import dev.overdraft.workload.bank.Receipt;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.List;
import javax.sql.DataSource;

/**
 * Numbers each account's entries without a gap under a unique key, so that the log itself is the
 * compare-and-swap: whoever comes second finds his number taken.
 *
 * <p>A debit adds up the log as far as number n and enters itself as n + 1. If somebody else did so
 * meanwhile, that number is taken (23505), the sum is out of date, and the transaction is run
 * again: here a broken unique key is no refusal but a conflict. Sum and n have to come from one
 * statement: {@code insert … select max(seq) + 1} looks again, finds a free number at READ
 * COMMITTED, and debits what the sum has not seen. Works at every level and needs no lock. It is
 * how event stores do it: "append if the stream is still at version n". Credits have to take a
 * number too, so a popular payee is a hot spot.
 *
 * @see <a href="https://docs.kurrent.io/clients/java/v1.0/appending-events.html">KurrentDB,
 *     handling concurrency: expected stream revision</a>
 */
public final class LogSeqCas extends LogBank {

  public static final Needs NEEDS =
      new Needs(
          List.of(
              "create table entry (id bigint generated always as identity primary key,"
                  + " account bigint not null, seq bigint not null, cents bigint not null,"
                  + " operation bigint not null, unique (account, seq))"),
          Needs.Money.IN_ENTRIES,
          1);

  /** 23505 on PostgreSQL, 23000 on MariaDB: class 23, and the table has no other constraint. */
  private static final String CONSTRAINT = "23";

  private final Retry retry = new Retry(15);

  public LogSeqCas(DataSource dataSource) {
    super(dataSource);
  }

  @Override
  protected Receipt run(Work work) throws Exception {
    return retry.call(() -> oneAttempt(work));
  }

  private Receipt oneAttempt(Work work) throws SQLException {
    try {
      return transaction(work);
    } catch (SQLException failed) {
      if (String.valueOf(failed.getSQLState()).startsWith(CONSTRAINT)) {
        throw new SQLTransactionRollbackException("the log has moved on", "40001", failed);
      }
      throw failed;
    }
  }

  private record Position(long balance, long seq) {}

  @Override
  Receipt debit(Tx tx, long account, long cents, long operation) throws SQLException {
    Position read =
        tx.one(
                "select (select a.balance from account a where a.id = ?)"
                    + " + coalesce(sum(cents), 0), coalesce(max(seq), 0)"
                    + " from entry where account = ?",
                row -> new Position(row.getLong(1), row.getLong(2)),
                account,
                account)
            .orElse(new Position(0, 0));
    if (read.balance() < cents) {
      return Receipt.refused("insufficient funds, or no such account");
    }
    tx.update(
        "insert into entry (account, seq, cents, operation) values (?, ?, ?, ?)",
        account,
        read.seq() + 1,
        -cents,
        operation);
    return Receipt.done();
  }

  /** A credit needs no sum: it goes behind whatever is there when it is entered. */
  @Override
  void enter(Tx tx, long account, long cents, long operation) throws SQLException {
    long last =
        tx.number("select coalesce(max(seq), 0) from entry where account = ?", account).orElse(0);
    tx.update(
        "insert into entry (account, seq, cents, operation) values (?, ?, ?, ?)",
        account,
        last + 1,
        cents,
        operation);
  }
}
