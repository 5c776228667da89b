package dev.overdraft.explore.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayTokenTest {

  @Test
  void parse_runs_decisionsAndBack() {
    ReplayToken token = ReplayToken.parse("two-withdrawals:A2B1A1:9f3c");

    assertThat(token.scenario()).isEqualTo("two-withdrawals");
    assertThat(token.choices()).isEqualTo(List.of(0, 0, 1, 0));
    assertThat(token).hasToString("two-withdrawals:A2B1A1:9f3c");
  }

  @Test
  void parse_victims_whomEachDeadlockCosts() {
    ReplayToken token = ReplayToken.parse("crossing:A1B1x4Ax12B:9f3c");

    assertThat(token.choices()).isEqualTo(List.of(0, 1));
    assertThat(token.victims()).isEqualTo(Map.of(3, 0, 11, 1));
    assertThat(token).hasToString("crossing:A1B1x4Ax12B:9f3c");
    assertThat(token.named("x1A")).hasToString("x1A:A1B1x4Ax12B:9f3c");
    assertThat(ReplayToken.parse("x1A:A1:9f3c").victims()).isEmpty();
  }

  @Test
  void parse_noChoices_empty() {
    assertThat(ReplayToken.parse("x::0000").choices()).isEmpty();
  }

  @Test
  void parse_notAToken_saysWhatOneLooksLike() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReplayToken.parse("A2B1"))
        .withMessageContaining("two-withdrawals:A1B2A1:9f3c");
  }

  @Test
  void parse_absurdlyLong_refused() {
    assertThatIllegalArgumentException().isThrownBy(() -> ReplayToken.parse("x:A99999999:0000"));
  }
}
