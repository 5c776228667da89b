package dev.overdraft.reports;

import dev.overdraft.check.Claim;
import dev.overdraft.check.Grade;
import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.Scorecard;
import dev.overdraft.check.Verdict;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The run in one sentence: how many strategies kept their promises, which did not, and whether the
 * broken controls were caught, without which the first half says nothing.
 */
final class Headline {

  /** Names listed before the rest becomes a number. */
  private static final int NAMED = 4;

  private Headline() {}

  static String of(Scoreboard board) {
    String sentence = promises(board) + "; " + controls(board);
    return board.cutShort() ? sentence + "; the run was cut short" : sentence;
  }

  private static String promises(Scoreboard board) {
    List<Scorecard> safe = board.strategies().stream().filter(c -> !c.control()).toList();
    if (safe.isEmpty()) {
      return "No strategy that promises anything was tested";
    }
    long kept = safe.stream().filter(c -> c.grade() == Grade.PASS).count();
    String of = kept + " of " + safe.size() + (safe.size() == 1 ? " strategy" : " strategies");
    if (kept == safe.size()) {
      return safe.stream().noneMatch(Scorecard::unsafe)
          ? of.replace(" strateg", " safe strateg") + " kept every cent"
          : of + " kept what they promised";
    }
    return of
        + " kept what they promised"
        + aside(
            names("broken by ", safe, c -> c.grade() == Grade.FAIL),
            names("undecided: ", safe, c -> c.grade() == Grade.INCONCLUSIVE));
  }

  private static String controls(Scoreboard board) {
    List<Scorecard> all = board.strategies().stream().filter(Scorecard::control).toList();
    List<Scorecard> controls = all.stream().filter(card -> !idle(card)).toList();
    if (controls.isEmpty()) {
      return all.isEmpty()
          ? "no broken control ran, so nothing is proven"
          : "no broken control had anything to show at its level, so nothing is proven";
    }
    int idle = all.size() - controls.size();
    long caught = controls.stream().filter(Headline::caught).count();
    return "%d of %d broken control%s %s caught"
            .formatted(
                caught,
                controls.size(),
                controls.size() == 1 ? "" : "s",
                caught == 1 ? "was" : "were")
        + aside(names("not ", controls, c -> !caught(c)))
        + (idle == 0
            ? ""
            : "; %d had nothing to show at %s level".formatted(idle, idle == 1 ? "its" : "their"));
  }

  /**
   * Whether a control showed everything that it must. One that need not show an anomaly has to fail
   * where interleavings are explored.
   */
  static boolean caught(Scorecard control) {
    List<Scorecard.Entry> musts =
        control.verdicts().stream().filter(entry -> entry.claim() == Claim.MUST).toList();
    if (musts.isEmpty()) {
      return control.explored().stream().anyMatch(Scorecard.Explored::fails);
    }
    return musts.stream().allMatch(entry -> entry.verdict() instanceof Verdict.Found);
  }

  /**
   * Whether a control had nothing to show: code that is broken at one level may be saved by the
   * next.
   */
  static boolean idle(Scorecard control) {
    return (control.grade() == Grade.PASS || control.explored().isEmpty())
        && control.verdicts().stream().noneMatch(entry -> entry.claim() == Claim.MUST)
        && control.explored().stream().noneMatch(Scorecard.Explored::fails);
  }

  private static String aside(String... parts) {
    String told = Stream.of(parts).filter(p -> !p.isEmpty()).collect(Collectors.joining("; "));
    return told.isEmpty() ? "" : " (" + told + ")";
  }

  private static String names(String before, List<Scorecard> cards, Predicate<Scorecard> which) {
    List<Scorecard> chosen = cards.stream().filter(which).toList();
    if (chosen.isEmpty()) {
      return "";
    }
    String named =
        chosen.stream()
            .limit(NAMED)
            .map(card -> Plain.clip(card.strategy(), Plain.NAME_COLUMNS))
            .collect(Collectors.joining(", "));
    int more = chosen.size() - NAMED;
    return before + named + (more > 0 ? " and " + more + " more" : "");
  }
}
