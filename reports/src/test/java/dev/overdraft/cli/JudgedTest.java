package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.check.Grade;
import dev.overdraft.check.Scorecard;
import dev.overdraft.check.SelfCheck;
import dev.overdraft.history.Isolation;
import dev.overdraft.strategies.Strategies;
import dev.overdraft.workload.bank.BankStrategy;
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
    Scorecard.Explored broken = Exploring.brokenOff(new IllegalStateException("no such table"));
    assertThat(broken.coverage()).contains("no such table");
    assertThat(grade(false, true, broken)).isEqualTo(Grade.INCONCLUSIVE);
    assertThat(grade(true, false, broken)).isEqualTo(Grade.INCONCLUSIVE);
  }

  @Test
  void cards_controlThatNeedNotFail_pass() {
    assertThat(grade(false, false, explored("inconclusive"))).isEqualTo(Grade.PASS);
  }

  private static Grade grade(boolean safe, boolean hasToFail, Scorecard.Explored... explored) {
    String name = safe ? "select-for-update" : "naive-read-modify-write";
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
