package dev.overdraft.scenarios.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overdraft.scenarios.ScenarioDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mended code says "not paid" of nothing that may have been paid. */
class Ap29SwallowedErrorCommitTest {

  private ScenarioDatabase database;

  @BeforeEach
  void open() throws SQLException {
    database = new ScenarioDatabase(Ap29SwallowedErrorCommit.STORY);
    database.run("insert into account (id, balance) values (1, 100)");
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"08006", "40003", "57P01"})
  void payOrFail_commitOfUnknownOutcome_throws(String state) throws SQLException {
    var bank = database.losingAnAnswer(state);
    assertThatThrownBy(() -> Ap29SwallowedErrorCommit.payOrFail(bank, 1))
        .isInstanceOfSatisfying(
            SQLException.class, thrown -> assertThat(thrown.getSQLState()).isEqualTo(state));
    assertThat(database.number("select balance from account")).isEqualTo(90);
  }

  @Test
  void payOrFail_aConstraintIsBroken_notPaid() throws SQLException {
    database.run("alter table account add check (balance > 90)");
    assertThat(Ap29SwallowedErrorCommit.payOrFail(database.dataSource(), 1)).isFalse();
    assertThat(database.number("select balance from account")).isEqualTo(100);
  }

  @Test
  void payOrFail_nothingInTheWay_paid() throws SQLException {
    assertThat(Ap29SwallowedErrorCommit.payOrFail(database.dataSource(), 1)).isTrue();
    assertThat(database.number("select balance from account")).isEqualTo(90);
  }
}
