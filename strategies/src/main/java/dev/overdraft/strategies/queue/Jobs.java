package dev.overdraft.strategies.queue;

import dev.overdraft.history.Operation;
import dev.overdraft.strategies.jdbc.Tx;
import dev.overdraft.workload.bank.Needs;
import dev.overdraft.workload.bank.Receipt;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A queue that is a table: one row a job, which says what is asked for, and how it ended once it
 * has.
 *
 * @see <a href="https://www.postgresql.org/docs/18/sql-select.html#SQL-FOR-UPDATE-SHARE">PostgreSQL
 *     18, SELECT: SKIP LOCKED can be used for multiple consumers of a queue-like table</a>
 */
final class Jobs {

  static final Needs NEEDS =
      Needs.schema(
          "create table job (id bigint primary key, payer bigint, payee bigint,"
              + " cents bigint not null, answer varchar(100))");

  private static final String COLUMNS = "select id, payer, payee, cents, answer from job ";

  private Jobs() {}

  /** A job, and the answer if there is one. */
  record Job(Operation operation, Optional<String> answer) {
    Receipt receipt() {
      String text = answer.orElseThrow();
      return text.isEmpty() ? Receipt.done() : Receipt.refused(text);
    }
  }

  /** Queues what is asked for. */
  static void add(Tx tx, Operation operation) throws SQLException {
    Long payer = null;
    Long payee = null;
    long cents = 0;
    if (operation instanceof Operation.Transfer t) {
      payer = t.from();
      payee = t.to();
      cents = t.cents();
    } else if (operation instanceof Operation.Withdraw w) {
      payer = w.account();
      cents = w.cents();
    } else if (operation instanceof Operation.Deposit d) {
      payee = d.account();
      cents = d.cents();
    }
    tx.updateWith(
        "insert into job (id, payer, payee, cents) values (?, "
            + (payer == null ? "null" : payer)
            + ", "
            + (payee == null ? "null" : payee)
            + ", ?)",
        operation.id(),
        cents);
  }

  /** The first job that is not done, claimed so that others pass it over. */
  static Optional<Job> claim(Tx tx) throws SQLException {
    return tx.one(
        COLUMNS + "where answer is null order by id limit 1 for update skip locked", Jobs::job);
  }

  /** That very job; waits for whoever has claimed it. */
  static Optional<Job> await(Tx tx, long id) throws SQLException {
    return tx.one(COLUMNS + "where id = ? for update", Jobs::job, id);
  }

  /** The job is done, or refused. */
  static void answer(Tx tx, long id, Receipt receipt) throws SQLException {
    tx.updateWith("update job set answer = ? where id = ?", receipt.reason(), id);
  }

  private static Job job(ResultSet row) throws SQLException {
    long id = row.getLong(1);
    Long payer = row.getObject(2, Long.class);
    Long payee = row.getObject(3, Long.class);
    long cents = row.getLong(4);
    Optional<String> answer = Optional.ofNullable(row.getString(5));
    if (payer != null && payee != null) {
      return new Job(new Operation.Transfer(id, payer, payee, cents), answer);
    }
    if (payer != null) {
      return new Job(new Operation.Withdraw(id, payer, cents), answer);
    }
    return new Job(new Operation.Deposit(id, payee == null ? 0 : payee, cents), answer);
  }
}
