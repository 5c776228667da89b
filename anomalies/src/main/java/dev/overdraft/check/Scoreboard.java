package dev.overdraft.check;

import dev.overdraft.history.Plan;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A whole run, judged: what {@code verdicts.json} holds.
 *
 * @param recordedAt when the run began, ISO-8601 in UTC
 * @param cutShort whether somebody stopped it before its time
 * @param observer how often something went wrong recorded and unrecorded, in one line; empty if
 *     that was not measured
 */
public record Scoreboard(
    Plan run, String recordedAt, boolean cutShort, List<Scorecard> strategies, String observer) {

  public Scoreboard {
    strategies = List.copyOf(strategies);
  }

  /** A run for which the effect of recording was not measured. */
  public Scoreboard(Plan run, String recordedAt, boolean cutShort, List<Scorecard> strategies) {
    this(run, recordedAt, cutShort, strategies, "");
  }

  /**
   * Grades a strategy's verdicts against its claims.
   *
   * @param caught the anomalies that a broken control showed in this run
   */
  public static List<Scorecard.Entry> grade(
      Map<Anomaly, Verdict> verdicts, Map<Anomaly, Claim> claims, Set<Anomaly> caught) {
    return verdicts.entrySet().stream()
        .map(
            e -> {
              Claim claim = claims.getOrDefault(e.getKey(), Claim.MAY);
              Grade grade = Grade.of(e.getValue(), claim, caught.contains(e.getKey()));
              return new Scorecard.Entry(e.getKey(), e.getValue(), claim, grade);
            })
        .toList();
  }

  /**
   * The same verdicts, but inconclusive where nothing was found and that proves nothing: the
   * checker overlooked a planted fault, or a part of the bank never ran.
   *
   * @param blind why nothing is proven of an anomaly
   */
  public static Map<Anomaly, Verdict> doubted(
      Map<Anomaly, Verdict> verdicts, Map<Anomaly, String> blind) {
    Map<Anomaly, Verdict> doubted = new LinkedHashMap<>(verdicts);
    doubted.replaceAll(
        (anomaly, verdict) -> {
          String why = blind.get(anomaly);
          return why != null && verdict instanceof Verdict.NotFound
              ? new Verdict.Inconclusive(why)
              : verdict;
        });
    return doubted;
  }

  /**
   * The anomalies whose controls were caught: found where they had to be found, in every strategy
   * that claims to show them. One control that stays silent makes its column inconclusive.
   */
  public static Set<Anomaly> caught(
      Collection<Map.Entry<Map<Anomaly, Claim>, Map<Anomaly, Verdict>>> runs) {
    Map<Anomaly, Boolean> caught = new EnumMap<>(Anomaly.class);
    for (var run : runs) {
      run.getKey()
          .forEach(
              (anomaly, claim) -> {
                if (claim == Claim.MUST) {
                  boolean found = run.getValue().get(anomaly) instanceof Verdict.Found;
                  caught.merge(anomaly, found, Boolean::logicalAnd);
                }
              });
    }
    Set<Anomaly> all = EnumSet.noneOf(Anomaly.class);
    caught.forEach(
        (anomaly, every) -> {
          if (every) {
            all.add(anomaly);
          }
        });
    return all;
  }

  /** The self-checks of all strategies, added up. */
  public SelfCheck selfCheck() {
    return strategies.stream().map(Scorecard::selfCheck).reduce(SelfCheck.NONE, SelfCheck::plus);
  }

  /** The worst grade of all. */
  public Grade grade() {
    return Grade.worst(strategies.stream().map(Scorecard::grade).toList());
  }

  /** The documented exit code of a run that ended so: 0, 1 or 4; a run cut short proves nothing. */
  public int exitCode() {
    return switch (grade()) {
      case PASS -> cutShort ? 4 : 0;
      case FAIL -> 1;
      case INCONCLUSIVE -> 4;
    };
  }
}
