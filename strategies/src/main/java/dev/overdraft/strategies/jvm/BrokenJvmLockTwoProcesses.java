package dev.overdraft.strategies.jvm;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Receipt;
import dev.overdraft.workload.bank.Surroundings;

/**
 * {@code jvm-lock}, deployed twice: {@code jvm-lock-two-processes}.
 *
 * <p>Not a line of code is different. A load balancer sends every other operation to the other
 * instance, whose locks are its own, and two holders of "the lock of account 1" read 100 at the
 * same time. {@code synchronized}, {@code ReentrantLock}, a {@code ConcurrentHashMap} of locks: all
 * of them end at the edge of the process.
 *
 * @see <a href="https://dl.acm.org/doi/10.1145/3514221.3526120">Tang et al. 2022, Ad Hoc
 *     Transactions in Web Applications</a>
 */
public final class BrokenJvmLockTwoProcesses extends LockingBank {

  public BrokenJvmLockTwoProcesses(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected Receipt run(Operation operation, Work work) throws Exception {
    String process = operation.id() % 2 == 0 ? "process A" : "process B";
    return holding(process, () -> transaction(work), accounts(operation));
  }
}
