package dev.overdraft.check;

import dev.overdraft.history.History;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The checkers of the bank workload, and the one place that runs them. */
public final class Checkers {

  private static final List<Checker> BANK =
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
    return BANK;
  }

  /**
   * Every checker's verdict. A checker that throws is inconclusive, and so is everything if the
   * recording contradicts itself.
   */
  public static Map<Anomaly, Verdict> judge(History history) {
    Map<Anomaly, Verdict> verdicts = new LinkedHashMap<>();
    for (Checker checker : BANK) {
      verdicts.put(checker.anomaly(), judge(checker, history));
    }
    return verdicts;
  }

  /** Where every cent went; empty without a final audit. */
  public static Optional<AuditEquation> equation(History history) {
    return history.closing().map(closing -> AuditEquation.of(history, closing));
  }

  static Verdict judge(Checker checker, History history) {
    if (!history.faults().isEmpty()) {
      return new Verdict.Inconclusive("the recording is at fault: " + history.faults().get(0));
    }
    try {
      return checker.check(history);
    } catch (RuntimeException broken) {
      return new Verdict.Inconclusive("the checker failed: " + broken);
    }
  }
}
