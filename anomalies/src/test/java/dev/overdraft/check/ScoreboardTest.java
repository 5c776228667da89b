package dev.overdraft.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScoreboardTest {

  private static final Anomaly A = Anomaly.LOST_UPDATE;
  private static final Anomaly B = Anomaly.CONSISTENT_AUDIT;
  private static final Verdict FOUND =
      new Verdict.Found(new Witness("it is so", List.of(), List.of(), List.of(), -1), 2, 9);
  private static final Verdict NOT_FOUND = new Verdict.NotFound(9);
  private static final Verdict INCONCLUSIVE = new Verdict.Inconclusive("no chance");

  @ParameterizedTest
  @CsvSource({
    "found, MUST_NOT, true, FAIL",
    "found, MUST_NOT, false, FAIL",
    "found, MUST, true, PASS",
    "found, MAY, false, PASS",
    "not-found, MUST_NOT, true, PASS",
    "not-found, MUST_NOT, false, INCONCLUSIVE",
    "not-found, MUST, true, INCONCLUSIVE",
    "not-found, MAY, false, PASS",
    "inconclusive, MUST_NOT, true, INCONCLUSIVE",
    "inconclusive, MUST, false, INCONCLUSIVE",
    "inconclusive, MAY, true, PASS",
    "inconclusive, NOT_APPLICABLE, false, PASS",
    "not-found, NOT_APPLICABLE, false, PASS",
  })
  void grade_verdictHeldAgainstClaim(String verdict, Claim claim, boolean caught, Grade grade) {
    Verdict seen =
        List.of(FOUND, NOT_FOUND, INCONCLUSIVE).stream()
            .filter(v -> v.word().equals(verdict))
            .findFirst()
            .orElseThrow();
    assertThat(Grade.of(seen, claim, caught)).isEqualTo(grade);
  }

  @Test
  void caught_everyControlFound_only() {
    assertThat(
            Scoreboard.caught(
                List.of(
                    entry(Map.of(A, Claim.MUST, B, Claim.MUST), Map.of(A, FOUND, B, FOUND)),
                    entry(Map.of(A, Claim.MUST), Map.of(A, FOUND, B, FOUND)),
                    entry(Map.of(A, Claim.MUST_NOT), Map.of(A, NOT_FOUND)))))
        .containsExactly(A, B);
  }

  @Test
  void caught_oneControlSilent_columnIsNot() {
    assertThat(
            Scoreboard.caught(
                List.of(
                    entry(Map.of(A, Claim.MUST, B, Claim.MUST), Map.of(A, FOUND, B, FOUND)),
                    entry(Map.of(A, Claim.MUST), Map.of(A, NOT_FOUND)),
                    entry(Map.of(B, Claim.MAY), Map.of(B, NOT_FOUND)))))
        .containsExactly(B);
  }

  @Test
  void caught_controlNotJudged_isNot() {
    assertThat(Scoreboard.caught(List.of(entry(Map.of(A, Claim.MUST), Map.of())))).isEmpty();
  }

  @Test
  void caught_foundWithoutAControl_isNot() {
    assertThat(Scoreboard.caught(List.of(entry(Map.of(A, Claim.MAY), Map.of(A, FOUND))))).isEmpty();
  }

  @Test
  void doubted_checkerThatOverlookedAFault_provesNothing() {
    Verdict clean = new Verdict.NotFound(3);
    Map<Anomaly, Verdict> verdicts =
        Map.of(A, clean, Anomaly.EXACTLY_ONCE, clean, Anomaly.CONSERVATION, FOUND);
    assertThat(Scoreboard.doubted(verdicts, Map.of(A, "overlooked", Anomaly.CONSERVATION, "too")))
        .containsOnly(
            Map.entry(A, new Verdict.Inconclusive("overlooked")),
            Map.entry(Anomaly.EXACTLY_ONCE, clean),
            Map.entry(Anomaly.CONSERVATION, FOUND));
  }

  @Test
  void selfCheck_ofSeveral_addsUp() {
    SelfCheck one =
        new SelfCheck(
            10,
            20,
            List.of(line(PlantedFault.LOST_UPDATE, 3, 3), line(PlantedFault.TORN_AUDIT, 0, 0)));
    SelfCheck other =
        new SelfCheck(
            5,
            5,
            List.of(line(PlantedFault.LOST_UPDATE, 2, 1), line(PlantedFault.TORN_AUDIT, 0, 0)));
    assertThat(SelfCheck.NONE.plus(one).plus(other))
        .hasToString(
            "4 of 5 planted faults found with their culprits in copies of the first 15 of 25"
                + " operations: lost update 4 of 5 (why), torn audit not applicable (why)");
    assertThat(one.plus(other).blind())
        .containsExactlyInAnyOrder(Anomaly.LOST_UPDATE, Anomaly.CONSERVATION);
    assertThat(SelfCheck.NONE.plus(SelfCheck.NONE)).hasToString("");
  }

  private static SelfCheck.Line line(PlantedFault fault, int planted, int caught) {
    return new SelfCheck.Line(
        fault, planted, caught, planted == caught && planted > 0 ? "" : "why");
  }

  @Test
  void grade_anomalyWithoutClaim_may() {
    assertThat(Scoreboard.grade(Map.of(A, FOUND), Map.of(), Set.of(A)))
        .containsExactly(new Scorecard.Entry(A, FOUND, Claim.MAY, Grade.PASS));
  }

  @Test
  void exitCode_byWorstGrade() {
    assertThat(Boards.of(Grade.PASS, Grade.PASS).exitCode()).isZero();
    assertThat(Boards.of(Grade.PASS, Grade.FAIL, Grade.INCONCLUSIVE).exitCode()).isEqualTo(1);
    assertThat(Boards.of(Grade.PASS, Grade.INCONCLUSIVE).exitCode()).isEqualTo(4);
    assertThat(Boards.of().exitCode()).isEqualTo(4);
  }

  @Test
  void unsafe_controlOrAnythingFound_butForAnAuditThatWasNeverPromised() {
    assertThat(Boards.card("control", true, Grade.PASS).unsafe()).isTrue();
    assertThat(Boards.card("found", false, Grade.PASS, FOUND).unsafe()).isTrue();
    assertThat(Boards.card("safe", false, Grade.PASS, NOT_FOUND).unsafe()).isFalse();
    assertThat(found(Anomaly.CONSERVATION, Claim.MAY).unsafe()).isTrue();
    assertThat(found(Anomaly.CONSISTENT_AUDIT, Claim.MAY).unsafe()).isFalse();
    assertThat(found(Anomaly.CONSISTENT_AUDIT, Claim.MUST_NOT).unsafe()).isTrue();
  }

  @Test
  void exitCode_cutShort_provesNothingButWhatWasFound() {
    for (Grade grade : Grade.values()) {
      Scoreboard whole = Boards.of(grade);
      Scoreboard cut = new Scoreboard(whole.run(), whole.recordedAt(), true, whole.strategies());
      assertThat(cut.exitCode()).as(grade.word()).isEqualTo(grade == Grade.FAIL ? 1 : 4);
      assertThat(cut.grade()).isEqualTo(grade);
    }
  }

  @Test
  void selfCheck_ofAllStrategies_addsUp() {
    SelfCheck one = new SelfCheck(10, 10, List.of(line(PlantedFault.LOST_UPDATE, 3, 3)));
    Scorecard card = Boards.card("locks", false, Grade.PASS).withChecks("told", "audited", one);
    Scoreboard board =
        new Scoreboard(Boards.PLAN, "2026-11-01T00:00:00Z", false, List.of(card, card));
    assertThat(board.selfCheck()).isEqualTo(one.plus(one));
    assertThat(card.outcomes()).isEqualTo("told");
    assertThat(card.audits()).isEqualTo("audited");
  }

  @Test
  void withThroughput_keepsWhatWasChecked() {
    SelfCheck one = new SelfCheck(10, 10, List.of(line(PlantedFault.LOST_UPDATE, 3, 3)));
    Scorecard card = Boards.card("locks", false, Grade.PASS).withChecks("told", "audited", one);
    Scorecard measured = card.withThroughput(List.of());
    assertThat(measured.throughput()).isEmpty();
    assertThat(measured.withThroughput(card.throughput())).isEqualTo(card);
  }

  @Test
  void entry_ofAnAnomaly_orASentenceThatItWasNotJudged() {
    Scorecard card = found(Anomaly.CONSERVATION, Claim.MAY);
    assertThat(card.entry(Anomaly.CONSERVATION).verdict()).isEqualTo(FOUND);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> card.entry(Anomaly.LOST_UPDATE))
        .withMessage("outbox was not judged for lost-update");
  }

  @Test
  void unsafe_anInterleavingThatFails_andNoOther() {
    for (String verdict : List.of("fails", "holds", "inconclusive")) {
      var explored = new Scorecard.Explored("skew", verdict, "EXHAUSTIVE", true, 6, "", "");
      Scorecard card = Boards.card("locks", false, Grade.PASS);
      Scorecard with =
          new Scorecard(
              card.strategy(),
              card.family(),
              card.summary(),
              card.control(),
              card.source(),
              card.engine(),
              card.isolation(),
              card.grade(),
              card.verdicts(),
              card.operations(),
              card.equation(),
              card.throughput(),
              List.of(explored));
      assertThat(with.unsafe()).as(verdict).isEqualTo(verdict.equals("fails"));
      assertThat(explored.holds()).as(verdict).isEqualTo(verdict.equals("holds"));
    }
  }

  private static Scorecard found(Anomaly anomaly, Claim claim) {
    Scorecard card = Boards.card("outbox", false, Grade.PASS);
    return new Scorecard(
        card.strategy(),
        card.family(),
        card.summary(),
        card.control(),
        card.source(),
        card.engine(),
        card.isolation(),
        card.grade(),
        List.of(new Scorecard.Entry(anomaly, FOUND, claim, Grade.PASS)),
        card.operations(),
        card.equation(),
        card.throughput());
  }
}
