package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.txn.Model;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class VersionedTest {

  private static Judgement judge(String... lines) {
    return Txns.judge(Model.VERSIONED, lines);
  }

  private static void assertNames(Judgement judgement, String... names) {
    assertEquals(new TreeSet<>(List.of(names)), Txns.names(judgement));
  }

  @Test
  void serial_holdsEverything() {
    Judgement judgement =
        judge(
            "0 p0 0-9 ok: r x 0@-; w x 1; r y 0@-; w y 1",
            "1 p1 10-19 ok: r x 1@0; w x 2; r y 1@0; w y 2",
            "2 p0 20-29 ok: r x 2@1; r y 2@1");
    assertNames(judgement);
    assertEquals(Set.of(Level.SERIALIZABLE), judgement.levels().strongest(Axis.STRICT));
  }

  @Test
  void lostUpdate_isNamed() {
    assertNames(
        judge("0 p0 0-9 ok: r x 0@-; w x 1", "1 p1 0-9 ok: r x 0@-; w x 2"), "lost-update 0 1");
  }

  @Test
  void dirtyRead_ofAReusedNumber_isNamed() {
    assertNames(
        judge(
            "0 p0 0-9 fail: r x 0@-; w x 1",
            "1 p1 0-9 ok: r x 1@0",
            "2 p2 10-19 ok: r x 0@-; w x 1"),
        "aborted-read 0 1");
  }

  @Test
  void singleReads_areNamed() {
    assertNames(
        judge("0 p0 0-9 ok: w x 1; w x 2", "1 p1 0-9 ok: r x 1@0"), "intermediate-read 0 1");
    assertNames(judge("0 p0 0-9 ok: w x 1; r x 0@-"), "internal 0");
    assertNames(judge("0 p0 0-9 ok: r x 1@0; w x 1"), "future-read 0");
    assertNames(judge("0 p0 0-9 ok: w x 1", "1 p1 0-9 ok: w x 1"), "incompatible-order 0 1");
  }

  @Test
  void tornAudit_isReadSkew() {
    assertNames(
        judge("0 p0 0-9 ok: r x 0@-; w x 1; r y 0@-; w y 1", "1 p1 0-9 ok: r x 1@0; r y 0@-"),
        "read-skew 0 1");
  }

  @Test
  void info_thatAloneCanHaveWritten_counts() {
    assertNames(
        judge(
            "0 p0 0-9 info: w x 1; w y 1",
            "1 p1 20-29 ok: w x 2",
            "2 p2 0-40 ok: r x 1@0; r y 0@-"),
        "read-skew 0 2");
  }

  @Test
  void versionThatItsWriterDidNotWrite_isGarbage() {
    assertNames(judge("0 p0 0-9 ok: w x 1", "1 p1 0-9 ok: r x 2@0"), "garbage-read 1");
    assertNames(judge("0 p0 0-9 ok: w x 1", "1 p1 0-9 ok: r x 1@77"), "garbage-read 1");
    assertNames(judge("0 p0 0-9 ok: w x 1", "1 p1 0-9 ok: w y 1; r x 1@0"));
  }

  @Test
  void openingThatSomebodyWrote_isASplitHistory() {
    assertNames(judge("0 p0 0-9 ok: w x 1", "1 p1 0-9 ok: r x 1@-"), "incompatible-order 0 1");
  }

  @Test
  void info_whomACommittedOneReadByWayOfAnother_counts() {
    assertNames(
        judge(
            "0 p0 0-9 info: w x 1",
            "1 p1 0-9 info: r x 1@0; w y 1",
            "2 p2 20-29 ok: r y 1@1; r x 0@-"),
        "single-anti-dependency 0 1 2");
    assertNames(
        judge(
            "0 p0 0-9 ok: r y 1@1; r x 0@-",
            "1 p1 0-9 info: r x 1@2; w y 1",
            "2 p2 0-9 info: w x 1"),
        "single-anti-dependency 0 1 2");
  }

  @Test
  void info_thatMayHaveWrittenAndNeedNot_isLeftOut() {
    assertNames(
        judge("0 p0 0-9 info: w x 1; w y 1", "1 p1 20-29 ok: r x 0@-", "2 p2 0-40 ok: r y 0@-"));
    assertNames(
        judge(
            "0 p0 0-9 info: w x 1; w y 1",
            "1 p1 0-9 info: w x 1",
            "2 p2 20-29 ok: w x 2",
            "3 p3 20-40 ok: r y 0@-"));
  }

  @Test
  void info_thatAloneCanHaveWritten_isRead() {
    assertNames(
        judge("0 p0 0-9 info: w x 1; w y 1", "1 p1 20-29 ok: w x 2", "2 p2 30-40 ok: r y 0@-"),
        "single-anti-dependency-realtime 0 1 2");
    assertNames(
        judge("0 p0 0-9 info: w x 1; w y 1", "1 p1 20-29 ok: w x 2; r y 0@-"),
        "single-anti-dependency 0 1");
  }

  @Test
  void versionsThatNobodyRecorded_leaveTheRestInOrder() {
    assertNames(
        judge("0 p0 0-9 ok: r x 1@-; w y 1", "1 p1 0-9 ok: w x 5; r y 0@-"), "write-skew 0 1");
  }

  @Test
  void info_thatMayHaveWrittenTheLast_isLeftOut() {
    assertNames(
        judge(
            "0 p0 0-9 info: w x 1; w y 1", "1 p1 0-9 info: w y 1", "2 p2 0-9 ok: w y 2; r x 0@-"));
    assertNames(
        judge("0 p0 0-9 ok: w x 2; r y 0@-", "1 p1 0-9 info: w x 1; w y 1"),
        "single-anti-dependency 0 1");
    assertNames(
        judge(
            "0 p0 0-9 ok: w x 1", "1 p1 0-9 info: w x 1; w y 1", "2 p2 20-29 ok: w x 2; r y 0@-"));
  }

  @Test
  void info_whomOneReadThatAloneCanHaveWritten_counts() {
    assertNames(
        judge("0 p0 0-9 info: w x 1", "1 p1 0-9 info: r x 1@0; w y 1", "2 p2 20-29 ok: w y 2"));
    assertNames(
        judge(
            "0 p0 0-9 info: w x 2",
            "1 p1 0-9 info: r x 2@0; w y 1",
            "2 p2 20-29 ok: w y 2",
            "3 p3 0-9 info: w x 1; w z 1",
            "4 p4 30-39 ok: r z 0@-"),
        "single-anti-dependency-realtime 0 1 2 3 4");
  }
}
