package dev.overdraft.reports;

import java.util.Locale;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;

/**
 * How often something may still happen that was not seen: the upper end of the 95 % interval of
 * Clopper and Pearson for its share of the chances.
 *
 * <p>It takes the chances for independent draws from one urn, which those of a storm are not quite:
 * a bound, not a proof.
 *
 * @see <a href="https://doi.org/10.1093/biomet/26.4.404">Clopper and Pearson 1934</a>
 */
final class Chance {

  private static final double ERROR_RATE = 0.05;
  private static final double[] NINES = {10, 1, 0.1, 0.01, 0.001, 0.0001};

  private Chance() {}

  /** The share, from 0 to 1, that {@code seen} of {@code chances} may stand for at most. */
  static double upperBound(long seen, long chances) {
    int trials = (int) Math.min(Integer.MAX_VALUE, chances);
    int successes = (int) Math.min(trials, seen);
    return BinomialConfidenceInterval.CLOPPER_PEARSON
        .fromErrorRate(trials, successes, ERROR_RATE)
        .getUpperBound();
  }

  /** The bound as a cell says it: {@code ≤ 1.1 %}. */
  static String bound(long chances) {
    double percent = 100 * upperBound(0, chances);
    if (percent >= 10) {
      return String.format(Locale.ROOT, "≤ %.0f %%", percent);
    }
    int places = 1;
    for (double least : NINES) {
      if (percent >= least / 10) {
        return String.format(Locale.ROOT, "≤ %." + places + "f %%", percent);
      }
      places++;
    }
    return "≤ 0.00001 %";
  }
}
