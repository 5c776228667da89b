package dev.overdraft.workload.bank;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Claim;
import dev.overdraft.history.Isolation;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A way of moving money, and what it promises.
 *
 * @param name in kebab case: {@code select-for-update}
 * @param family of techniques: {@code pessimistic}
 * @param summary one sentence, without a full stop
 * @param twin the strategy of the other kind that runs beside it: a broken control for a good one
 * @param isolation the level that it is written for
 * @param claims what it promises at a level
 * @param type the class that tells its story
 * @param bank opens it
 */
public record BankStrategy(
    String name,
    String family,
    String summary,
    Kind kind,
    String twin,
    Isolation isolation,
    Function<Isolation, Map<Anomaly, Claim>> claims,
    Class<? extends Bank> type,
    Factory bank) {

  /** Whether it is meant to be right. */
  public enum Kind {
    GOOD,
    /** A control: broken on purpose, and the run has to notice. */
    BROKEN
  }

  /** Opens a bank; the caller closes it. */
  @FunctionalInterface
  public interface Factory {
    Bank open(Surroundings surroundings) throws Exception;
  }

  /**
   * A team's own strategy, with the least to say about it: meant to be right, at READ COMMITTED and
   * wherever else it is run.
   */
  public static BankStrategy own(
      String name, String summary, Class<? extends Bank> type, Factory bank) {
    return new BankStrategy(
        name,
        "own",
        summary,
        Kind.GOOD,
        "naive-read-modify-write",
        Isolation.READ_COMMITTED,
        neverAny(),
        type,
        bank);
  }

  /** The promise of a good strategy: no anomaly at any level. */
  public static Function<Isolation, Map<Anomaly, Claim>> neverAny() {
    return level -> promise(Set.of(), Set.of());
  }

  /** Claims that name the anomalies which must show and those which may; all others must not. */
  public static Map<Anomaly, Claim> promise(Set<Anomaly> must, Set<Anomaly> may) {
    Map<Anomaly, Claim> claims = new EnumMap<>(Anomaly.class);
    for (Anomaly anomaly : Anomaly.values()) {
      Claim claim = must.contains(anomaly) ? Claim.MUST : Claim.MUST_NOT;
      claims.put(anomaly, may.contains(anomaly) ? Claim.MAY : claim);
    }
    return claims;
  }
}
