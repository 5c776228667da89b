package dev.overdraft.junit;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Checkers;
import dev.overdraft.check.NeverDone;
import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.SelfCheck;
import dev.overdraft.check.Verdict;
import dev.overdraft.check.Witness;
import dev.overdraft.history.History;
import dev.overdraft.history.Outcome;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What came of a trial, in words: a verdict per anomaly, where the money went, and the witness of
 * the first finding that was not allowed.
 */
final class TrialRecord {

  private final String name;
  private final Trial trial;
  private final History history;
  private final Map<Anomaly, Verdict> verdicts;
  private final List<ControlRecord> controls;
  private final SelfCheck selfCheck;

  TrialRecord(String name, Trial trial, History history) {
    this(name, trial, history, Checkers.selfCheck(history));
  }

  private TrialRecord(String name, Trial trial, History history, SelfCheck selfCheck) {
    this(name, trial, history, selfCheck, doubted(history, selfCheck), List.of());
  }

  private TrialRecord(
      String name,
      Trial trial,
      History history,
      SelfCheck selfCheck,
      Map<Anomaly, Verdict> verdicts,
      List<ControlRecord> controls) {
    this.name = name;
    this.trial = trial;
    this.history = history;
    this.selfCheck = selfCheck;
    this.verdicts = verdicts;
    this.controls = List.copyOf(controls);
  }

  private static Map<Anomaly, Verdict> doubted(History history, SelfCheck selfCheck) {
    Map<Anomaly, String> blind = new EnumMap<>(Anomaly.class);
    selfCheck
        .blind()
        .forEach(
            a -> blind.put(a, "a fault planted into a copy of the history was not found there"));
    NeverDone.doubts(history).forEach(blind::putIfAbsent);
    return Scoreboard.doubted(Checkers.judge(history), blind);
  }

  /** The same with what came of the controls. */
  TrialRecord with(List<ControlRecord> records) {
    return new TrialRecord(name, trial, history, selfCheck, verdicts, records);
  }

  /** The anomalies that were found, allowed or not. */
  Set<Anomaly> found() {
    return verdicts.entrySet().stream()
        .filter(e -> e.getValue() instanceof Verdict.Found)
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Whether the trial was passed: nothing forbidden was seen, each of it could have been, and some
   * was where it is known to be.
   */
  boolean passed() {
    return finding().isEmpty() && inconclusive().isEmpty();
  }

  /** Whether something forbidden was seen. */
  boolean failed() {
    return finding().isPresent();
  }

  /** Why nothing follows from that nothing was found; empty if something does. */
  private String inconclusive() {
    Optional<String> neverDone = neverDone();
    if (neverDone.isPresent()) {
      return neverDone.get();
    }
    if (verdicts.values().stream().allMatch(Verdict.Inconclusive.class::isInstance)) {
      return "nothing could have shown";
    }
    if (trial.forbids(Anomaly.EXACTLY_ONCE)
        && verdicts.get(Anomaly.EXACTLY_ONCE) instanceof Verdict.Inconclusive nothing) {
      return "what became of the operations cannot be told: " + nothing.why();
    }
    if (controls.isEmpty()) {
      return "no control was run: add mustFailWithout(\"for update\"), or control(...) with a"
          + " broken twin, which has to be caught";
    }
    return controls.stream()
        .filter(control -> !control.caught(trial))
        .map(control -> control + ", so the same workers might have missed this bank's faults too")
        .findFirst()
        .or(this::untested)
        .orElse("");
  }

  /** A part of the bank that never ran, where something that must not show is in doubt for it. */
  private Optional<String> neverDone() {
    return NeverDone.doubts(history).entrySet().stream()
        .filter(e -> trial.forbids(e.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** Something that must not show and had no chance to, or might have been overlooked. */
  private Optional<String> untested() {
    for (Map.Entry<Anomaly, Verdict> each : verdicts.entrySet()) {
      Anomaly anomaly = each.getKey();
      if (trial.forbids(anomaly) && each.getValue() instanceof Verdict.Inconclusive nothing) {
        return Optional.of(
            "nothing follows about %s: %s; if the bank need not prevent it, say mayShow(Anomaly.%s)"
                .formatted(anomaly.title(), nothing.why(), anomaly));
      }
    }
    return Optional.empty();
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
    String why = failed() ? "" : inconclusive();
    String head = failed() ? "FAILS" : why.isEmpty() ? "NOT FOUND" : "INCONCLUSIVE";
    text.append(
        "%s: %s; %d operations: %d ok, %d refused or aborted, %d unknown\n"
            .formatted(
                name,
                head,
                history.executions().size(),
                history.count(Outcome.OK),
                history.count(Outcome.FAIL),
                history.count(Outcome.INFO)));
    if (!why.isEmpty()) {
      text.append("  ").append(why).append('\n');
    }
    verdicts.forEach((anomaly, verdict) -> text.append(line(anomaly, verdict)));
    controls.forEach(control -> text.append("  ").append(control).append('\n'));
    Checkers.equation(history).ifPresent(equation -> text.append(equation).append('\n'));
    Checkers.outcomes(history).ifPresent(outcomes -> text.append(outcomes).append('\n'));
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
    boolean open =
        verdict instanceof Verdict.NotFound
            && !controls.isEmpty()
            && controls.stream().noneMatch(control -> control.shown().contains(anomaly));
    return "  %-28s %-8s  %s%s\n"
        .formatted(anomaly.title(), claim, seen, open ? "; no control shows it" : "");
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
