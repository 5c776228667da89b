package dev.overdraft.reports.check;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Verdict;
import dev.overdraft.check.calls.CallFinding;
import dev.overdraft.check.linear.Involved;
import dev.overdraft.check.linear.Linearizability;
import dev.overdraft.check.linear.Violation;
import dev.overdraft.check.txn.Finding;
import dev.overdraft.check.txn.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * One anomaly as {@code check} tells it.
 *
 * @param code Adya's or Berenson's, with the order that it needs; empty where there is none
 * @param allowed whether the promise allows it
 * @param sentence the whole story
 * @param proof line by line
 */
public record CheckedFinding(
    String title, String code, long count, boolean allowed, String sentence, List<String> proof) {

  public CheckedFinding {
    proof = List.copyOf(proof);
  }

  static CheckedFinding of(Finding finding, Promise promise) {
    List<String> proof = new ArrayList<>();
    finding.culprits().forEach(c -> proof.add(c.name() + ": " + c.text()));
    finding.reasons().stream().map(Reason::sentence).forEach(proof::add);
    if (!finding.contradiction().isEmpty()) {
      proof.add(finding.contradiction());
    }
    proof.addAll(finding.serialOrders());
    if (!finding.remedy().isEmpty()) {
      proof.add(finding.remedy());
    }
    return new CheckedFinding(
        finding.phenomenon().title(),
        finding.code(),
        finding.count(),
        finding.isAllowedAt(promise.level(), promise.axis()),
        finding.sentence(),
        proof);
  }

  static CheckedFinding of(CallFinding finding) {
    return new CheckedFinding(
        finding.name(),
        "",
        finding.count(),
        false,
        "line %d: %s".formatted(finding.line(), finding.sentence()),
        List.of());
  }

  /** Objects that are not linearizable, one finding each. */
  static List<CheckedFinding> of(Linearizability objects, boolean allowed) {
    return objects.violations().stream().map(v -> of(v, objects.violated(), allowed)).toList();
  }

  private static CheckedFinding of(Violation violation, long count, boolean allowed) {
    List<String> proof = violation.involved().stream().map(Involved::toString).toList();
    return new CheckedFinding("not linearizable", "", count, allowed, violation.sentence(), proof);
  }

  static CheckedFinding of(Anomaly anomaly, Verdict.Found found) {
    return new CheckedFinding(
        anomaly.title(),
        anomaly.code(),
        found.count(),
        false,
        found.witness().sentence(),
        List.of());
  }
}
