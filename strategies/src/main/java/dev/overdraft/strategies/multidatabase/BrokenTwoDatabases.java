package dev.overdraft.strategies.multidatabase;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Receipt;
import dev.overdraft.workload.bank.Surroundings;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * One transaction inside another, on two databases: {@code two-databases}. It looks nested, and it
 * is two commits.
 *
 * <p>{@code atomic(using="default")} around {@code atomic(using="banking")}, or one
 * {@code @Transactional} method that calls another with another transaction manager. The inner one
 * commits first and for good. If the process dies before the outer commit, the server rolls that
 * one back, and one side of the transfer is there without the other: money made, or gone. No order
 * of two commits helps. Even without a crash there is a moment in between, which audits see.
 *
 * @see <a href="https://github.com/pirate/django-concurrency-talk">Nick Sweeting, Database
 *     Integrity in Django</a>
 * @see <a href="https://docs.djangoproject.com/en/5.2/topics/db/transactions/">Django, database
 *     transactions: atomic takes one database</a>
 */
public final class BrokenTwoDatabases extends TwoDatabaseBank {

  public BrokenTwoDatabases(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  Receipt across(Operation.Transfer t) throws SQLException {
    Leg first = legs(t).get(0);
    Leg second = legs(t).get(1);
    try (Connection outer = databaseOf(first.account())) {
      boolean done = begin(outer, first) && inner(second);
      if (!done) {
        outer.rollback();
        return answer(false);
      }
      surroundings.mayCrash("between the two commits", t);
      outer.commit();
      return Receipt.done();
    }
  }

  private boolean inner(Leg leg) throws SQLException {
    try (Connection inner = databaseOf(leg.account())) {
      if (!begin(inner, leg)) {
        inner.rollback();
        return false;
      }
      inner.commit();
      return true;
    }
  }
}
