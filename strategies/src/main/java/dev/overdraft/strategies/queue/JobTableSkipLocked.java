package dev.overdraft.strategies.queue;

import dev.overdraft.history.Operation;
import dev.overdraft.history.Outcome;
import dev.overdraft.strategies.jdbc.GuardedBank;
import dev.overdraft.strategies.jdbc.Retry;
import dev.overdraft.strategies.jdbc.Tx;
import dev.overdraft.target.InFlight;
import dev.overdraft.target.SqlErrors;
import dev.overdraft.workload.bank.Crash;
import dev.overdraft.workload.bank.Needs;
import dev.overdraft.workload.bank.Receipt;
import dev.overdraft.workload.bank.Surroundings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Optional;

/**
 * Queues operations in a table from which any number of consumers take jobs: claim, work and "done"
 * in one transaction, {@code for update skip locked}.
 *
 * <p>A consumer takes the first job that nobody has, and its lock is the claim: if the consumer
 * dies, at whatever moment, the transaction is rolled back and the job is there again, untouched.
 * Two consumers never have the same job, and never wait for each other. The work must be safe by
 * itself, since two jobs may be about one account (here it is a guarded update). Every client is a
 * consumer too, takes the next job whosever it is, and then asks for the answer to its own, waiting
 * if somebody is at it. What is in somebody's way is done again: once queued, a job cannot be taken
 * back by an error, and a client that loses its connection has to say that it does not know. A job
 * that the database refuses to do, whoever tries, is answered so, or nobody would get past it.
 *
 * <p>What goes wrong without the one transaction is {@code queue-at-most-once} and {@code
 * queue-at-least-once}; this one meets the same crashes.
 *
 * @see <a href="https://www.postgresql.org/docs/18/sql-select.html#SQL-FOR-UPDATE-SHARE">PostgreSQL
 *     18, SELECT, SKIP LOCKED</a>
 */
public final class JobTableSkipLocked extends GuardedBank {

  public static final Needs NEEDS = Jobs.NEEDS;

  private final Surroundings surroundings;
  private final Retry retry = new Retry(20);

  public JobTableSkipLocked(Surroundings surroundings) {
    super(surroundings.dataSource());
    this.surroundings = surroundings;
  }

  @Override
  protected Receipt run(Operation operation, Work work) throws Exception {
    return surroundings.onNobodysBehalf(
        () -> {
          queue(operation);
          serveOne();
          return answer(operation.id());
        });
  }

  /** Whether a job is queued whose commit had no answer, nobody knows. */
  private void queue(Operation operation) throws SQLException {
    try {
      transaction(tx -> queued(tx, operation));
    } catch (SQLException lost) {
      if (SqlErrors.classify(lost, InFlight.COMMIT).outcome() == Outcome.INFO) {
        throw new Crash("while job " + operation.id() + " was queued", lost);
      }
      throw lost;
    }
  }

  /** Somebody's job; if anything is in the way of that, somebody else will do it. */
  private void serveOne() throws Exception {
    try {
      retry.call(this::serveNext);
    } catch (SQLException othersWill) {
      if (SqlErrors.notUnderstood(othersWill)) {
        throw othersWill;
      }
    }
  }

  /** A job that is queued may be done at any later time: who gives up on it does not know. */
  private Receipt answer(long id) throws Exception {
    try {
      return retry.call(() -> answerTo(id));
    } catch (SQLException gaveUp) {
      if (SqlErrors.notUnderstood(gaveUp)) {
        throw gaveUp;
      }
      throw new Crash("while it waited for the answer to job " + id, gaveUp);
    }
  }

  private static Receipt queued(Tx tx, Operation operation) throws SQLException {
    Jobs.add(tx, operation);
    return Receipt.done();
  }

  /** Takes the next job, whosever it is. */
  private Receipt serveNext() throws SQLException {
    return transaction(
        tx -> {
          Optional<Jobs.Job> next = Jobs.claim(tx);
          if (next.isPresent()) {
            serve(tx, next.get());
          }
          return Receipt.done();
        });
  }

  /** The answer to this job, which is carried out here if nobody else has done it. */
  private Receipt answerTo(long id) throws SQLException {
    Receipt[] answer = {Receipt.refused("no such job")};
    transaction(
        tx -> {
          Optional<Jobs.Job> job = Jobs.await(tx, id);
          if (job.isPresent()) {
            boolean done = job.get().answer().isPresent();
            answer[0] = done ? job.get().receipt() : serve(tx, job.get());
          }
          return Receipt.done();
        });
    return answer[0];
  }

  private Receipt serve(Tx tx, Jobs.Job job) throws SQLException {
    Connection connection = tx.connection();
    Savepoint before = connection.setSavepoint();
    Receipt receipt = worked(tx, job.operation());
    if (!receipt.accepted()) {
      connection.rollback(before);
    }
    Jobs.answer(tx, job.operation().id(), receipt);
    surroundings.mayCrash("before the commit of the job", job.operation());
    return receipt;
  }

  /** Work that can never be done is refused: it would be first in the queue for ever. */
  private Receipt worked(Tx tx, Operation operation) throws SQLException {
    try {
      return surroundings.onBehalfOf(operation, () -> workOf(operation).on(tx));
    } catch (SQLException failed) {
      if (SqlErrors.retryable(failed)
          || SqlErrors.notUnderstood(failed)
          || !tx.connection().isValid(1)) {
        throw failed;
      }
      return Receipt.refused("cannot be done: " + failed.getSQLState());
    } catch (RuntimeException failed) {
      throw failed;
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
