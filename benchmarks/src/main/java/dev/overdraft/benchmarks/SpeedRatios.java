package dev.overdraft.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How many times as fast as isolationtester the explorer was, over several rounds.
 *
 * @param rounds how many
 * @param aim what we mean to reach in the middle
 */
public record SpeedRatios(
    String situation, double least, double median, double most, int rounds, double aim) {

  /** Of rounds of one situation; empty where there was no isolationtester. */
  public static Optional<SpeedRatios> of(List<ExplorerSpeed.Figures> rounds) {
    List<Double> ratios =
        rounds.stream().flatMap(figures -> figures.ratio().stream()).sorted().toList();
    if (ratios.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new SpeedRatios(
            rounds.get(0).situation(),
            ratios.get(0),
            median(ratios),
            ratios.get(ratios.size() - 1),
            ratios.size(),
            rounds.get(0).aim()));
  }

  /** Of an even number it is the mean of the two in the middle. */
  private static double median(List<Double> sorted) {
    double lower = sorted.get((sorted.size() - 1) / 2);
    double upper = sorted.get(sorted.size() / 2);
    return (lower + upper) / 2;
  }

  /** Whether the middle is what we mean to reach. */
  public boolean reached() {
    return median >= aim;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s: ratio %.1f in the middle of %d rounds (%.1f to %.1f), aim %.0f",
        situation,
        median,
        rounds,
        least,
        most,
        aim);
  }
}
