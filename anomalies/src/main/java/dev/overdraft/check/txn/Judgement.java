package dev.overdraft.check.txn;

import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.check.level.Levels;
import dev.overdraft.history.Outcome;
import java.util.List;
import java.util.Map;

/**
 * All that can be said of a history of transactions.
 *
 * @param outcomes how many transactions ended how
 * @param findings every anomaly, the worst first
 * @param faults what is wrong with the recording itself
 * @param notSearched what nothing is said about
 */
public record Judgement(
    Map<Outcome, Long> outcomes,
    List<Finding> findings,
    Levels levels,
    List<String> faults,
    List<String> notSearched) {

  public Judgement {
    outcomes = Map.copyOf(outcomes);
    findings = List.copyOf(findings);
    faults = List.copyOf(faults);
    notSearched = List.copyOf(notSearched);
  }

  /** The findings that a database may not show that promises {@code level} on {@code axis}. */
  public List<Finding> notAllowedAt(Level level, Axis axis) {
    return findings.stream().filter(f -> !f.isAllowedAt(level, axis)).toList();
  }
}
