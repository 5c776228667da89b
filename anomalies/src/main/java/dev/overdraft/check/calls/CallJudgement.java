package dev.overdraft.check.calls;

import java.util.List;

/**
 * What can be said of a history of single operations.
 *
 * @param chances how often something could have shown
 * @param inconclusive why nothing can be said, empty if something can
 * @param notSearched what nothing is said about
 */
public record CallJudgement(
    List<CallFinding> findings, long chances, String inconclusive, List<String> notSearched) {
  public CallJudgement {
    findings = List.copyOf(findings);
    notSearched = List.copyOf(notSearched);
  }

  /** Whether there is a finding. */
  public boolean found() {
    return !findings.isEmpty();
  }
}
