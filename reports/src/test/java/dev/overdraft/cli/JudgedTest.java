package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overdraft.check.Grade;
import dev.overdraft.check.Scorecard;
import dev.overdraft.check.SelfCheck;
import dev.overdraft.explore.bank.BankScenario;
import dev.overdraft.history.Isolation;
import dev.overdraft.strategies.Strategies;
import dev.overdraft.workload.bank.BankStrategy;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What exploring does to the grade of a strategy whose storm gave no cause for complaint. */
class JudgedTest {

  @Test
  void cards_safeAndNotDecidedByExploring_inconclusive() {
    assertThat(grade(true, false, explored("holds"), explored("inconclusive")))
        .isEqualTo(Grade.INCONCLUSIVE);
    assertThat(grade(true, false, explored("inconclusive"), explored("fails")))
        .isEqualTo(Grade.FAIL);
  }

  /** A budget that was used up is said beside the verdict, which is about what was run. */
  @Test
  void cards_safeAndSampled_pass() {
    assertThat(grade(true, false, explored("holds"))).isEqualTo(Grade.PASS);
    assertThat(grade(true, false)).isEqualTo(Grade.PASS);
  }

  @Test
  void cards_controlThatHasToFailAndIsBrokenOff_inconclusive() {
    Scorecard.Explored broken =
        Exploring.brokenOff("two-withdrawals", new IllegalStateException("no such table"));
    assertThat(broken.coverage()).contains("no such table");
    assertThat(grade(false, true, broken)).isEqualTo(Grade.INCONCLUSIVE);
    assertThat(grade(true, false, broken)).isEqualTo(Grade.INCONCLUSIVE);
  }

  /** What was decided before stays decided; what comes after it was not explored. */
  @Test
  void cards_brokenOffAfterAWitness_failsOrIsCaughtNonetheless() throws Exception {
    List<BankScenario> scenarios = BankScenario.all().subList(0, 3);
    List<String> notes = new ArrayList<>();
    List<Scorecard.Explored> all =
        Exploring.inTurn(
            scenarios,
            scenario -> {
              if (!scenario.equals(scenarios.get(0))) {
                throw new SQLException("no such table");
              }
              return explored("fails");
            },
            notes::add);
    String second = scenarios.get(1).name();
    assertThat(notes).containsExactly("exploring broke off in " + second + ": no such table");
    assertThat(all).hasSize(2);
    assertThat(all.get(1).scenario()).isEqualTo(second);
    assertThat(all.get(1).coverage()).contains("no such table");
    Scorecard.Explored[] explored = all.toArray(Scorecard.Explored[]::new);
    assertThat(grade(true, false, explored)).isEqualTo(Grade.FAIL);
    assertThat(grade(false, true, explored)).isEqualTo(Grade.PASS);
  }

  @Test
  void inTurn_interrupted_isNoVerdict() {
    assertThatThrownBy(
            () ->
                Exploring.inTurn(
                    BankScenario.all(),
                    scenario -> {
                      throw new InterruptedException();
                    },
                    note -> {}))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void cards_controlThatNeedNotFail_pass() {
    assertThat(grade(false, false, explored("inconclusive"))).isEqualTo(Grade.PASS);
  }

  private static Grade grade(boolean safe, boolean hasToFail, Scorecard.Explored... explored) {
    String broken = hasToFail ? "select-for-update-unordered" : "naive-read-modify-write";
    String name = safe ? "select-for-update" : broken;
    BankStrategy strategy =
        Strategies.all().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    var contestant =
        new Contestant(name, strategy, Isolation.READ_COMMITTED, Map.of(), true, safe, hasToFail);
    var operations = new Scorecard.Operations(1, 0, 0, 0, Map.of(), 1);
    var judged = new Judged(contestant, Map.of(), "", "", "", SelfCheck.NONE, operations);
    return Judged.cards(List.of(judged), "e", Map.of(), Map.of(name, List.of(explored)))
        .get(0)
        .grade();
  }

  private static Scorecard.Explored explored(String verdict) {
    return new Scorecard.Explored("two-withdrawals", verdict, "", false, 6, "", "");
  }
}
