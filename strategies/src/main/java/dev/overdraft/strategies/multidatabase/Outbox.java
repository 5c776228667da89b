package dev.overdraft.strategies.multidatabase;

import dev.overdraft.history.Operation;
import dev.overdraft.history.Outcome;
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
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Takes the money and writes a message about it in one commit; the message is delivered until it
 * has arrived, and the receiver counts it once.
 *
 * <p>No transaction spans the databases, and none has to. The payer's database has the debit and
 * the message, or neither. Whoever delivers may die, or lose the connection, at any moment, and
 * does it again; the payee's database has the message's number and the credit, or neither, so a
 * second delivery finds the number and changes nothing. In between the money is on its way, for as
 * long as the delivery takes: the sum of all balances is short by what is in the outbox. That there
 * is such a payee is asked before, since a message that can never be delivered would have to be
 * paid back.
 *
 * @see <a href="https://microservices.io/patterns/data/transactional-outbox.html">Richardson,
 *     Transactional outbox, Idempotent consumer</a>
 */
public final class Outbox extends TwoDatabaseBank {

  public static final Needs NEEDS =
      Needs.schema(
          "create table outbox (message bigint primary key, payee bigint not null,"
              + " cents bigint not null)",
          "create table inbox (message bigint primary key)");

  private static final String MESSAGE =
      "insert into outbox (message, payee, cents) values (?, ?, ?)";

  private static final int ATTEMPTS = 8;
  private static final long PAUSE_MILLIS = 50;

  private final Retry retry = new Retry(21);

  /** What has been taken has to arrive: whoever delivers may not give up. */
  private final Retry untilDone = Retry.untilDone(22);

  public Outbox(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Receipt across(Operation.Transfer t) throws Exception {
    if (!exists(t.to()) || !taken(t)) {
      return answer(false);
    }
    try {
      surroundings.mayCrash("before the message was sent", t);
      untilDone.call(() -> deliver(t));
      surroundings.mayCrash("before the message was crossed off", t);
      untilDone.call(() -> crossOff(t));
      return Receipt.done();
    } catch (Crash died) {
      // The process that starts again finds the message in the outbox.
      arrive(t);
      throw died;
    } catch (SQLException broken) {
      // So does whoever has lost a connection.
      arrive(t);
      return Receipt.done();
    }
  }

  /** Whether the money was taken; if the commit had no answer, the message's number tells. */
  private boolean taken(Operation.Transfer t) throws Exception {
    try {
      return retry.call(() -> take(t));
    } catch (SQLException lost) {
      boolean unknown = SqlErrors.classify(lost, InFlight.COMMIT).outcome() == Outcome.INFO;
      if (unknown && stubbornly(t, () -> isInTheOutbox(t))) {
        return true;
      }
      throw lost;
    }
  }

  /** Delivers until it has arrived. */
  private void arrive(Operation.Transfer t) throws Exception {
    stubbornly(t, () -> deliver(t));
    stubbornly(t, () -> crossOff(t));
  }

  /** On new connections too, for a while; who gives up does not know what will become of it. */
  private <T> T stubbornly(Operation.Transfer t, Callable<T> work) throws Exception {
    for (int attempt = 1; ; attempt++) {
      try {
        return untilDone.call(work);
      } catch (SQLException broken) {
        if (SqlErrors.notUnderstood(broken)) {
          throw broken;
        }
        if (attempt == ATTEMPTS) {
          throw new Crash("while message " + t.id() + " was on its way", broken);
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS * attempt);
      }
    }
  }

  /** Trying to write the message waits for whoever may still be committing it. */
  private boolean isInTheOutbox(Operation.Transfer t) throws SQLException {
    try (Connection sender = databaseOf(t.from())) {
      sender.setAutoCommit(false);
      boolean first = new Tx(sender).insertNew(MESSAGE, t.id(), t.to(), t.cents());
      sender.rollback();
      return !first;
    }
  }

  private boolean exists(long payee) throws SQLException {
    try (Connection receiver = databaseOf(payee)) {
      return new Tx(receiver).number("select count(*) from account where id = ?", payee).orElse(0)
          > 0;
    }
  }

  /** Debit and message, or neither. */
  private boolean take(Operation.Transfer t) throws SQLException {
    try (Connection sender = databaseOf(t.from())) {
      boolean taken = begin(sender, new Leg(t.from(), -t.cents()));
      if (taken) {
        new Tx(sender).update(MESSAGE, t.id(), t.to(), t.cents());
        sender.commit();
      } else {
        sender.rollback();
      }
      return taken;
    }
  }

  /** The message's number and the credit, or neither; and nothing if the number is there. */
  private boolean deliver(Operation.Transfer t) throws SQLException {
    try (Connection receiver = databaseOf(t.to())) {
      receiver.setAutoCommit(false);
      Tx tx = new Tx(receiver);
      boolean first = tx.insertNew("insert into inbox (message) values (?)", t.id());
      if (first) {
        add(tx, t.to(), t.cents());
      }
      receiver.commit();
      return first;
    }
  }

  private int crossOff(Operation.Transfer t) throws SQLException {
    try (Connection sender = databaseOf(t.from())) {
      return new Tx(sender).update("delete from outbox where message = ?", t.id());
    }
  }
}
