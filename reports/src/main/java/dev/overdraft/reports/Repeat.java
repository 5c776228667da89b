package dev.overdraft.reports;

import dev.overdraft.check.Scorecard;
import dev.overdraft.history.Isolation;
import dev.overdraft.history.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The command lines that repeat what a page shows, on the same server and at the same level. */
final class Repeat {

  private static final double MICROS_PER_MILLI = 1000;

  private final List<String> words = new ArrayList<>();

  private Repeat(String command, Plan plan) {
    words.add("overdraft");
    words.add(command);
    words.addAll(plan.server());
  }

  /** The same plan with one strategy and its controls; which interleavings come is up to timing. */
  static String storm(Plan plan, Scorecard card) {
    int at = card.strategy().indexOf('@');
    var repeat = new Repeat("run", plan);
    repeat.option("--strategies", at < 0 ? card.strategy() : card.strategy().substring(0, at));
    repeat.option("--seed", plan.seed());
    repeat.option("--workers", plan.workers());
    repeat.option("--accounts", plan.accounts());
    repeat.option("--amounts", plan.amounts());
    repeat.option("--skew", plan.skew());
    repeat.option("--duration", plan.durationMillis() > 0 ? plan.durationMillis() + "ms" : "");
    repeat.option("--ops", plan.operations() > 0 ? plan.operations() : "");
    double yieldMillis = plan.yieldMicros() / MICROS_PER_MILLI;
    repeat.option("--yield", yieldMillis > 0 ? yieldMillis + "ms" : "");
    repeat.option("--isolation", level(plan, card));
    repeat.words.add("--no-bench");
    return repeat.line();
  }

  /** One schedule, statement by statement. */
  static String schedule(Plan plan, Scorecard card, String token) {
    var repeat = new Repeat("explore", plan);
    repeat.words.add(card.strategy());
    repeat.option("--isolation", level(plan, card));
    repeat.option("--replay", token);
    return repeat.line();
  }

  /**
   * The level at which this one ran, which is not the plan's for a control that was added at its
   * own; empty if each strategy was at its own, and this one is not a further row.
   */
  private static String level(Plan plan, Scorecard card) {
    boolean everyOwn =
        Arrays.stream(Isolation.values()).map(Isolation::sql).noneMatch(plan.isolation()::equals);
    boolean further = card.strategy().indexOf('@') >= 0;
    return everyOwn && !further ? "" : card.isolation().toLowerCase(Locale.ROOT);
  }

  private void option(String name, Object value) {
    String text = value.toString();
    if (!text.isEmpty()) {
      words.add(name);
      words.add(text);
    }
  }

  private String line() {
    return words.stream().map(Repeat::word).collect(Collectors.joining(" "));
  }

  /** A word of a shell's command line. */
  private static String word(String text) {
    return text.matches("[A-Za-z0-9@%+=:,./_-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
