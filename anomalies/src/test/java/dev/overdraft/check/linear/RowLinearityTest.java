package dev.overdraft.check.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Literal histories of one row whose versions are counted. */
class RowLinearityTest {

  private static Linearizability judge(String... lines) {
    return Linearizability.judge(Step.history(Model.VERSIONED, Step.all(lines)));
  }

  private static String violation(String... lines) {
    Linearizability judged = judge(lines);
    assertEquals(1, judged.violated());
    return judged.violations().get(0).sentence();
  }

  private static void holds(String... lines) {
    assertTrue(judge(lines).holds());
  }

  @Test
  void judge_versionsInRealTime_holds() {
    holds("0-9 ok r 0@- w 1", "10-19 ok r 1@0 w 2", "5-30 ok r 1@0", "20-29 ok r 2@1");
    assertEquals(1, judge("0-9 ok w 1", "10-19 ok r 1@0").chances());
  }

  @Test
  void judge_readOfAReplacedVersion_isStale() {
    assertEquals(
        "x, stale read: T1, which wrote version 2, had ended before T2, which read version 1,"
            + " began; but version 1 comes before version 2",
        violation("0-9 ok w 1", "10-19 ok w 2", "20-29 ok r 1@0"));
    assertEquals(
        "x, stale read: T0, which read version 1, had ended before T1, which read version 0,"
            + " began; but version 0 comes before version 1",
        violation("0-9 ok r 1@2", "10-19 ok r 0@-", "0-30 ok w 1"));
  }

  @Test
  void judge_readOfALaterWrite_isAFutureRead() {
    assertEquals(
        "x, future read: T0, which read version 1, had ended before T1, which wrote version 1,"
            + " began; T0 read what T1 wrote",
        violation("0-9 ok r 1@1", "10-19 ok w 1"));
    assertEquals(
        "x, future read: T0 read version 2 and then wrote version 2",
        violation("0-9 ok r 2@1000 w 2"));
  }

  @Test
  void judge_writeOverWhatWasNotRead_isALostUpdate() {
    assertEquals(
        "x, lost update: T1 read version 0 and then wrote version 2; between them T0 wrote version"
            + " 1",
        violation("0-9 ok w 1", "0-9 ok r 0@- w 2"));
    assertEquals(
        "x, lost update: T0 and T1 both read version 0 and replaced it",
        violation("0-9 ok r 0@- w 1", "0-9 ok r 0@- w 1"));
  }

  @Test
  void judge_readOfARolledBackVersion_isDirty() {
    assertEquals(
        "x, dirty read: T1 read version 1, which T0 wrote and which failed",
        violation("0-9 fail w 1", "5-19 ok r 1@0"));
  }

  @Test
  void judge_unknownWriter_countsIfItWasRead() {
    holds("0-9 ok w 2", "10-0 info w 1");
    assertEquals(
        "x, future read: T0, which wrote version 2, had ended before T1, which wrote version 1,"
            + " began; but version 1 comes before version 2; T2 read what T1 wrote, whose outcome"
            + " is unknown",
        violation("0-9 ok w 2", "10-0 info w 1", "0-40 ok r 1@1"));
  }

  @Test
  void judge_versionsThatNobodyWrote_mayComeFromAnybody() {
    holds("0-9 ok r 3@1000", "10-19 ok r 5@1000 w 6");
  }

  @Test
  void judge_rowWrittenTwiceByOneOperation_isOneStep() {
    TxnHistory history =
        TxnHistory.of(Model.VERSIONED)
            .begin(0, 0, 0)
            .writeVersion("x", 1)
            .writeVersion("x", 2)
            .end(Outcome.OK, 9)
            .begin(1, 1, 0)
            .readVersion("x", 1, 0)
            .end(Outcome.OK, 9)
            .build();

    assertEquals(
        List.of("x, intermediate read: T1 read version 1, which T0 itself replaced"),
        Linearizability.judge(history).violations().stream().map(Violation::sentence).toList());
  }

  @Test
  void judge_whatContradictsItself_isUndecided() {
    assertEquals(
        List.of("x: version 1 was written twice"), judge("0-9 ok w 1", "10-19 ok w 1").reasons());
    assertEquals(
        List.of("x: version 2 was read, and its writer recorded no such write"),
        judge("0-9 ok w 1", "10-19 ok r 2@0").reasons());
  }

  @Test
  void judge_lists_refused() {
    TxnHistory lists = TxnHistory.of(Model.LIST_APPEND).build();

    assertThrows(IllegalArgumentException.class, () -> Linearizability.judge(lists));
  }
}
