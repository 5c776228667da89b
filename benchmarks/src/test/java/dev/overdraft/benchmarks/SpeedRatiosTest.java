package dev.overdraft.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpeedRatiosTest {

  private static ExplorerSpeed.Figures round(double ours, Optional<Double> theirs) {
    return new ExplorerSpeed.Figures("no lock wait", 100, ours, theirs, 2);
  }

  @Test
  void of_threeRounds_theMiddleCounts() {
    SpeedRatios ratios =
        SpeedRatios.of(
                List.of(
                    round(3000, Optional.of(1000.0)),
                    round(1500, Optional.of(1000.0)),
                    round(2000, Optional.of(1000.0))))
            .orElseThrow();
    assertThat(ratios.reached()).isTrue();
    assertThat(ratios)
        .hasToString("no lock wait: ratio 2.0 in the middle of 3 rounds (1.5 to 3.0), aim 2");
  }

  @Test
  void of_sixRounds_betweenTheTwoInTheMiddle() {
    SpeedRatios ratios =
        SpeedRatios.of(
                Stream.of(2100.0, 1000.0, 2400.0, 1400.0, 1200.0, 2300.0)
                    .map(ours -> round(ours, Optional.of(1000.0)))
                    .toList())
            .orElseThrow();
    assertThat(ratios.median()).isEqualTo(1.75);
    assertThat(ratios.reached()).isFalse();
  }

  @Test
  void of_tooSlow_notReached() {
    assertThat(SpeedRatios.of(List.of(round(1990, Optional.of(1000.0)))))
        .hasValueSatisfying(ratios -> assertThat(ratios.reached()).isFalse());
  }

  @Test
  void of_nobodyBesideUs_nothing() {
    assertThat(SpeedRatios.of(List.of(round(2000, Optional.empty())))).isEmpty();
  }
}
