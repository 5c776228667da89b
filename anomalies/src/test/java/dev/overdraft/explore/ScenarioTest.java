package dev.overdraft.explore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      textBlock =
          """
          "insert into account values (1, 100)",                        true
          "\n  UPDATE account set balance = 1",                         true
          "delete from account",                                        true
          "insert into account values (1, 100); create table t (i int)", false
          "create table t (i int)",                                     false
          "insert into account select * from set_up()",                 false
          "select set_up()",                                            false
          "with t as (select 1) insert into account select * from t",   false
          "",                                                           false
          """)
  void givesRowsOnly_oneStatement_onlyIfItMakesNoTable(String sql, boolean rowsOnly) {
    Scenario scenario = Scenario.named("given").given(sql);

    assertThat(scenario.givesRowsOnly()).isEqualTo(rowsOnly);
    assertThat(scenario.given("alter table account add i int").givesRowsOnly()).isFalse();
  }
}
