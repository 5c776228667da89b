package dev.overdraft.scenarios.errors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.scenarios.ScenarioDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class Ap34DualCommitTest {

  @Test
  void deliver_againWithAnotherMessageBehind_eachIsCreditedOnceWithItsAmount() throws SQLException {
    try (var database = new ScenarioDatabase(Ap34DualCommit.STORY)) {
      database.run(
          "insert into bank (id, balance) values (1, 100)",
          "insert into outbox (id, amount) values (1, 50)");
      Ap34DualCommit.deliver(database.dataSource());
      database.run("insert into outbox (id, amount) values (2, 7)");
      Ap34DualCommit.deliver(database.dataSource());
      Ap34DualCommit.deliver(database.dataSource());

      assertThat(database.number("select balance from bank")).isEqualTo(157);
      assertThat(database.number("select count(*) from inbox")).isEqualTo(2);
    }
  }
}
