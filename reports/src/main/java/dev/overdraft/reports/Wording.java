package dev.overdraft.reports;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Claim;
import dev.overdraft.check.Grade;
import dev.overdraft.check.Scorecard;
import dev.overdraft.check.Verdict;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import java.util.List;
import java.util.Locale;

/** Numbers and fixed words as every report writes them: English, grouped by thousands. */
final class Wording {

  /** What a rank such as {@code 1=} says. */
  static final String SHARED_RANK =
      "A rank with =: the errors leave it as fast as the first of that rank.";

  private Wording() {}

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String plural(long number, String noun) {
    return count(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** Operations a second with the error, {@code 1,234 ± 56}; JMH knows no error of one sample. */
  static String rate(Scorecard.Cost cost) {
    String rate = decimal(cost.committedPerSecond());
    return Double.isFinite(cost.errorPerSecond())
        ? rate + " ± " + decimal(cost.errorPerSecond())
        : rate;
  }

  /** Microseconds as milliseconds: {@code 1.32}, {@code 24.1}. */
  static String millis(double micros) {
    double millis = micros / 1000;
    return String.format(Locale.ROOT, millis < 10 ? "%.2f" : "%,.1f", millis);
  }

  static String ratio(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }

  private static String decimal(double number) {
    return String.format(Locale.ROOT, Math.abs(number) < 10 ? "%.1f" : "%,.0f", number);
  }

  /** Money in minor units, and which way it went. */
  static String money(long cents) {
    if (cents == 0) {
      return "0 (no money moved)";
    }
    return count(Math.abs(cents)) + (cents < 0 ? " missing" : " too much") + " (minor units)";
  }

  /** Who wrote a version: {@code #17}, {@code #17, attempt 2}, {@code opening balance}. */
  static String writer(RowVersion version) {
    long mark = version.writer();
    if (!Writer.isOperation(mark)) {
      return mark == Writer.OPENING ? "opening balance" : "somebody unrecorded";
    }
    int attempt = Writer.attempt(mark);
    return "#" + Writer.operation(mark) + (attempt > 1 ? ", attempt " + attempt : "");
  }

  /** What exploring came to, in a cell: scenarios that fail, or classes in which all hold. */
  static String explored(Scorecard card) {
    List<Scorecard.Explored> all = card.explored();
    long fails = all.stream().filter(Scorecard.Explored::fails).count();
    if (all.isEmpty()) {
      return "";
    }
    if (fails > 0) {
      return "✗ " + fails + " of " + all.size();
    }
    if (!all.stream().allMatch(Scorecard.Explored::holds)) {
      return "?";
    }
    long classes = all.stream().mapToLong(Scorecard.Explored::classes).sum();
    boolean exhaustive = all.stream().allMatch(Scorecard.Explored::exhaustive);
    return "✓ " + (exhaustive ? "all " : "") + classes;
  }

  /** The grade of a strategy; a broken control is not passed but caught. */
  static String grade(Scorecard card) {
    if (!card.control() || card.grade() == Grade.FAIL) {
      return card.grade().word();
    }
    if (Headline.idle(card)) {
      boolean silent =
          card.verdicts().stream().noneMatch(entry -> entry.verdict() instanceof Verdict.Found);
      return card.grade() == Grade.PASS && silent ? "not at this level" : card.grade().word();
    }
    if (!Headline.caught(card)) {
      return "not caught";
    }
    return card.grade() == Grade.PASS ? "caught" : card.grade().word();
  }

  /** The whole run in two or three words. */
  static String result(Grade grade) {
    return switch (grade) {
      case PASS -> "As expected";
      case FAIL -> "Broken promise";
      case INCONCLUSIVE -> "Inconclusive";
    };
  }

  static String claim(Claim claim) {
    return switch (claim) {
      case MUST -> "must show (broken on purpose)";
      case MAY -> "may show";
      case MUST_NOT -> "must not show";
      case NOT_APPLICABLE -> "does not apply";
    };
  }

  /** A column's heading where columns are narrow. */
  static String column(Anomaly anomaly) {
    return switch (anomaly) {
      case LOST_UPDATE -> "lost";
      case CONSERVATION -> "money";
      case NO_NEGATIVE_BALANCE -> "overdraft";
      case LEDGER_EQUALS_BALANCE -> "ledger";
      case EXACTLY_ONCE -> "once";
      case CONSISTENT_AUDIT -> "audit";
    };
  }
}
