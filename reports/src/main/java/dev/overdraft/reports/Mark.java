package dev.overdraft.reports;

import dev.overdraft.check.Claim;
import dev.overdraft.check.Grade;
import dev.overdraft.check.Scorecard;
import dev.overdraft.check.Verdict;
import java.util.Locale;

/**
 * What one cell of the matrix says at a glance: a verdict, seen in the light of the claim.
 *
 * <p>A tick is earned twice: nothing was found although it could have shown, and a broken control
 * showed it in the same run. Without the second it is a question mark.
 */
enum Mark {
  FOUND("✗", "found, and how often"),
  ABSENT("✓", "not found, as promised; a broken control showed it in the same run"),
  UNPROMISED("·", "not found, and nothing was promised"),
  SILENT("!", "a broken control that should have shown it and did not"),
  UNKNOWN("?", "inconclusive");

  private final String glyph;
  private final String meaning;

  Mark(String glyph, String meaning) {
    this.glyph = glyph;
    this.meaning = meaning;
  }

  static Mark of(Scorecard.Entry entry) {
    if (entry.claim() == Claim.NOT_APPLICABLE) {
      return UNPROMISED;
    }
    if (entry.verdict() instanceof Verdict.Found) {
      return FOUND;
    }
    if (entry.claim() == Claim.MUST) {
      return SILENT;
    }
    if (entry.verdict() instanceof Verdict.Inconclusive) {
      return UNKNOWN;
    }
    if (entry.claim() == Claim.MAY) {
      return UNPROMISED;
    }
    return entry.grade() == Grade.PASS ? ABSENT : UNKNOWN;
  }

  /** The cell's text: {@code ✗ 12}, {@code ✓}. */
  static String cell(Scorecard.Entry entry) {
    Mark mark = of(entry);
    return mark == FOUND ? mark.glyph + " " + Wording.count(entry.verdict().count()) : mark.glyph;
  }

  /** The cell in words: {@code found 12 times in 340 chances}. */
  static String describe(Scorecard.Entry entry) {
    if (entry.claim() == Claim.NOT_APPLICABLE) {
      return "does not apply to this strategy";
    }
    if (entry.verdict() instanceof Verdict.Inconclusive inconclusive) {
      return inconclusive.why();
    }
    String chances = Wording.plural(entry.verdict().chances(), "chance");
    if (entry.verdict() instanceof Verdict.Found found) {
      return "found " + Wording.plural(found.count(), "time") + " in " + chances;
    }
    return switch (of(entry)) {
      case UNKNOWN -> "not found in " + chances + ", but no broken control showed it either";
      case SILENT -> "should have shown, and did not in " + chances;
      case FOUND, ABSENT, UNPROMISED -> "not found in " + chances;
    };
  }

  String glyph() {
    return glyph;
  }

  /** One line of the legend. */
  String meaning() {
    return meaning;
  }

  /** The name in style sheets. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
