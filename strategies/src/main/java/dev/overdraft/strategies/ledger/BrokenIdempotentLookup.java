package dev.overdraft.strategies.ledger;

import dev.overdraft.strategies.jdbc.Tx;
import dev.overdraft.workload.bank.Needs;
import dev.overdraft.workload.bank.Surroundings;
import java.sql.SQLException;

/**
 * Looks the request's key up, does the work, stores the key: {@code idempotent-lookup}.
 *
 * <p>Works for requests that come one after the other, which is how it is tested. The two copies of
 * an impatient client's request arrive together, and neither finds the other's key, since that is
 * not committed; the customer is charged twice. It is get-or-create without a unique key. With one,
 * the second copy's insert would fail and take its work with it. From REPEATABLE READ on the copies
 * are saved by the account's row, which both of them change (40001), and only by that.
 *
 * @see <a
 *     href="https://github.com/alphagov/pay-connector/pull/4460">alphagov/pay-connector#4460</a>
 */
public final class BrokenIdempotentLookup extends KeyedBank {

  public static final Needs NEEDS =
      Needs.schema("create table request (number bigint)").with(2).keys();

  public BrokenIdempotentLookup(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  boolean isNew(Tx tx, long key) throws SQLException {
    return tx.number("select count(*) from request where number = ?", key).orElse(0) == 0;
  }

  @Override
  void remember(Tx tx, long key) throws SQLException {
    tx.update("insert into request (number) values (?)", key);
  }
}
