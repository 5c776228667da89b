package dev.overdraft.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ChanceTest {

  /** Of none in n, the bound solves (1 - p)^n = 0.025. */
  @Test
  void upperBound_noneSeen_isTheClosedForm() {
    assertThat(Chance.upperBound(0, 340)).isCloseTo(1 - Math.pow(0.025, 1 / 340.0), within(1e-12));
  }

  @Test
  void upperBound_allSeen_isOne() {
    assertThat(Chance.upperBound(10, 10)).isEqualTo(1);
  }

  /** Newcombe 1998, table I: 81 of 263, 0.2527 to 0.3676. */
  @Test
  void upperBound_published_same() {
    assertThat(Chance.upperBound(81, 263)).isCloseTo(0.3676, within(5e-5));
  }

  @Test
  void bound_texts_twoDigits() {
    assertThat(Chance.bound(1)).isEqualTo("≤ 98 %");
    assertThat(Chance.bound(340)).isEqualTo("≤ 1.1 %");
    assertThat(Chance.bound(34_000)).isEqualTo("≤ 0.011 %");
  }
}
