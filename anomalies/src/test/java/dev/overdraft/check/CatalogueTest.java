package dev.overdraft.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CatalogueTest {

  @Test
  void bank_everyAnomaly_hasExactlyOneCheckerInOrder() {
    assertThat(Checkers.bank().stream().map(Checker::anomaly)).containsExactly(Anomaly.values());
  }

  @ParameterizedTest
  @EnumSource
  void anomaly_always_hasNamesDefinitionAndSource(Anomaly anomaly) {
    assertThat(anomaly.title()).isNotBlank();
    assertThat(anomaly.code()).isNotBlank();
    assertThat(anomaly.source()).isNotBlank();
    assertThat(anomaly.definition()).isNotBlank().endsWith(".");
    assertThat(Anomaly.byId(anomaly.id())).contains(anomaly);
  }

  @Test
  void byId_unknown_isEmpty() {
    assertThat(Anomaly.byId("phantom")).isEmpty();
  }
}
