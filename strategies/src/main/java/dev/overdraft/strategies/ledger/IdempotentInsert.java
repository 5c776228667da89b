package dev.overdraft.strategies.ledger;

import dev.overdraft.strategies.jdbc.Tx;
import dev.overdraft.workload.bank.Needs;
import dev.overdraft.workload.bank.Surroundings;
import java.sql.SQLException;

/**
 * Puts the request's key under a unique constraint before anything else, in the transaction that
 * does the work: the second request finds it taken and has nothing left to do.
 *
 * <p>Every client that gets no answer asks again, and every proxy, queue and impatient thumb does
 * the same; here each request arrives twice at the same moment. {@code insert … on conflict do
 * nothing} waits for the other transaction with the same key: if that commits, 0 rows say that the
 * work is done, and if it rolls back, this one goes on. Key and work are committed together or not
 * at all. At-least-once delivery plus this is what "exactly once" means in practice.
 *
 * @see <a href="https://www.postgresql.org/docs/18/sql-insert.html#SQL-ON-CONFLICT">PostgreSQL 18,
 *     INSERT, ON CONFLICT</a>
 * @see <a href="https://docs.stripe.com/api/idempotent_requests">Stripe, idempotent requests</a>
 */
public final class IdempotentInsert extends KeyedBank {

  public static final Needs NEEDS =
      Needs.schema("create table request (number bigint primary key)").with(2).keys();

  public IdempotentInsert(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  boolean isNew(Tx tx, long key) throws SQLException {
    return tx.insertNew("insert into request (number) values (?)", key);
  }

  @Override
  void remember(Tx tx, long key) {
    // It was remembered before the work began.
  }
}
