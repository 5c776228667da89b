package dev.overdraft.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CostChangeTest {

  private static final double THRESHOLD = 0.05;
  private static final int SITTINGS = 6;

  @Test
  void of_aQuarterDearer_dearer() {
    for (int seed = 0; seed < 100; seed++) {
      CostChange change = change(noisy(1, 0.03, seed), noisy(1.25, 0.03, 1000 + seed));
      assertThat(change.dearer(THRESHOLD)).as("seed " + seed).isTrue();
      assertThat(change.cheaper(THRESHOLD)).isFalse();
      assertThat(change.quotient()).isCloseTo(1.25, within(0.08));
      assertThat(change.low()).isLessThan(change.quotient());
      assertThat(change.high()).isGreaterThan(change.quotient());
    }
  }

  @Test
  void of_aQuarterCheaper_cheaper() {
    assertThat(change(noisy(1, 0.03, 1), noisy(0.75, 0.03, 2)).cheaper(THRESHOLD)).isTrue();
  }

  @Test
  void of_sameWithNoise_neither() {
    for (int seed = 0; seed < 1000; seed++) {
      CostChange change = change(noisy(1, 0.08, seed), noisy(1, 0.08, 1000 + seed));
      assertThat(change.dearer(THRESHOLD) || change.cheaper(THRESHOLD))
          .as("seed " + seed)
          .isFalse();
    }
  }

  /**
   * Welch by hand: means 0 and ln 2, variances 0.01 and 0.04 of five each, t(0.995; 5.88) = 3.75.
   */
  @Test
  void of_knownFigures_asByHand() {
    List<Double> base = logarithms(0, 0.1, -0.1, 0.1, -0.1);
    List<Double> head = logarithms(Math.log(2), 0.2, -0.2, 0.2, -0.2);
    CostChange change = change(base, head);
    assertThat(change.quotient()).isCloseTo(2, within(1e-9));
    assertThat(change.low()).isCloseTo(2 * Math.exp(-3.747 * 0.1), within(0.01));
    assertThat(change.high()).isCloseTo(2 * Math.exp(3.747 * 0.1), within(0.02));
  }

  @Test
  void same_quiet_said() {
    CostChange change = change(noisy(1, 0.02, 1), noisy(1, 0.02, 2));
    assertThat(change.same(THRESHOLD)).isTrue();
  }

  @Test
  void same_noisy_cannotTell() {
    CostChange change = change(noisy(1, 0.5, 1), noisy(1, 0.5, 2));
    assertThat(change.same(THRESHOLD)).isFalse();
    assertThat(change.dearer(THRESHOLD) || change.cheaper(THRESHOLD)).isFalse();
  }

  @Test
  void of_tooFewOrNothingCommitted_nothing() {
    assertThat(CostChange.of(List.of(1.0, 1.0), noisy(1, 0.1, 1))).isEmpty();
    assertThat(CostChange.of(noisy(1, 0.1, 1), Collections.nCopies(SITTINGS, 0.0))).isEmpty();
    assertThat(CostChange.of(List.of(), List.of())).isEmpty();
  }

  private static CostChange change(List<Double> base, List<Double> head) {
    return CostChange.of(base, head).orElseThrow();
  }

  private static List<Double> logarithms(double middle, double... deviations) {
    List<Double> costs = new ArrayList<>(List.of(Math.exp(middle)));
    for (double deviation : deviations) {
      costs.add(Math.exp(middle + deviation));
    }
    return costs;
  }

  private static List<Double> noisy(double middle, double sigma, long seed) {
    var random = new Random(seed);
    List<Double> costs = new ArrayList<>();
    for (int sitting = 0; sitting < SITTINGS; sitting++) {
      costs.add(middle * Math.exp(sigma * random.nextGaussian()));
    }
    return costs;
  }
}
