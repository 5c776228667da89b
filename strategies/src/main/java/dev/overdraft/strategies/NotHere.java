package dev.overdraft.strategies;

import dev.overdraft.strategies.redis.RedisAtHand;
import dev.overdraft.workload.bank.BankStrategy;
import java.util.Optional;

/**
 * Which of our strategies cannot be run on this machine, and why: those that need a server beside
 * the database which is not to be had here.
 *
 * <p>Whether it is to be had is tried, since a platform's name promises nothing; asking about a
 * strategy that needs none costs nothing.
 */
public final class NotHere {

  private static final String REDIS = RedisAtHand.class.getPackageName();

  private NotHere() {}

  /** Why it cannot be run here, in a sentence without a full stop; empty if it can. */
  public static Optional<String> reason(BankStrategy strategy) {
    boolean needsRedis = strategy.type().getPackageName().equals(REDIS);
    return needsRedis ? RedisAtHand.missing() : Optional.empty();
  }
}
