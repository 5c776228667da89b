package dev.overdraft.strategies.jvm;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Receipt;
import dev.overdraft.workload.bank.Surroundings;

/**
 * A lock of the JVM's for each account, taken before the transaction begins and given back after it
 * has ended.
 *
 * <p>Right, and cheap, as long as one process does all the writing: the lock is around the whole
 * transaction, so whoever has it reads what the one before has committed. It is also a promise
 * about deployment that nobody wrote down. The second instance behind the load balancer, the
 * nightly job in a process of its own, a rolling update with old and new side by side: each has its
 * own locks, and nothing fails, the balances are just wrong.
 *
 * @see <a href="https://docs.oracle.com/javase/specs/jls/se17/html/jls-17.html#jls-17.1">Java
 *     Language Specification 17.1</a>
 */
public final class JvmLock extends LockingBank {

  public JvmLock(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected Receipt run(Operation operation, Work work) throws Exception {
    return holding("the only process", () -> transaction(work), accounts(operation));
  }
}
