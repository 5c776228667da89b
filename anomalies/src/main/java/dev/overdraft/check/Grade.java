package dev.overdraft.check;

import java.util.Collection;
import java.util.Locale;

/** A verdict held against a claim. */
public enum Grade {
  PASS,
  INCONCLUSIVE,
  FAIL;

  /**
   * Grades one verdict.
   *
   * @param controlCaught whether some broken control showed the same anomaly in the same run;
   *     without one, "not found" says nothing
   */
  public static Grade of(Verdict verdict, Claim claim, boolean controlCaught) {
    boolean found = verdict instanceof Verdict.Found;
    return switch (claim) {
      case MAY, NOT_APPLICABLE -> PASS;
      case MUST -> found ? PASS : INCONCLUSIVE;
      case MUST_NOT -> {
        if (found) {
          yield FAIL;
        }
        yield verdict instanceof Verdict.NotFound && controlCaught ? PASS : INCONCLUSIVE;
      }
    };
  }

  /** The worst of several: fail before inconclusive before pass; inconclusive for none. */
  public static Grade worst(Collection<Grade> grades) {
    return grades.stream().max(Grade::compareTo).orElse(INCONCLUSIVE);
  }

  /** {@code pass}, {@code inconclusive} or {@code fail}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
