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
 * @param needs what it needs of the database
 * @param shown what shows that it is broken, if it is; or that it cannot be explored
 * @param core whether it is one of the few that a run without names is about
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
    Factory bank,
    Needs needs,
    Shown shown,
    boolean core) {

  /** Whether it is meant to be right. */
  public enum Kind {
    GOOD,
    /** A control: broken on purpose, and the run has to notice. */
    BROKEN
  }

  /** By what a strategy shows what it is worth. */
  public enum Shown {
    /** Load, for it takes a crash, a bad input, or memory that outlives a schedule. */
    BY_STORM,
    /** Exploration, for no money is made or lost: operations end with errors. */
    BY_EXPLORER,
    BY_BOTH,
    /**
     * Load, whether it is broken or not: some of what it does is decided outside the database,
     * where no step can be held back, and so it is not explored at all.
     */
    BY_STORM_ALONE;

    /** Whether schedules of it can be explored. */
    public boolean steps() {
      return this != BY_STORM_ALONE;
    }
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
            bank)
        .inCore();
  }

  /** One that needs nothing, shows by both means, and is no part of the core. */
  public BankStrategy(
      String name,
      String family,
      String summary,
      Kind kind,
      String twin,
      Isolation isolation,
      Function<Isolation, Map<Anomaly, Claim>> claims,
      Class<? extends Bank> type,
      Factory bank) {
    this(
        name,
        family,
        summary,
        kind,
        twin,
        isolation,
        claims,
        type,
        bank,
        Needs.NOTHING,
        Shown.BY_BOTH,
        false);
  }

  /** A good one, written for READ COMMITTED, that promises all at every level. */
  public static BankStrategy good(
      String name,
      String family,
      String summary,
      String twin,
      Class<? extends Bank> type,
      Factory bank) {
    return new BankStrategy(
        name, family, summary, Kind.GOOD, twin, Isolation.READ_COMMITTED, neverAny(), type, bank);
  }

  /** A broken one, written for READ COMMITTED; {@code claims} say what it has to show. */
  public static BankStrategy broken(
      String name,
      String family,
      String summary,
      String twin,
      Function<Isolation, Map<Anomaly, Claim>> claims,
      Class<? extends Bank> type,
      Factory bank) {
    return new BankStrategy(
        name, family, summary, Kind.BROKEN, twin, Isolation.READ_COMMITTED, claims, type, bank);
  }

  /** The same, written for another level. */
  public BankStrategy at(Isolation level) {
    return new BankStrategy(
        name, family, summary, kind, twin, level, claims, type, bank, needs, shown, core);
  }

  /** The same with other claims. */
  public BankStrategy claiming(Function<Isolation, Map<Anomaly, Claim>> others) {
    return new BankStrategy(
        name, family, summary, kind, twin, isolation, others, type, bank, needs, shown, core);
  }

  /** The same, with something that it needs of the database. */
  public BankStrategy needing(Needs more) {
    return new BankStrategy(
        name, family, summary, kind, twin, isolation, claims, type, bank, more, shown, core);
  }

  /** The same, shown by this alone. */
  public BankStrategy shown(Shown by) {
    return new BankStrategy(
        name, family, summary, kind, twin, isolation, claims, type, bank, needs, by, core);
  }

  /** The same, as a part of what is run when nobody names any. */
  public BankStrategy inCore() {
    return new BankStrategy(
        name, family, summary, kind, twin, isolation, claims, type, bank, needs, shown, true);
  }

  /** The promise of a good strategy: no anomaly at any level. */
  public static Function<Isolation, Map<Anomaly, Claim>> neverAny() {
    return level -> promise(Set.of(), Set.of());
  }

  /** Claims that name the anomalies which must show and those which may; all others must not. */
  public static Map<Anomaly, Claim> promise(Set<Anomaly> must, Set<Anomaly> may) {
    return promise(must, may, Set.of());
  }

  /** The same, with anomalies that nobody can tell of. */
  public static Map<Anomaly, Claim> promise(
      Set<Anomaly> must, Set<Anomaly> may, Set<Anomaly> notApplicable) {
    Map<Anomaly, Claim> claims = new EnumMap<>(Anomaly.class);
    for (Anomaly anomaly : Anomaly.values()) {
      Claim claim = must.contains(anomaly) ? Claim.MUST : Claim.MUST_NOT;
      claim = may.contains(anomaly) ? Claim.MAY : claim;
      claims.put(anomaly, notApplicable.contains(anomaly) ? Claim.NOT_APPLICABLE : claim);
    }
    return claims;
  }
}
