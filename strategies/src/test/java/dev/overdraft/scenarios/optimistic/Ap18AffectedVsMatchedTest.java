package dev.overdraft.scenarios.optimistic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.scenarios.ScenarioDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class Ap18AffectedVsMatchedTest {

  @Test
  void changePlanVersioned_somebodyElseWasFaster_oneFee() throws SQLException {
    try (var database = new ScenarioDatabase(Ap18AffectedVsMatched.STORY)) {
      database.run("insert into customer (id, plan, version) values (1, 'gold', 0)");
      var overtaken =
          database.overtakenBy(
              "update customer set plan = 'silver', version = version + 1 where id = 1");

      assertThat(Ap18AffectedVsMatched.changePlanVersioned(overtaken, "gold")).isEqualTo("changed");
      assertThat(database.number("select version from customer")).isEqualTo(2);
      assertThat(database.number("select count(*) from fee")).isEqualTo(1);
    }
  }
}
