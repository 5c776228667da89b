package dev.overdraft.strategies.multidatabase;

import dev.overdraft.history.Operation;
import dev.overdraft.strategies.jdbc.GuardedBank;
import dev.overdraft.strategies.jdbc.Tx;
import dev.overdraft.workload.bank.Receipt;
import dev.overdraft.workload.bank.Surroundings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * A bank in two databases. What stays in one is an ordinary transaction; a transfer from one to the
 * other is where the strategies below differ.
 */
abstract class TwoDatabaseBank extends GuardedBank {

  final Surroundings surroundings;

  /** Of both. */
  private final DataSource dataSource;

  /** One side of a transfer. */
  record Leg(long account, long cents) {}

  TwoDatabaseBank(Surroundings surroundings) {
    super(surroundings.dataSource());
    this.surroundings = surroundings;
    this.dataSource = surroundings.dataSource();
  }

  /** A transfer between accounts of different databases. */
  abstract Receipt across(Operation.Transfer t) throws Exception;

  @Override
  protected final Receipt run(Operation operation, Work work) throws Exception {
    if (operation instanceof Operation.Transfer t && t.from() % 2 != t.to() % 2) {
      return across(t);
    }
    return transaction(work);
  }

  /** A connection to the database that has the account; autocommit is on. */
  final Connection databaseOf(@SuppressWarnings("unused") long account) throws SQLException {
    return dataSource.getConnection();
  }

  /** Both sides, lowest id first: who locks in another order waits for ever across databases. */
  static List<Leg> legs(Operation.Transfer t) {
    Leg debit = new Leg(t.from(), -t.cents());
    Leg credit = new Leg(t.to(), t.cents());
    return t.from() < t.to() ? List.of(debit, credit) : List.of(credit, debit);
  }

  /** Begins a transaction and moves one side; false if that cannot be. */
  static boolean begin(Connection database, Leg leg) throws SQLException {
    database.setAutoCommit(false);
    return add(new Tx(database), leg.account(), leg.cents());
  }
}
