package dev.overdraft.reports;

import dev.overdraft.check.Scorecard;
import dev.overdraft.history.Plan;
import java.util.Locale;

/** The command lines that repeat what a page shows. */
final class Repeat {

  private Repeat() {}

  /** The same plan with one strategy and its controls; which interleavings come is up to timing. */
  static String storm(Plan plan, Scorecard card) {
    int at = card.strategy().indexOf('@');
    String name = at < 0 ? card.strategy() : card.strategy().substring(0, at);
    String level = at < 0 ? "" : " --isolation " + word(card.isolation().toLowerCase(Locale.ROOT));
    String time = plan.durationMillis() > 0 ? " --duration " + plan.durationMillis() + "ms" : "";
    String operations = plan.operations() > 0 ? " --ops " + plan.operations() : "";
    return "overdraft run --strategies %s --seed %d --workers %d --accounts %d --skew %s%s%s%s%s"
        .formatted(
            word(name),
            plan.seed(),
            plan.workers(),
            plan.accounts(),
            plan.skew(),
            time,
            operations,
            level,
            " --no-bench");
  }

  /** One schedule, statement by statement. */
  static String schedule(String strategy, String token) {
    return "overdraft explore " + word(strategy) + " --replay " + word(token);
  }

  /** A word of a shell's command line. */
  private static String word(String text) {
    return text.matches("[A-Za-z0-9@%+=:,./_-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
