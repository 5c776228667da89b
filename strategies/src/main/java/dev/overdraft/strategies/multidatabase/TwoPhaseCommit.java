package dev.overdraft.strategies.multidatabase;

import dev.overdraft.history.Operation;
import dev.overdraft.strategies.jdbc.Retry;
import dev.overdraft.strategies.jdbc.Tx;
import dev.overdraft.workload.bank.Crash;
import dev.overdraft.workload.bank.Needs;
import dev.overdraft.workload.bank.Receipt;
import dev.overdraft.workload.bank.Surroundings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Both databases promise first, and then both keep it: {@code prepare transaction}, a decision that
 * is written down, {@code commit prepared}; on MariaDB {@code xa prepare} and {@code xa commit}.
 *
 * <p>What is prepared survives the client, its connection and a restart of the server, and can
 * always be committed. Once both are prepared the coordinator writes its decision into a table of
 * its own, and that insert is the moment at which the transfer happens. Whoever finds prepared
 * transactions after a crash looks there: a decision means commit, none means roll back ("presumed
 * abort"). Until somebody looks, they hold their locks, and everybody else waits; a coordinator
 * that is never started again is an outage. PostgreSQL has to allow them: {@code
 * max_prepared_transactions} is 0 by default.
 *
 * @see <a href="https://www.postgresql.org/docs/18/sql-prepare-transaction.html">PostgreSQL 18,
 *     PREPARE TRANSACTION</a>
 * @see <a href="https://dl.acm.org/doi/10.1145/7239.7266">Mohan, Lindsay, Obermarck 1986, R*:
 *     presumed abort</a>
 */
public final class TwoPhaseCommit extends TwoDatabaseBank {

  public static final Needs NEEDS =
      Needs.schema("create table decision (transfer bigint primary key)").with(3);

  /** What has been prepared holds its locks until somebody ends it. */
  private final Retry untilDone = Retry.untilDone(23);

  public TwoPhaseCommit(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Receipt across(Operation.Transfer t) throws Exception {
    Leg first = legs(t).get(0);
    Leg second = legs(t).get(1);
    try (Branch one = Branch.begin(databaseOf(first.account()), name(t, 1));
        Branch other = Branch.begin(databaseOf(second.account()), name(t, 2))) {
      if (!add(one.tx(), first.account(), first.cents())
          || !add(other.tx(), second.account(), second.cents())) {
        one.rollBack();
        other.rollBack();
        return answer(false);
      }
      commitBoth(t, one, other);
      return Receipt.done();
    } catch (SQLException | Crash died) {
      untilDone.call(() -> recover(t));
      throw died;
    }
  }

  private void commitBoth(Operation.Transfer t, Branch one, Branch other) throws SQLException {
    one.prepare();
    surroundings.mayCrash("after one of the two was prepared", t);
    other.prepare();
    surroundings.mayCrash("after both were prepared", t);
    decide(t);
    surroundings.mayCrash("after the decision", t);
    one.commit();
    surroundings.mayCrash("between the two commits", t);
    other.commit();
  }

  /** On a connection of the coordinator's: the other two may be waiting to be told. */
  private void decide(Operation.Transfer t) throws SQLException {
    try (Connection coordinator = databaseOf(t.from())) {
      new Tx(coordinator).update("insert into decision (transfer) values (?)", t.id());
    }
  }

  /**
   * What a process that starts again does with what the one before it has left behind; whether that
   * was decided.
   */
  private boolean recover(Operation.Transfer t) throws Exception {
    try (Connection coordinator = databaseOf(t.from())) {
      boolean decided =
          new Tx(coordinator)
                  .number("select count(*) from decision where transfer = ?", t.id())
                  .orElse(0)
              > 0;
      for (String name : List.of(name(t, 1), name(t, 2))) {
        Branch.end(coordinator, name, decided);
      }
      return decided;
    }
  }

  private static String name(Operation.Transfer t, int side) {
    return "overdraft-" + t.id() + "-" + side;
  }
}
