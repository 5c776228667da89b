package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The smallest histories that show an anomaly by themselves, word by word. */
class EvidenceTest {

  private static List<String> of(Phenomenon phenomenon, Model model, String... lines) {
    return of(phenomenon, Txns.of(model, lines));
  }

  private static List<String> of(Phenomenon phenomenon, TxnHistory history) {
    Finding finding =
        Judge.judge(history, Options.DEFAULT).findings().stream()
            .filter(f -> f.phenomenon() == phenomenon)
            .findFirst()
            .orElseThrow();
    Optional<TxnHistory> alone = Judge.evidence(history, finding, Options.DEFAULT);
    return Txns.text(alone.orElseThrow()).lines().toList();
  }

  @Test
  void lists_loseWhatOthersAppendedAndOtherKeys() {
    assertEquals(
        List.of("T1 p1 10-29 ok: read x [], append x 2", "T2 p2 10-29 ok: read x [], append x 3"),
        of(
            Phenomenon.LOST_UPDATE,
            Model.LIST_APPEND,
            "0 p0 0-9 ok: a x 1",
            "1 p1 10-29 ok: r x 1; a x 2",
            "2 p2 10-29 ok: r x 1; a x 3",
            "3 p3 30-39 ok: r x 1 2 3"));
  }

  @Test
  void lists_keepWhatNobodyWrote_ifThatIsTheAnomaly() {
    assertEquals(
        List.of("T1 p1 20-29 ok: read x [7]"),
        of(
            Phenomenon.GARBAGE_READ,
            Model.LIST_APPEND,
            "0 p0 0-9 ok: a x 1",
            "1 p1 20-29 ok: r x 1 7"));
  }

  @Test
  void registers_keepTheWriteOfWhatWasRead() {
    assertEquals(
        List.of(
            "T0 p0 0-9 ok: write x 1",
            "T1 p1 10-29 ok: read x 1, write x 2",
            "T2 p2 10-29 ok: read x 1, write x 3"),
        of(
            Phenomenon.LOST_UPDATE,
            Model.REGISTER,
            "0 p0 0-9 ok: r x nil; w x 1; w other 7",
            "1 p1 10-29 ok: r x 1; w x 2",
            "2 p2 10-29 ok: r x 1; w x 3",
            "3 p3 30-39 ok: r x 2; w y 1"));
  }

  @Test
  void registers_readAsNil_stayNil() {
    assertEquals(
        List.of("T4 p0 0-9 ok: write x 1", "T7 p1 20-29 ok: read x nil"),
        of(
            Phenomenon.STALE_READ,
            Model.REGISTER,
            "4 p0 0-9 ok: w x 1",
            "7 p1 20-29 ok: r x nil",
            "9 p2 30-39 ok: r x 1"));
  }

  @Test
  void rows_keepTheirNumbers() {
    assertEquals(
        List.of(
            "T1 p1 0-9 ok: read 120 version 1, write 120 version 2",
            "T2 p2 0-9 ok: read 120 version 1, write 120 version 3"),
        of(
            Phenomenon.LOST_UPDATE,
            Model.VERSIONED,
            "0 p0 0-9 ok: r x 0@-; w x 1",
            "1 p1 0-9 ok: r x 1@0; w x 2",
            "2 p2 0-9 ok: r x 1@0; w x 3"));
  }

  @Test
  void withoutTimes_stayWithout() {
    TxnHistory untimed =
        TxnHistory.of(Model.LIST_APPEND)
            .untimed()
            .begin(0, 3, 0)
            .append("x", 1)
            .end(Outcome.OK, 1)
            .begin(1, 3, 20)
            .readList("x")
            .end(Outcome.OK, 21)
            .begin(2, 1, 30)
            .readList("x", 1)
            .end(Outcome.OK, 31)
            .build();
    Finding stale = Judge.judge(untimed, Options.DEFAULT).findings().get(0);
    TxnHistory alone = Judge.evidence(untimed, stale, Options.DEFAULT).orElseThrow();
    assertFalse(alone.timed());
    assertEquals(2, alone.size());
  }

  @Test
  void findingThatIsNotThere_hasNone() {
    TxnHistory bad = Txns.of(Model.LIST_APPEND, "0 p0 0-9 ok: a x 1; r x");
    Finding finding = Judge.judge(bad, Options.DEFAULT).findings().get(0);
    TxnHistory good = Txns.of(Model.LIST_APPEND, "0 p0 0-9 ok: a x 1; r x 1");
    assertEquals(Optional.empty(), Judge.evidence(good, finding, Options.DEFAULT));
  }

  @Test
  void lists_thatNeedWhoseValuesWereRead_haveThose() {
    assertEquals(
        List.of(
            "T0 p0 0-9 ok: append x 1",
            "T1 p1 0-9 ok: append x 2",
            "T2 p2 20-29 ok: read x [1 2]",
            "T3 p3 20-29 ok: read x [2]"),
        of(
            Phenomenon.INCOMPATIBLE_ORDER,
            Model.LIST_APPEND,
            "0 p0 0-9 ok: a x 1",
            "1 p1 0-9 ok: a x 2",
            "2 p2 20-29 ok: r x 1 2",
            "3 p3 20-29 ok: r x 2",
            "4 p4 20-29 ok: a x 3"));
  }

  @Test
  void lists_thatNeedWhoReadTheOrder_haveAllWhoTouchedTheKeys() {
    assertEquals(
        List.of(
            "T0 p0 0-9 ok: append x 1, append y 1",
            "T1 p1 0-9 ok: append x 2, append y 2",
            "T2 p2 20-30 ok: read x [1 2], read y [2 1]"),
        of(
            Phenomenon.DIRTY_WRITE,
            Model.LIST_APPEND,
            "0 p0 0-9 ok: a x 1; a y 1",
            "1 p1 0-9 ok: a x 2; a y 2",
            "2 p2 20-30 ok: r x 1 2; r y 2 1; r z",
            "3 p3 20-30 ok: a z 1"));
  }

  @Test
  void rows_keepWhatWasThereBefore() {
    assertEquals(
        List.of(
            "T0 p0 0-9 ok: read 120 version 0, write 120 version 1",
            "T1 p1 0-9 ok: read 120 version 0, write 120 version 2"),
        of(
            Phenomenon.LOST_UPDATE,
            Model.VERSIONED,
            "0 p0 0-9 ok: r x 0@-; w x 1",
            "1 p1 0-9 ok: r x 0@-; w x 2"));
  }
}
