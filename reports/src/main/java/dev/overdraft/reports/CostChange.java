package dev.overdraft.reports;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How much dearer or cheaper a commit has become: the quotient of the geometric means of two runs'
 * sittings, head over base, with Welch's interval.
 *
 * <p>A sitting is one draw: what differs between two set-ups of the same code is in the spread of
 * its figures, so the interval knows of it. A change is called one only if the whole interval lies
 * beyond the practical threshold; that two intervals do not overlap says nothing about whether a
 * difference matters.
 *
 * @param low the interval's lower end, 99 %
 * @param high its upper end
 * @see <a href="https://doi.org/10.1093/biomet/34.1-2.28">Welch 1947</a>
 */
public record CostChange(double quotient, double low, double high) {

  private static final double QUANTILE = 0.995;
  private static final int FEWEST = 3;

  /** An interval may reach so far beyond the threshold and still speak of no difference. */
  private static final double RESOLVED = 0.1;

  /** Empty if one of them has too few sittings to say anything. */
  static Optional<CostChange> of(List<Double> base, List<Double> head) {
    double[] one = logarithms(base);
    double[] two = logarithms(head);
    if (one.length < FEWEST || two.length < FEWEST) {
      return Optional.empty();
    }
    double difference = mean(two) - mean(one);
    double half = halfWidth(squaredError(one), one.length - 1, squaredError(two), two.length - 1);
    return Optional.of(
        new CostChange(
            Math.exp(difference), Math.exp(difference - half), Math.exp(difference + half)));
  }

  private static double halfWidth(double one, int freeOfOne, double two, int freeOfTwo) {
    double sum = one + two;
    if (sum == 0) {
      return 0;
    }
    double degrees = sum * sum / (one * one / freeOfOne + two * two / freeOfTwo);
    return TDistribution.of(degrees).inverseCumulativeProbability(QUANTILE) * Math.sqrt(sum);
  }

  /** Dearer by more than the threshold, whatever the noise. */
  public boolean dearer(double threshold) {
    return low > 1 + threshold;
  }

  /** Cheaper by more than the threshold, whatever the noise. */
  public boolean cheaper(double threshold) {
    return high < 1 - threshold;
  }

  /** Whether the noise is so small that a change well beyond the threshold would have been seen. */
  public boolean same(double threshold) {
    return low > 1 - threshold - RESOLVED && high < 1 + threshold + RESOLVED;
  }

  /** Half the interval's width: no smaller change could have been seen. */
  public double noise() {
    return (high - low) / 2;
  }

  /** {@code × 1.250 (1.190 to 1.310)}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "× %.3f (%.3f to %.3f)", quotient, low, high);
  }

  private static double[] logarithms(List<Double> costs) {
    return costs.stream().filter(cost -> cost > 0).mapToDouble(Math::log).toArray();
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** The square of the mean's standard error. */
  private static double squaredError(double[] values) {
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return squares / (values.length - 1) / values.length;
  }
}
