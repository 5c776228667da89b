package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExitCodeTest {

  @Test
  void worse_anomalyAndInconclusive_anomaly() {
    assertThat(ExitCode.worse(ExitCode.ANOMALY, ExitCode.INCONCLUSIVE)).isEqualTo(ExitCode.ANOMALY);
    assertThat(ExitCode.worse(ExitCode.INCONCLUSIVE, ExitCode.ANOMALY)).isEqualTo(ExitCode.ANOMALY);
  }

  @Test
  void worse_noAnomaly_whatIsNotAsExpected() {
    assertThat(ExitCode.worse(ExitCode.AS_EXPECTED, ExitCode.INCONCLUSIVE))
        .isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(ExitCode.worse(ExitCode.BUDGET, ExitCode.AS_EXPECTED)).isEqualTo(ExitCode.BUDGET);
    assertThat(ExitCode.worse(ExitCode.AS_EXPECTED, ExitCode.AS_EXPECTED))
        .isEqualTo(ExitCode.AS_EXPECTED);
  }
}
