package dev.overdraft.storm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {

  private static final Duration WHILE = Duration.ofSeconds(20);

  @Test
  void exhausted_plannedEnd_aWhileLater() {
    var patience = new Patience(1_000, WHILE);
    assertThat(patience.exhausted(21_000, 5, false)).isFalse();
    assertThat(patience.exhausted(21_001, 6, false)).isTrue();
  }

  @Test
  void exhausted_stopRequestedEarly_aWhileAfterTheFirstRequest() {
    var patience = new Patience(3_600_000, WHILE);
    assertThat(patience.exhausted(5_000, 1, true)).isFalse();
    assertThat(patience.exhausted(25_000, 2, true)).isFalse();
    assertThat(patience.exhausted(25_001, 3, true)).isTrue();
  }

  @Test
  void exhausted_stopRequestedAfterThePlannedEnd_nothingIsAdded() {
    var patience = new Patience(1_000, WHILE);
    assertThat(patience.exhausted(20_000, 1, true)).isFalse();
    assertThat(patience.exhausted(21_001, 2, true)).isTrue();
  }

  @Test
  void exhausted_noPlannedEnd_onlyWithoutProgress() {
    var patience = new Patience(-1, WHILE);
    assertThat(patience.exhausted(1_000_000, 10, false)).isFalse();
    assertThat(patience.exhausted(1_060_000, 10, false)).isFalse();
    assertThat(patience.exhausted(1_060_001, 10, false)).isTrue();
  }
}
