package dev.overdraft.strategies;

import dev.overdraft.strategies.jvm.BrokenJvmLockInsideTx;
import dev.overdraft.strategies.jvm.BrokenJvmLockTwoProcesses;
import dev.overdraft.strategies.jvm.JvmLock;
import dev.overdraft.workload.bank.BankStrategy;
import java.util.List;

/** The lock is in the process. */
final class JvmLockStrategies {

  static final List<BankStrategy> ALL =
      List.of(
          BankStrategy.good(
              "jvm-lock",
              "jvm-lock",
              "a lock of the JVM's around the whole transaction, in the only process there is",
              "jvm-lock-inside-tx",
              JvmLock.class,
              JvmLock::new),
          BankStrategy.broken(
              "jvm-lock-inside-tx",
              "jvm-lock",
              "a synchronized method inside the transaction, which unlocks before the commit",
              "jvm-lock",
              Claims.belowSnapshot(Claims.LOST),
              BrokenJvmLockInsideTx.class,
              BrokenJvmLockInsideTx::new),
          BankStrategy.broken(
              "jvm-lock-two-processes",
              "jvm-lock",
              "the same lock in two processes, which are two locks",
              "jvm-lock",
              Claims.belowSnapshot(Claims.LOST),
              BrokenJvmLockTwoProcesses.class,
              BrokenJvmLockTwoProcesses::new));

  private JvmLockStrategies() {}
}
