package dev.overdraft.reports.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Findings by what they are: each kind is told once, with a few of its proofs. */
final class Kinds {
  private Kinds() {}

  static String of(CheckedFinding finding) {
    return finding.title() + finding.code();
  }

  /** The kinds in their order, with how many proofs there are of each. */
  static Map<String, Integer> of(List<CheckedFinding> findings) {
    Map<String, Integer> kinds = new LinkedHashMap<>();
    findings.forEach(finding -> kinds.merge(of(finding), 1, Integer::sum));
    return kinds;
  }
}
