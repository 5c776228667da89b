package dev.overdraft.reports;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How much faster or slower a strategy has become: the quotient of its trimmed mean ratios to the
 * yardstick, head over base, with a bootstrap interval.
 *
 * <p>Ratios are averaged as logarithms, a fifth trimmed at each end, since a slice in which the
 * machine did something else is no news of the strategy. A change is called one only if the whole
 * interval lies beyond the practical threshold; that two intervals do not overlap says nothing
 * about whether a difference matters.
 *
 * @param low the interval's lower end, 99 %
 * @param high its upper end
 */
public record SpeedChange(double quotient, double low, double high) {

  private static final int RESAMPLES = 4000;
  private static final double TAIL = 0.005;
  private static final double TRIM = 0.2;
  private static final long SEED = 42;
  private static final int FEWEST = 5;

  /** An interval may reach so far beyond the threshold and still speak of no difference. */
  private static final double RESOLVED = 0.1;

  /** Whether there is enough to say anything. */
  static boolean comparable(List<Double> base, List<Double> head) {
    return positive(base).length >= FEWEST && positive(head).length >= FEWEST;
  }

  static SpeedChange of(List<Double> base, List<Double> head) {
    double[] one = positive(base);
    double[] two = positive(head);
    var random = new SplittableRandom(SEED);
    double[] resampled = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      resampled[i] = trimmed(draw(two, random)) - trimmed(draw(one, random));
    }
    Arrays.sort(resampled);
    return new SpeedChange(
        Math.exp(trimmed(two) - trimmed(one)),
        Math.exp(resampled[(int) (TAIL * RESAMPLES)]),
        Math.exp(resampled[(int) ((1 - TAIL) * RESAMPLES) - 1]));
  }

  /** Slower by more than the threshold, whatever the noise. */
  public boolean slower(double threshold) {
    return high < 1 - threshold;
  }

  /** Faster by more than the threshold, whatever the noise. */
  public boolean faster(double threshold) {
    return low > 1 + threshold;
  }

  /** Whether the noise is so small that a change beyond the threshold would have been seen. */
  public boolean same(double threshold) {
    return low > 1 - threshold - RESOLVED && high < 1 + threshold + RESOLVED;
  }

  /** Half the interval's width: no smaller change could have been seen. */
  public double noise() {
    return (high - low) / 2;
  }

  private static double[] positive(List<Double> ratios) {
    return ratios.stream().filter(r -> r > 0).mapToDouble(Math::log).toArray();
  }

  private static double[] draw(double[] from, SplittableRandom random) {
    double[] drawn = new double[from.length];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = from[random.nextInt(from.length)];
    }
    return drawn;
  }

  private static double trimmed(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int cut = (int) (TRIM * sorted.length);
    return Arrays.stream(sorted, cut, sorted.length - cut).average().orElse(0);
  }
}
