package dev.overdraft.strategies.multidatabase;

import dev.overdraft.history.Operation;
import dev.overdraft.strategies.jdbc.Tx;
import dev.overdraft.workload.bank.Crash;
import dev.overdraft.workload.bank.Needs;
import dev.overdraft.workload.bank.Receipt;
import dev.overdraft.workload.bank.Surroundings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Both databases promise first, and then both keep it: {@code prepare transaction}, a decision that
 * is written down, {@code commit prepared}.
 *
 * <p>A prepared transaction survives the client, its connection and a restart of the server, and
 * can always be committed. Once both are prepared the coordinator writes its decision into a table,
 * and that insert is the moment at which the transfer happens. Whoever finds prepared transactions
 * after a crash looks there: a decision means commit, none means roll back ("presumed abort").
 * Until somebody looks, they hold their locks, and everybody else waits; a coordinator that is
 * never started again is an outage. The server has to allow them: {@code max_prepared_transactions}
 * is 0 by default.
 *
 * @see <a href="https://www.postgresql.org/docs/18/sql-prepare-transaction.html">PostgreSQL 18,
 *     PREPARE TRANSACTION</a>
 * @see <a href="https://dl.acm.org/doi/10.1145/7239.7266">Mohan, Lindsay, Obermarck 1986, R*:
 *     presumed abort</a>
 */
public final class TwoPhaseCommit extends TwoDatabaseBank {

  public static final Needs NEEDS =
      Needs.schema("create table decision (transfer bigint primary key)").with(2);

  public TwoPhaseCommit(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Receipt across(Operation.Transfer t) throws SQLException {
    Leg first = legs(t).get(0);
    Leg second = legs(t).get(1);
    try (Connection one = databaseOf(first.account());
        Connection other = databaseOf(second.account())) {
      if (!begin(one, first) || !begin(other, second)) {
        one.rollback();
        other.rollback();
        return answer(false);
      }
      commitBoth(t, one, other);
      return Receipt.done();
    } catch (SQLException | Crash died) {
      recover(t);
      throw died;
    }
  }

  private void commitBoth(Operation.Transfer t, Connection one, Connection other)
      throws SQLException {
    prepare(one, name(t, 1));
    surroundings.mayCrash("after one of the two was prepared", t);
    prepare(other, name(t, 2));
    surroundings.mayCrash("after both were prepared", t);
    new Tx(one).update("insert into decision (transfer) values (?)", t.id());
    surroundings.mayCrash("after the decision", t);
    execute(one, "commit prepared '" + name(t, 1) + "'");
    surroundings.mayCrash("between the two commits", t);
    execute(other, "commit prepared '" + name(t, 2) + "'");
  }

  private static void prepare(Connection database, String name) throws SQLException {
    execute(database, "prepare transaction '" + name + "'");
    database.setAutoCommit(true);
  }

  /** What a process that starts again does with what the one before it has left behind. */
  private void recover(Operation.Transfer t) throws SQLException {
    try (Connection database = databaseOf(t.from())) {
      boolean decided =
          new Tx(database)
                  .number("select count(*) from decision where transfer = ?", t.id())
                  .orElse(0)
              > 0;
      for (String name : List.of(name(t, 1), name(t, 2))) {
        if (isPrepared(database, name)) {
          execute(database, (decided ? "commit prepared '" : "rollback prepared '") + name + "'");
        }
      }
    }
  }

  private static boolean isPrepared(Connection database, String name) throws SQLException {
    return new Tx(database)
            .number("select count(*) from pg_prepared_xacts where gid = '" + name + "'")
            .orElse(0)
        > 0;
  }

  private static String name(Operation.Transfer t, int side) {
    return "overdraft-" + t.id() + "-" + side;
  }

  private static void execute(Connection database, String command) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(command);
    }
  }
}
