package dev.overdraft.scenarios.errors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overdraft.explore.Scenario;
import dev.overdraft.explore.oracle.Invariant;
import dev.overdraft.scenarios.ScenarioDatabase;
import dev.overdraft.scenarios.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** Each of the bugs that the story tells of is in the code, and seen by a rule of its own. */
class Ap36SelfTransferSignBoundaryTest {

  private static final String CONSERVATION = "no money is made or lost";
  private static final String FLOOR = "no negative balance";
  private static final String BOUNDARY = "whoever has exactly enough may pay";

  @Test
  void broken_mallorysTransfers_breakEveryRule() throws Exception {
    assertThat(brokenBy(Variant.BROKEN)).containsExactlyInAnyOrder(CONSERVATION, FLOOR, BOUNDARY);
  }

  @Test
  void fixed_mallorysTransfers_breakNone() throws Exception {
    assertThat(brokenBy(Variant.FIXED)).isEmpty();
  }

  @Test
  void fixed_payeeDoesNotExist_nothingIsTaken() throws Exception {
    try (var database = new ScenarioDatabase(Ap36SelfTransferSignBoundary.STORY)) {
      database.run("insert into account (id, balance) values (1, 100)");
      assertThatThrownBy(
              () -> Ap36SelfTransferSignBoundary.transferValidated(database.dataSource(), 1, 9, 30))
          .isInstanceOf(NoSuchElementException.class);
      assertThat(database.number("select balance from account")).isEqualTo(100);
    }
  }

  private static List<String> brokenBy(Variant variant) throws Exception {
    try (var database = new ScenarioDatabase(Ap36SelfTransferSignBoundary.STORY);
        var setting = database.setting()) {
      Scenario scenario = Ap36SelfTransferSignBoundary.STORY.scenario(variant, setting);
      database.run(scenario.given().toArray(String[]::new));
      scenario.actors().get(0).work().run();
      List<String> broken = new ArrayList<>();
      for (Invariant each : scenario.invariants()) {
        if (each.broken(database.quiet()).isPresent()) {
          broken.add(each.name());
        }
      }
      return broken;
    }
  }
}
