package dev.overdraft.scenarios.optimistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overdraft.scenarios.ScenarioDatabase;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class Ap20RetryInsideTxTest {

  @Test
  void withdrawRetried_answerToTheCommitIsLost_takenOnceAndTheCallerHearsOfIt() throws Exception {
    try (var database = new ScenarioDatabase(Ap20RetryInsideTx.STORY)) {
      database.run("insert into account (id, balance) values (1, 100)");
      DataSource bank = database.losingAnAnswer("08006");

      assertThatThrownBy(() -> Ap20RetryInsideTx.withdrawRetried(bank, 10))
          .isInstanceOfSatisfying(
              SQLException.class, thrown -> assertThat(thrown.getSQLState()).isEqualTo("08006"));
      assertThat(database.number("select balance from account")).isEqualTo(90);
    }
  }
}
