package dev.overdraft.junit;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Checkers;
import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.SelfCheck;
import dev.overdraft.check.Verdict;
import dev.overdraft.check.Witness;
import dev.overdraft.history.History;
import dev.overdraft.history.Outcome;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a trial, in words: a verdict per anomaly, where the money went, and the witness of
 * the first finding that was not allowed.
 */
final class TrialRecord {

  private final String name;
  private final Trial trial;
  private final History history;
  private final Map<Anomaly, Verdict> verdicts;
  private final SelfCheck selfCheck;

  TrialRecord(String name, Trial trial, History history) {
    this.name = name;
    this.trial = trial;
    this.history = history;
    this.selfCheck = Checkers.selfCheck(history);
    Map<Anomaly, String> blind = new EnumMap<>(Anomaly.class);
    selfCheck
        .blind()
        .forEach(
            a -> blind.put(a, "a fault planted into a copy of the history was not found there"));
    this.verdicts = Scoreboard.doubted(Checkers.judge(history), blind);
  }

  /** Whether the trial was passed: nothing forbidden was seen, and something could have been. */
  boolean passed() {
    return finding().isEmpty() && conclusive();
  }

  private boolean conclusive() {
    return verdicts.values().stream().anyMatch(v -> !(v instanceof Verdict.Inconclusive));
  }

  private Optional<Witness> finding() {
    return verdicts.entrySet().stream()
        .filter(e -> trial.forbids(e.getKey()))
        .map(Map.Entry::getValue)
        .filter(Verdict.Found.class::isInstance)
        .map(Verdict.Found.class::cast)
        .map(Verdict.Found::witness)
        .findFirst();
  }

  /** The whole record. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    String head = finding().isPresent() ? "FAILS" : conclusive() ? "NOT FOUND" : "INCONCLUSIVE";
    text.append(
        "%s: %s; %d operations: %d ok, %d refused or aborted, %d unknown; no control was run\n"
            .formatted(
                name,
                head,
                history.executions().size(),
                history.count(Outcome.OK),
                history.count(Outcome.FAIL),
                history.count(Outcome.INFO)));
    verdicts.forEach((anomaly, verdict) -> text.append(line(anomaly, verdict)));
    Checkers.equation(history).ifPresent(equation -> text.append(equation).append('\n'));
    Checkers.audits(history).ifPresent(audits -> text.append(audits).append('\n'));
    text.append(selfCheck).append('\n');
    finding().ifPresent(witness -> text.append('\n').append(told(witness)));
    return text.toString();
  }

  private String line(Anomaly anomaly, Verdict verdict) {
    String seen =
        verdict instanceof Verdict.Inconclusive nothing
            ? "inconclusive, " + nothing.why()
            : "%s, %d of %d chances"
                .formatted(verdict.word().replace('-', ' '), verdict.count(), verdict.chances());
    String claim = trial.forbids(anomaly) ? "must not" : "may";
    return "  %-28s %-8s  %s\n".formatted(anomaly.title(), claim, seen);
  }

  private static String told(Witness witness) {
    var text = new StringBuilder(witness.sentence()).append('\n');
    long began = witness.steps().stream().mapToLong(Witness.Step::nanos).min().orElse(0);
    for (Witness.Step step : witness.steps()) {
      text.append(
          "  %9.3f ms  #%-6d %-6s  %s%s\n"
              .formatted(
                  (step.nanos() - began) / 1e6,
                  step.operationId(),
                  step.kind(),
                  step.text(),
                  step.sql().isEmpty() ? "" : "  [" + step.sql() + "]"));
    }
    return text.toString();
  }
}
