package dev.overdraft.storm;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Crash;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which operations meet a crash, and where: decided by the run's seed, the operation and the name
 * of the point, never by time.
 *
 * <p>One in {@value #ONE_IN} at each point; each of them once, so that whoever starts again after
 * it gets past it. Safe for use by several threads.
 */
final class CrashPlan {

  private static final int ONE_IN = 8;

  private final long seed;
  private final int oneIn;
  private final Set<String> met = ConcurrentHashMap.newKeySet();

  private CrashPlan(long seed, int oneIn) {
    this.seed = seed;
    this.oneIn = oneIn;
  }

  /** Crashes drawn from {@code seed}. */
  static CrashPlan of(long seed) {
    return new CrashPlan(seed, ONE_IN);
  }

  /** No crash at all. */
  static CrashPlan none() {
    return new CrashPlan(0, 0);
  }

  void at(String point, Operation operation) {
    if (oneIn == 0) {
      return;
    }
    long mixed = seed ^ (operation.id() * 0x9e3779b97f4a7c15L) ^ ((long) point.hashCode() << 32);
    boolean planned = new SplittableRandom(mixed).nextInt(oneIn) == 0;
    if (planned && met.add(point + " " + operation.id())) {
      throw new Crash(point);
    }
  }
}
