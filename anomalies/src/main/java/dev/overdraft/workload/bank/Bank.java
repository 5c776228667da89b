package dev.overdraft.workload.bank;

import dev.overdraft.history.Operation;
import java.util.Map;

/**
 * The port to a way of moving money: a strategy of ours, or a team's own service.
 *
 * <p>Called by many threads at once. Each method either returns a {@link Receipt}, or throws; what
 * the exception says about the effect, nothing at all or nobody knows, is decided in one place from
 * the database's own error code, so an implementation lets it pass. A refusal is a receipt, not an
 * exception, and must have had no effect. What the bank does not offer at all, it refuses so, or it
 * throws {@link UnsupportedOperationException} before it has sent anything; any other error that a
 * kind of operation always ends with leaves the run inconclusive.
 */
public interface Bank extends AutoCloseable {

  /** Moves money between two accounts, either of which may be missing, or both the same. */
  Receipt transfer(Operation.Transfer transfer) throws Exception;

  /** Pays money out of an account that may be missing or too poor. */
  Receipt withdraw(Operation.Withdraw withdrawal) throws Exception;

  /** Pays money into an account that may be missing. */
  Receipt deposit(Operation.Deposit deposit) throws Exception;

  /** The balance of every account in minor units, read in one statement. */
  Map<Long, Long> audit() throws Exception;

  @Override
  default void close() {}
}
