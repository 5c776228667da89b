package dev.overdraft.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Nothing is found in what was done right, and what was done wrong is found where it was. */
class GeneratedHistoriesTest {

  private static final int SEEDS = Integer.getInteger("overdraft.seeds", 300);

  @Test
  void judge_serialRuns_nothingFoundAndTheEquationCloses() {
    Map<Anomaly, Integer> conclusive = new EnumMap<>(Anomaly.class);
    for (long seed = 0; seed < SEEDS; seed++) {
      SerialBank.Run run = SerialBank.run(seed, SerialBank.Fault.NONE);
      String name = "seed " + seed;
      assertThat(run.history().faults()).as(name).isEmpty();
      Checkers.judge(run.history())
          .forEach(
              (anomaly, verdict) -> {
                assertThat(verdict).as(name).isNotInstanceOf(Verdict.Found.class);
                conclusive.merge(
                    anomaly, verdict instanceof Verdict.NotFound ? 1 : 0, Integer::sum);
              });
      AuditEquation equation = Checkers.equation(run.history()).orElseThrow();
      assertThat(equation.unexplained()).as(name + ": " + equation).isZero();
      assertThat(equation.moneyMade()).as(name + ": " + equation).isZero();
      assertThat(equation.terms().stream().map(AuditEquation.Term::name))
          .as(name)
          .isSubsetOf(AuditEquation.ACKNOWLEDGED, AuditEquation.UNKNOWN);
    }
    assertThat(conclusive.values()).allMatch(n -> n > SEEDS * 9 / 10);
  }

  @Test
  void lostUpdate_planted_namesWriterAndVictim() {
    plant(
        SerialBank.Fault.LOST_UPDATE,
        (run, planted) -> {
          Verdict.Found found =
              Verdicts.found(new LostUpdate(), run.history())
                  .times(1)
                  .by(planted.operation(), planted.victim())
                  .cents(planted.cents())
                  .verdict();
          assertThat(found.witness().rows())
              .last()
              .returns(planted.row().account(), r -> r.account())
              .returns(planted.row().revision(), r -> r.revision())
              .returns(planted.row().cents(), r -> r.cents());
          Verdicts.found(new LedgerBalance(), run.history())
              .times(1)
              .by(planted.operation(), planted.victim())
              .cents(planted.cents());
          Verdicts.found(new Conservation(), run.history())
              .by(planted.operation(), planted.victim())
              .cents(planted.cents());
        });
  }

  @Test
  void exactlyOnce_doubledLeg_namesTheOperation() {
    plant(SerialBank.Fault.DOUBLED_LEG, GeneratedHistoriesTest::appliedWrongly);
  }

  @Test
  void exactlyOnce_missingLeg_namesTheOperation() {
    plant(SerialBank.Fault.HALF_APPLIED, GeneratedHistoriesTest::appliedWrongly);
  }

  @Test
  void exactlyOnce_swallowedCommit_namesTheOperation() {
    plant(SerialBank.Fault.SWALLOWED_COMMIT, GeneratedHistoriesTest::appliedWrongly);
  }

  private static void appliedWrongly(SerialBank.Run run, SerialBank.Planted planted) {
    Verdicts.found(new ExactlyOnce(), run.history())
        .times(1)
        .by(planted.operation())
        .cents(planted.cents());
    Verdicts.found(new Conservation(), run.history())
        .by(planted.operation())
        .cents(planted.cents());
    assertThat(Checkers.judge(new LostUpdate(), run.history()))
        .isNotInstanceOf(Verdict.Found.class);
    assertThat(Checkers.judge(new ConsistentAudit(), run.history()))
        .isNotInstanceOf(Verdict.Found.class);
  }

  @Test
  void consistentAudit_planted_namesAuditAndTransfer() {
    plant(
        SerialBank.Fault.TORN_AUDIT,
        (run, planted) -> {
          Verdicts.found(new ConsistentAudit(), run.history())
              .times(1)
              .by(planted.operation(), planted.victim())
              .cents(planted.cents());
          assertThat(Checkers.judge(run.history()).values())
              .filteredOn(Verdict.Found.class::isInstance)
              .hasSize(1);
        });
  }

  /** Plants one fault a seed, and requires that nearly every seed had room for it. */
  private static void plant(
      SerialBank.Fault fault, BiConsumer<SerialBank.Run, SerialBank.Planted> check) {
    int planted = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      SerialBank.Run run = SerialBank.run(seed, fault);
      if (!run.planted().isEmpty()) {
        planted++;
        check.accept(run, run.planted().get(0));
        AuditEquation equation = Checkers.equation(run.history()).orElseThrow();
        assertThat(equation.unexplained()).as("seed " + seed + ": " + equation).isZero();
      }
    }
    assertThat(planted).isGreaterThan(SEEDS * 8 / 10);
  }
}
