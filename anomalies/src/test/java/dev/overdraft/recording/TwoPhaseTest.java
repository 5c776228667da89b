package dev.overdraft.recording;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TwoPhaseTest {

  @Test
  void of_everyCommand_bySpellingAndCase() {
    assertThat(TwoPhase.of("prepare transaction 'a'")).isEqualTo(TwoPhase.PREPARES);
    assertThat(TwoPhase.of(" XA  END 'a'")).isEqualTo(TwoPhase.ENDS_WORK);
    assertThat(TwoPhase.of("xa prepare 'a'")).isEqualTo(TwoPhase.HANDS_OVER);
    assertThat(TwoPhase.of("xa commit 'a' one phase")).isEqualTo(TwoPhase.HANDS_OVER);
    assertThat(TwoPhase.of("xa rollback 'a'")).isEqualTo(TwoPhase.ROLLS_BACK);
  }

  @Test
  void of_whatOnlyLooksLikeOne_isNone() {
    assertThat(TwoPhase.of("")).isEqualTo(TwoPhase.NONE);
    assertThat(TwoPhase.of("xa start 'a'")).isEqualTo(TwoPhase.NONE);
    assertThat(TwoPhase.of("prepare transactions as select 1")).isEqualTo(TwoPhase.NONE);
    assertThat(TwoPhase.of("select 'xa end'")).isEqualTo(TwoPhase.NONE);
  }
}
