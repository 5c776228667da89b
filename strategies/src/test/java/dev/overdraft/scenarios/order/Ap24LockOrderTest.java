package dev.overdraft.scenarios.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.scenarios.ScenarioDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class Ap24LockOrderTest {

  @Test
  void transferInOrder_payeeDoesNotExist_refusedAndNothingIsTaken() throws SQLException {
    try (var database = new ScenarioDatabase(Ap24LockOrder.STORY)) {
      database.run("insert into account (id, balance) values (1, 100), (2, 100)");

      assertThat(Ap24LockOrder.transferInOrder(database.dataSource(), 1, 9, 30))
          .isEqualTo("refused");
      assertThat(database.number("select sum(balance) from account")).isEqualTo(200);
    }
  }
}
