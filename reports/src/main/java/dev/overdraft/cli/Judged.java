package dev.overdraft.cli;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.AuditCensus;
import dev.overdraft.check.AuditEquation;
import dev.overdraft.check.Checkers;
import dev.overdraft.check.Claim;
import dev.overdraft.check.Grade;
import dev.overdraft.check.NeverDone;
import dev.overdraft.check.OutcomeMatrix;
import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.Scorecard;
import dev.overdraft.check.SelfCheck;
import dev.overdraft.check.Verdict;
import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.Outcome;
import dev.overdraft.strategies.Strategies;
import dev.overdraft.workload.bank.BankStrategy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One contestant's history, judged but not yet graded: that takes the others' verdicts. */
record Judged(
    Contestant contestant,
    Map<Anomaly, Verdict> verdicts,
    String equation,
    String outcomes,
    String audits,
    SelfCheck selfCheck,
    Scorecard.Operations operations) {

  static Judged of(Contestant contestant, History history, long millis) {
    return new Judged(
        contestant,
        Scoreboard.doubted(Checkers.judge(history), NeverDone.doubts(history)),
        Checkers.equation(history).map(AuditEquation::toString).orElse(""),
        Checkers.outcomes(history).map(OutcomeMatrix::toString).orElse(""),
        audits(contestant, history),
        Checkers.selfCheck(history),
        operations(history, millis));
  }

  /** Where the versions that audits read are not those of the history, nothing is said of them. */
  private static String audits(Contestant contestant, History history) {
    return contestant.claims().get(Anomaly.CONSISTENT_AUDIT) == Claim.NOT_APPLICABLE
        ? ""
        : Checkers.audits(history).map(AuditCensus::toString).orElse("");
  }

  long found() {
    return verdicts.values().stream().mapToLong(Verdict::count).sum();
  }

  /** Whether something that has to show did not. */
  boolean isSilent() {
    return contestant.claiming(Claim.MUST).stream()
        .anyMatch(anomaly -> !(verdicts.get(anomaly) instanceof Verdict.Found));
  }

  private static Scorecard.Operations operations(History history, long millis) {
    Map<String, Long> aborts = new TreeMap<>();
    long retries = 0;
    for (Execution execution : history.executions()) {
      retries += execution.attempts() - 1L;
      execution.aborts().forEach(state -> aborts.merge(state, 1L, Long::sum));
    }
    return new Scorecard.Operations(
        history.count(Outcome.OK),
        history.count(Outcome.FAIL),
        history.count(Outcome.INFO),
        retries,
        aborts,
        millis);
  }

  /** The scorecards of all, graded against each other. */
  static List<Scorecard> cards(
      List<Judged> all,
      String engine,
      Map<String, List<Scorecard.Cost>> costs,
      Map<String, List<Scorecard.Explored>> explored) {
    Set<Anomaly> caught =
        Scoreboard.caught(
            all.stream().map(j -> Map.entry(j.contestant().claims(), j.verdicts())).toList());
    Map<Anomaly, String> blind = blind(all);
    return all.stream()
        .map(
            j ->
                j.card(
                    engine,
                    new Standing(caught, blind),
                    costs.getOrDefault(j.contestant().name(), List.of()),
                    explored.getOrDefault(j.contestant().name(), List.of())))
        .toList();
  }

  /** What the run as a whole says of each anomaly. */
  private record Standing(Set<Anomaly> caught, Map<Anomaly, String> blind) {}

  /** A checker that overlooks a fault in one history is trusted with none. */
  private static Map<Anomaly, String> blind(List<Judged> all) {
    Map<Anomaly, String> blind = new EnumMap<>(Anomaly.class);
    for (Judged each : all) {
      for (Anomaly anomaly : each.selfCheck().blind()) {
        blind.putIfAbsent(
            anomaly,
            "a fault planted into a copy of %s's history was not found there"
                .formatted(each.contestant().name()));
      }
    }
    return blind;
  }

  private Scorecard card(
      String engine,
      Standing standing,
      List<Scorecard.Cost> costs,
      List<Scorecard.Explored> explored) {
    BankStrategy strategy = contestant.strategy();
    List<Scorecard.Entry> entries =
        Scoreboard.grade(
            Scoreboard.doubted(verdicts, standing.blind()), contestant.claims(), standing.caught());
    return new Scorecard(
        contestant.name(),
        strategy.family(),
        strategy.summary(),
        strategy.kind() == BankStrategy.Kind.BROKEN,
        source(strategy.type()),
        engine,
        contestant.level().sql(),
        grade(entries, explored),
        entries,
        operations,
        equation,
        costs,
        explored,
        outcomes,
        audits,
        selfCheck);
  }

  /** Where our own are written down; where a team keeps its sources, nobody knows. */
  private static String source(Class<?> type) {
    return type.getName().startsWith(Strategies.class.getPackageName() + ".")
        ? "strategies/src/main/java/" + type.getName().replace('.', '/') + ".java"
        : "";
  }

  /** A control is there for what it has to show: that it did not show the rest proves nothing. */
  private boolean counts(Scorecard.Entry entry) {
    return contestant.safe()
        || entry.claim() != Claim.MUST_NOT
        || entry.verdict() instanceof Verdict.Found;
  }

  /**
   * An interleaving that breaks a strategy that is meant to be right, or of which no anomaly was
   * promised, is a failure, however the storm went; and one that is caught by interleavings alone
   * has to be caught, at the level that it is written for. Of one that is meant to be right, a
   * scenario that could not be decided leaves the whole open; that a budget was used up does not,
   * since what was run holds.
   */
  private Grade grade(List<Scorecard.Entry> entries, List<Scorecard.Explored> explored) {
    boolean fails = explored.stream().anyMatch(Scorecard.Explored::fails);
    boolean bySchedules =
        !contestant.safe() && contestant.strategy().shown() == BankStrategy.Shown.BY_EXPLORER;
    boolean promised = contestant.claims().values().stream().allMatch(c -> c == Claim.MUST_NOT);
    if (fails && (contestant.safe() || promised) && !bySchedules) {
      return Grade.FAIL;
    }
    if (contestant.hasToFail() && !fails && !explored.isEmpty()) {
      return Grade.INCONCLUSIVE;
    }
    List<Grade> counted =
        new ArrayList<>(entries.stream().filter(this::counts).map(Scorecard.Entry::grade).toList());
    if (contestant.safe() && explored.stream().anyMatch(e -> !e.fails() && !e.holds())) {
      counted.add(Grade.INCONCLUSIVE);
    }
    return counted.isEmpty() ? Grade.PASS : Grade.worst(counted);
  }
}
