package dev.overdraft.strategies.queue;

import dev.overdraft.history.Operation;
import dev.overdraft.strategies.jdbc.JdbcBank;
import dev.overdraft.strategies.jdbc.Tx;
import dev.overdraft.workload.bank.Receipt;
import dev.overdraft.workload.bank.Surroundings;
import java.sql.SQLException;
import java.util.List;

/**
 * Queues pairs of a condition and an action; one writer evaluates the condition when the pair's
 * turn comes, and then carries the action out, in one transaction.
 *
 * <p>The talk's single process, which pops (timestamp, condition, action). There they are strings
 * that are evaluated, which is code injection with extra steps; here they are data, so that what is
 * queued can be stored, looked at and replayed, and holds no more than it says. The condition
 * belongs to the moment of execution: evaluated by whoever queues, it is {@code
 * queue-check-on-read}. "At least", not "more than": an account with 50 can pay 50.
 *
 * @see <a href="https://github.com/pirate/django-concurrency-talk">Nick Sweeting, Database
 *     Integrity in Django: avoiding concurrency</a>
 */
public final class ConditionActionQueue extends JdbcBank {

  private final Surroundings.Writer writer;

  /** That an account exists and has at least so much. */
  private record Condition(long account, long cents) {
    boolean holds(Tx tx) throws SQLException {
      return tx.number("select balance from account where id = ?", account).orElse(-1) >= cents;
    }
  }

  /** So much more, or less. */
  private record Action(long account, long cents) {
    void apply(Tx tx) throws SQLException {
      tx.update("update account set balance = balance + ? where id = ?", cents, account);
    }
  }

  public ConditionActionQueue(Surroundings surroundings) {
    super(surroundings.dataSource());
    this.writer = surroundings.singleWriter("consumer");
  }

  @Override
  protected Receipt run(Work work) throws Exception {
    return Replies.await(writer.submit(() -> transaction(work)));
  }

  @Override
  protected Receipt transfer(Tx tx, Operation.Transfer t) throws SQLException {
    return execute(
        tx,
        List.of(new Condition(t.from(), t.cents()), new Condition(t.to(), 0)),
        List.of(new Action(t.from(), -t.cents()), new Action(t.to(), t.cents())));
  }

  @Override
  protected Receipt withdraw(Tx tx, Operation.Withdraw w) throws SQLException {
    return execute(
        tx,
        List.of(new Condition(w.account(), w.cents())),
        List.of(new Action(w.account(), -w.cents())));
  }

  @Override
  protected Receipt deposit(Tx tx, Operation.Deposit d) throws SQLException {
    return execute(
        tx, List.of(new Condition(d.account(), 0)), List.of(new Action(d.account(), d.cents())));
  }

  private static Receipt execute(Tx tx, List<Condition> conditions, List<Action> actions)
      throws SQLException {
    for (Condition condition : conditions) {
      if (!condition.holds(tx)) {
        return Receipt.refused("account " + condition.account() + " has not that much");
      }
    }
    for (Action action : actions) {
      action.apply(tx);
    }
    return Receipt.done();
  }

  @Override
  public void close() {
    writer.close();
  }
}
