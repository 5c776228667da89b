package dev.overdraft.check;

import dev.overdraft.history.History;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The checkers of the bank workload, and the one place that runs them. */
public final class Checkers {

  private static final List<BankChecker> BANK =
      List.of(
          new LostUpdate(),
          new Conservation(),
          new NegativeBalance(),
          new LedgerBalance(),
          new ExactlyOnce(),
          new ConsistentAudit());

  private Checkers() {}

  /** One checker for each anomaly of {@link Anomaly}, in its order. */
  public static List<Checker> bank() {
    return List.copyOf(BANK);
  }

  /**
   * Every checker's verdict. A checker that throws is inconclusive, and so is everything if the
   * recording contradicts itself.
   */
  public static Map<Anomaly, Verdict> judge(History history) {
    Map<Anomaly, Verdict> verdicts = new LinkedHashMap<>();
    Optional<Evidence> evidence = evidence(history);
    for (BankChecker checker : BANK) {
      Supplier<Verdict> check =
          () -> evidence.map(checker::check).orElseGet(() -> checker.check(history));
      verdicts.put(checker.anomaly(), guarded(history, check));
    }
    return verdicts;
  }

  /** Built once for all; where that fails, each checker fails by itself and says why. */
  private static Optional<Evidence> evidence(History history) {
    try {
      return history.faults().isEmpty() ? Optional.of(Evidence.of(history)) : Optional.empty();
    } catch (RuntimeException broken) {
      return Optional.empty();
    }
  }

  /**
   * Where every cent went; empty without a final audit, and where {@link #judge(History)} would
   * conclude nothing: the recording contradicts itself, or cannot be worked through.
   */
  public static Optional<AuditEquation> equation(History history) {
    return evidence(history).flatMap(Checkers::equation);
  }

  /** How many audits were wrong in which way; empty where nothing can be concluded. */
  public static Optional<AuditCensus> audits(History history) {
    try {
      return evidence(history).map(evidence -> AuditCensus.of(Audits.of(evidence)));
    } catch (RuntimeException broken) {
      return Optional.empty();
    }
  }

  /** How many payments stand how; empty where nothing can be concluded, or no log was read. */
  public static Optional<OutcomeMatrix> outcomes(History history) {
    try {
      return evidence(history)
          .filter(evidence -> evidence.history().closing().isPresent())
          .map(OutcomeMatrix::of);
    } catch (RuntimeException broken) {
      return Optional.empty();
    }
  }

  /** Whether faults that are planted into copies of {@code history} are found there. */
  public static SelfCheck selfCheck(History history) {
    return Planting.of(history);
  }

  private static Optional<AuditEquation> equation(Evidence evidence) {
    try {
      return evidence.history().closing().map(closing -> AuditEquation.of(evidence, closing));
    } catch (RuntimeException broken) {
      return Optional.empty();
    }
  }

  static Verdict judge(Checker checker, History history) {
    return guarded(history, () -> checker.check(history));
  }

  private static Verdict guarded(History history, Supplier<Verdict> check) {
    if (!history.faults().isEmpty()) {
      return new Verdict.Inconclusive("the recording is at fault: " + history.faults().get(0));
    }
    try {
      return check.get();
    } catch (RuntimeException broken) {
      return new Verdict.Inconclusive("the checker failed: " + broken);
    }
  }
}
