package dev.overdraft.strategies.jvm;

import dev.overdraft.history.Operation;
import dev.overdraft.strategies.jdbc.Tx;
import dev.overdraft.workload.bank.Receipt;
import dev.overdraft.workload.bank.Surroundings;
import java.sql.SQLException;

/**
 * A lock of the JVM's inside the transaction: {@code jvm-lock-inside-tx}, which is what a {@code
 * synchronized} method becomes under {@code @Transactional}.
 *
 * <p>The proxy begins the transaction, then calls the method, which takes the lock, works, gives
 * the lock back and returns; then the proxy commits. Between the last two the next thread has the
 * lock and reads the old balance. One process, one lock, and updates are lost. The lock has to be
 * taken outside, around the call of the proxy.
 *
 * @see <a
 *     href="https://docs.spring.io/spring-framework/reference/data-access/transaction/declarative/tx-decl-explained.html">Spring,
 *     declarative transactions: advice around the method</a>
 */
public final class BrokenJvmLockInsideTx extends LockingBank {

  public BrokenJvmLockInsideTx(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected Receipt run(Operation operation, Work work) throws Exception {
    return transaction(tx -> synchronizedMethod(operation, work, tx));
  }

  private Receipt synchronizedMethod(Operation operation, Work work, Tx tx) throws SQLException {
    try {
      return holding("the only process", () -> work.on(tx), accounts(operation));
    } catch (SQLException | RuntimeException failed) {
      throw failed;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new SQLException("stopped while it waited for a lock", stopped);
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
