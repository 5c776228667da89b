package dev.overdraft.check;

import static dev.overdraft.check.Story.at;
import static dev.overdraft.check.Story.reads;
import static dev.overdraft.check.Story.retries;
import static dev.overdraft.check.Story.writes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.history.History;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SelfCheckTest {

  private static final int SEEDS = Integer.getInteger("overdraft.seeds", 100);
  private static final Planting.Findings NOTHING = new Planting.Findings(List.of(), 0);

  /** Room for each fault once: two payments on account 1, a transfer between two audits. */
  private static Story room() {
    return Story.of(100, 100)
        .audit(1, at(1, 5), reads(1, 0, 100), reads(2, 0, 100))
        .deposit(2, 1, 10, at(10, 20), reads(1, 0, 100), writes(1, 1, 110))
        .transfer(3, 1, 2, 30, at(15, 40), reads(1, 1, 110), writes(1, 2, 80), writes(2, 1, 130))
        .audit(4, at(50, 60), reads(1, 2, 80), reads(2, 1, 130));
  }

  @Test
  void selfCheck_roomForEachFault_allCaught() {
    SelfCheck check = Checkers.selfCheck(room().closed());
    assertThat(check.blind()).isEmpty();
    assertThat(check)
        .hasToString(
            "5 of 5 planted faults found with their culprits in copies of all 4 operations:"
                + " lost update 1 of 1, torn audit 1 of 1, stale read 1 of 1, doubled leg 2 of 2");
  }

  @Test
  void selfCheck_oneDeposit_saysWhatIsNotApplicable() {
    SelfCheck check =
        Checkers.selfCheck(Story.of(100).deposit(1, 1, 10, writes(1, 1, 110)).closed());
    assertThat(check)
        .hasToString(
            "1 of 1 planted faults found with their culprits in copies of all 1 operations: lost"
                + " update not applicable (no operation wrote right behind another's payment on one"
                + " account), torn audit not applicable (no audit of recorded rows had just seen a"
                + " transfer), stale read not applicable (no payment was answered between two"
                + " audits of recorded rows), doubled leg 1 of 1");
    assertThat(check.blind()).isEmpty();
  }

  @Test
  void selfCheck_brokenOff_plantsNothing() {
    SelfCheck check = Checkers.selfCheck(Story.of(100).deposit(1, 1, 10).brokenOff());
    assertThat(check.planted()).isZero();
    assertThat(check.lines())
        .hasSize(4)
        .allMatch(l -> l.why().equals("the run broke off before its transfer log was read"));
  }

  @Test
  void selfCheck_recordingAtFault_plantsNothing() {
    History history =
        Story.of(100)
            .deposit(1, 1, 10, writes(1, 1, 110))
            .deposit(2, 1, 10, writes(1, 1, 120))
            .closed();
    assertThat(Checkers.selfCheck(history).lines())
        .hasSize(4)
        .allMatch(l -> l.planted() == 0 && l.why().equals("the recording is at fault"));
  }

  @ParameterizedTest
  @EnumSource
  void selfCheck_blindChecker_isNoticed(PlantedFault fault) {
    SelfCheck check = Planting.of(room().closed(), (looked, evidence, suspect) -> NOTHING);
    SelfCheck.Line line =
        check.lines().stream().filter(l -> l.fault() == fault).findFirst().orElseThrow();
    assertThat(line.missed()).isTrue();
    assertThat(line.caught()).isZero();
    assertThat(line.why()).startsWith("missed by #");
    assertThat(check.blind())
        .containsExactlyInAnyOrder(
            Anomaly.LOST_UPDATE,
            Anomaly.CONSERVATION,
            Anomaly.CONSISTENT_AUDIT,
            Anomaly.EXACTLY_ONCE);
  }

  @Test
  void selfCheck_checkerThatNamesSomebodyElse_isNoticed() {
    History history = room().closed();
    SelfCheck check =
        Planting.of(
            history,
            (fault, evidence, suspect) ->
                new Planting.Findings(
                    List.of(
                        new Witness("somebody else did it", List.of(), List.of(), List.of(), 0)),
                    1));
    assertThat(check.caught()).isZero();
    assertThat(check.planted()).isEqualTo(5);
  }

  @Test
  void selfCheck_checkerThatFindsMoreThanThereIs_isNoticed() {
    SelfCheck check =
        Planting.of(
            room().closed(),
            (fault, evidence, suspect) -> {
              Planting.Findings found = Planting.find(fault, evidence, suspect);
              return new Planting.Findings(found.witnesses(), 2 * found.count());
            });
    assertThat(check.caught()).isZero();
    assertThat(check.lines()).allMatch(l -> l.why().startsWith("1 found besides the one by #"));
  }

  @Test
  void selfCheck_checkerThatThrows_isNoticed() {
    SelfCheck check =
        Planting.of(
            room().closed(),
            (fault, evidence, suspect) -> {
              throw new IllegalStateException("lost its way");
            });
    assertThat(check.lines())
        .allMatch(
            l -> l.missed() && l.why().contains("the checker failed") && l.why().contains("way"));
  }

  @Test
  void selfCheck_serialRuns_everyPlantCaught() {
    Map<PlantedFault, Integer> planted = new EnumMap<>(PlantedFault.class);
    for (long seed = 0; seed < SEEDS; seed++) {
      for (SerialBank.Fault already : SerialBank.Fault.values()) {
        SelfCheck check = Checkers.selfCheck(SerialBank.run(seed, already).history());
        assertThat(check.caught())
            .as("seed %d, %s: %s", seed, already, check)
            .isEqualTo(check.planted());
        check.lines().forEach(l -> planted.merge(l.fault(), l.planted(), Integer::sum));
      }
    }
    int copies = SEEDS * SerialBank.Fault.values().length * Planting.EACH;
    assertThat(planted.values()).hasSize(4).allMatch(n -> n > copies / 2);
  }

  @Test
  void slice_anyLength_isAHistoryWithoutFindings() {
    for (long seed = 0; seed < SEEDS; seed++) {
      History whole = SerialBank.run(seed, SerialBank.Fault.NONE).history();
      for (int operations : new int[] {5, 20, 45}) {
        History slice = Slice.first(whole, operations);
        String name = "seed %d, %d operations".formatted(seed, operations);
        assertThat(slice.executions().size()).as(name).isBetween(operations / 2, operations);
        assertThat(slice.faults()).as(name).isEmpty();
        Checkers.judge(slice)
            .values()
            .forEach(v -> assertThat(v).as(name).isNotInstanceOf(Verdict.Found.class));
        assertThat(Checkers.equation(slice).orElseThrow().unexplained()).as(name).isZero();
      }
    }
  }

  private static SelfCheck.Line line(PlantedFault fault, History history) {
    return Checkers.selfCheck(history).lines().stream()
        .filter(l -> l.fault() == fault)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void lostUpdate_secondDidNotReadTheFirst_hasNoRoom() {
    History relative =
        Story.of(100)
            .deposit(1, 1, 10, reads(1, 0, 100), writes(1, 1, 110))
            .deposit(2, 1, 10, reads(1, 0, 100), writes(1, 2, 120))
            .closed();
    assertThat(line(PlantedFault.LOST_UPDATE, relative).planted()).isZero();
  }

  @Test
  void lostUpdate_secondReadOtherAccountsOnly_hasRoom() {
    History history =
        Story.of(100, 100)
            .deposit(1, 1, 10, writes(1, 1, 110))
            .transfer(2, 1, 2, 10, reads(2, 0, 100), writes(1, 2, 100), writes(2, 1, 110))
            .closed();
    SelfCheck.Line line = line(PlantedFault.LOST_UPDATE, history);
    assertThat(line.planted()).isEqualTo(1);
    assertThat(line.missed()).isFalse();
  }

  @Test
  void lostUpdate_ownRereadAfterItsWrite_hasRoom() {
    History history =
        Story.of(100)
            .deposit(1, 1, 10, writes(1, 1, 110))
            .deposit(2, 1, 10, writes(1, 2, 120), reads(1, 2, 120))
            .closed();
    assertThat(line(PlantedFault.LOST_UPDATE, history).caught()).isEqualTo(1);
  }

  /** Without the payment before it, half a transfer to oneself has been applied as much. */
  @Test
  void lostUpdate_looksLikeHalfATransferToOneself_hasNoRoom() {
    assertThat(line(PlantedFault.LOST_UPDATE, paymentAndTransferToOneself(10, 10)).planted())
        .isZero();
    SelfCheck.Line line = line(PlantedFault.LOST_UPDATE, paymentAndTransferToOneself(10, 15));
    assertThat(line.planted()).isEqualTo(1);
    assertThat(line.missed()).isFalse();
  }

  private static History paymentAndTransferToOneself(long paid, long transferred) {
    return Story.of(100)
        .deposit(1, 1, paid, writes(1, 1, 100 + paid))
        .transfer(2, 1, 1, transferred, writes(1, 2, 100 + paid))
        .closed();
  }

  @Test
  void tornAudit_transferAppliedTwice_hasNoRoom() {
    History history =
        Story.of(100, 100)
            .transfer(
                1,
                1,
                2,
                30,
                writes(1, 1, 70),
                writes(2, 1, 130),
                retries(),
                writes(1, 2, 40),
                writes(2, 2, 160))
            .audit(2, reads(1, 2, 40), reads(2, 2, 160))
            .closed();
    assertThat(line(PlantedFault.TORN_AUDIT, history).planted()).isZero();
  }

  @Test
  void tornAudit_otherAccountNotRead_hasNoRoom() {
    History history =
        Story.of(100, 100)
            .transfer(1, 1, 2, 30, writes(1, 1, 70), writes(2, 1, 130))
            .audit(2, reads(1, 1, 70))
            .closed();
    assertThat(line(PlantedFault.TORN_AUDIT, history).planted()).isZero();
  }

  @Test
  void staleRead_answeredAtTheInstantTheAuditBegan_hasNoRoom() {
    for (int answered = 39; answered <= 41; answered++) {
      History history =
          Story.of(100)
              .audit(1, at(1, 5), reads(1, 0, 100))
              .deposit(2, 1, 10, at(10, answered), writes(1, 1, 110))
              .audit(3, at(40, 50), reads(1, 1, 110))
              .closed();
      SelfCheck.Line line = line(PlantedFault.STALE_READ, history);
      assertThat(line.planted()).as("answered at " + answered).isEqualTo(answered < 40 ? 1 : 0);
      assertThat(line.caught()).isEqualTo(line.planted());
    }
  }

  @Test
  void doubledLeg_lastPaymentOfUnknownOutcome_hasNoRoom() {
    History history = Story.of(100).deposit(1, 1, 10, writes(1, 1, 110), Story.info()).closed();
    assertThat(line(PlantedFault.DOUBLED_LEG, history).planted()).isZero();
  }
}
