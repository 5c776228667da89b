package dev.overdraft.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpeedChangeTest {

  private static final double THRESHOLD = 0.05;

  @Test
  void of_slowedByAFifth_slower() {
    SpeedChange change = SpeedChange.of(noisy(1, 0.2, 40), noisy(0.8, 0.2, 40));
    assertThat(change.slower(THRESHOLD)).isTrue();
    assertThat(change.faster(THRESHOLD)).isFalse();
    assertThat(change.quotient()).isCloseTo(0.8, within(0.08));
    assertThat(change.low()).isLessThan(change.quotient());
    assertThat(change.high()).isGreaterThan(change.quotient());
  }

  @Test
  void of_quarterFaster_faster() {
    assertThat(SpeedChange.of(noisy(0.8, 0.2, 40), noisy(1, 0.2, 40)).faster(THRESHOLD)).isTrue();
  }

  @Test
  void of_sameWithNoise_neither() {
    for (int seed = 0; seed < 100; seed++) {
      SpeedChange change = SpeedChange.of(noisy(1, 0.3, 40, seed), noisy(1, 0.3, 40, 1000 + seed));
      assertThat(change.slower(THRESHOLD) || change.faster(THRESHOLD)).as("seed " + seed).isFalse();
    }
  }

  @Test
  void of_outliers_doNotDecide() {
    List<Double> head = new ArrayList<>(noisy(1, 0.05, 40));
    for (int at = 0; at < 6; at++) {
      head.set(at, 0.01);
    }
    SpeedChange change = SpeedChange.of(noisy(1, 0.05, 40), head);
    assertThat(change.slower(THRESHOLD)).isFalse();
  }

  @Test
  void same_quiet_said() {
    assertThat(SpeedChange.of(noisy(1, 0.1, 40), noisy(1, 0.1, 40)).same(THRESHOLD)).isTrue();
  }

  @Test
  void same_noisy_cannotTell() {
    SpeedChange change = SpeedChange.of(noisy(1, 1, 10), noisy(1, 1, 10));
    assertThat(change.same(THRESHOLD)).isFalse();
    assertThat(change.slower(THRESHOLD) || change.faster(THRESHOLD)).isFalse();
  }

  @Test
  void comparable_tooFewOrNothingCommitted_not() {
    assertThat(SpeedChange.comparable(List.of(1.0, 1.0), noisy(1, 0.1, 40))).isFalse();
    assertThat(SpeedChange.comparable(noisy(1, 0.1, 40), Collections.nCopies(40, 0.0))).isFalse();
    assertThat(SpeedChange.comparable(noisy(1, 0.1, 5), noisy(1, 0.1, 5))).isTrue();
  }

  private static List<Double> noisy(double middle, double sigma, int rounds) {
    return noisy(middle, sigma, rounds, Double.hashCode(middle));
  }

  private static List<Double> noisy(double middle, double sigma, int rounds, long seed) {
    var random = new Random(seed);
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      ratios.add(middle * Math.exp(sigma * random.nextGaussian()));
    }
    return ratios;
  }
}
