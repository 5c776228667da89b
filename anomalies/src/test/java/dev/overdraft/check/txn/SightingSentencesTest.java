package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.overdraft.history.txn.Model;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a single read shows, word by word. */
class SightingSentencesTest {

  private static void says(Phenomenon phenomenon, String sentence, Judgement judgement) {
    assertEquals(
        List.of(sentence),
        judgement.findings().stream()
            .filter(f -> f.phenomenon() == phenomenon)
            .map(Finding::sentence)
            .toList());
  }

  private static Judgement lists(String... lines) {
    return Txns.judge(Model.LIST_APPEND, lines);
  }

  private static Judgement registers(String... lines) {
    return Txns.judge(Model.REGISTER, lines);
  }

  @Test
  void readsOfFailedOnes() {
    Judgement judgement =
        lists(
            "0 p0 0-9 fail: a x 1",
            "1 p1 0-9 ok: r x 1",
            "2 p2 0-9 ok: a x 2",
            "3 p3 20-30 ok: r x 1 2");
    says(
        Phenomenon.ABORTED_READ,
        "Dirty read on x: T1 read x = [1], but T0 appended 1 to x, and T0 failed",
        judgement);
    says(
        Phenomenon.DIRTY_UPDATE,
        "Update on aborted data on x: T2 appended 2 to x on top of what T0 appended 1 to x, and T0"
            + " failed",
        judgement);
    says(
        Phenomenon.ABORTED_READ,
        "Dirty read on x: T1 read x = 1, but T0 wrote x = 1, and T0 failed",
        registers("0 p0 0-9 fail: w x 1", "1 p1 0-9 ok: r x 1"));
  }

  @Test
  void readsOfWhatItsWriterReplaced() {
    says(
        Phenomenon.INTERMEDIATE_READ,
        "Intermediate read on x: T1 read x = [1], but T0 appended 1 to x, and then wrote the key"
            + " again before it committed",
        lists("0 p0 0-9 ok: a x 1; a x 2", "1 p1 0-9 ok: r x 1", "2 p2 20-30 ok: r x 1 2"));
  }

  @Test
  void readsThatTheirOwnTransactionContradicts() {
    says(
        Phenomenon.INTERNAL,
        "Own write not seen on x: T0 read x = [], though just before, T0 appended 1 to x",
        lists("0 p0 0-9 ok: a x 1; r x"));
    says(
        Phenomenon.INTERNAL,
        "Own write not seen on x: T0 read x = nil, though just before, T0 wrote x = 1",
        registers("0 p0 0-9 ok: w x 1; r x nil"));
    says(
        Phenomenon.FUTURE_READ,
        "Future read on x: T0 read x = [1], which it wrote only later: T0 appended 1 to x",
        lists("0 p0 0-9 ok: r x 1; a x 1"));
  }

  @Test
  void readsOfWhatNobodyWrote() {
    says(
        Phenomenon.GARBAGE_READ,
        "Garbage read on x: T1 read x = [1 7], but nobody wrote 7",
        lists("0 p0 0-9 ok: a x 1", "1 p1 20-29 ok: r x 1 7"));
    says(
        Phenomenon.GARBAGE_READ,
        "Garbage read on x: T0 read x = 7, but nobody wrote that",
        registers("0 p0 0-9 ok: r x 7"));
  }

  @Test
  void listsThatCannotBe() {
    says(
        Phenomenon.DUPLICATE_ELEMENTS,
        "Duplicate append on x: T1 read x = [1 1], which holds 1 twice, but T0 appended 1 to x"
            + " once",
        lists("0 p0 0-9 ok: a x 1", "1 p1 20-29 ok: r x 1 1"));
    says(
        Phenomenon.INCOMPATIBLE_ORDER,
        "Split history on x: T3 read x = [2], but T2 read x = [1 2]: neither follows from the"
            + " other",
        lists(
            "0 p0 0-9 ok: a x 1",
            "1 p1 0-9 ok: a x 2",
            "2 p2 20-29 ok: r x 1 2",
            "3 p3 20-29 ok: r x 2"));
    says(
        Phenomenon.LOST_APPEND,
        "Lost append on x: T0 appended 1 to x, and completed 21 ns before T2 began; but T2 read x"
            + " = [2]",
        lists("0 p0 0-9 ok: a x 1", "1 p1 20-29 ok: a x 2", "2 p2 30-39 ok: r x 2"));
  }

  @Test
  void versionsInACircle() {
    says(
        Phenomenon.CYCLIC_VERSIONS,
        "Cyclic versions on x: T0 wrote x = 1, having read T1 wrote x = 2, and every other version"
            + " too had been read before by the next",
        registers("0 p0 0-9 ok: r x 2; w x 1", "1 p1 0-9 ok: r x 1; w x 2"));
  }

  @Test
  void sighting_hasTheDefinitionTheRemedyAndNoCycle() {
    Finding finding = lists("0 p0 0-9 fail: a x 1", "1 p1 0-9 ok: r x 1").findings().get(0);
    assertEquals(
        "A committed transaction read what a failed one had written.", finding.contradiction());
    assertEquals("forbidden by read committed", finding.remedy());
    assertEquals(List.of(), finding.reasons());
    assertEquals(List.of(), finding.serialOrders());
    assertEquals(List.of("T1", "T0"), finding.culprits().stream().map(Culprit::name).toList());
    assertEquals("G1a", finding.code());
    assertEquals(1, finding.count());
  }

  @Test
  void readsThatDifferFromTheOneBefore() {
    says(
        Phenomenon.INTERNAL,
        "Own write not seen on x: T1 read x = [], though just before, T1 read x = [1]",
        lists("0 p0 0-9 ok: a x 1", "1 p1 0-9 ok: r x 1; r x"));
    says(
        Phenomenon.INTERNAL,
        "Own write not seen on x: T1 read x = [2], though just before, T1 read x = [1]",
        lists("0 p0 0-9 ok: a x 1; a x 2", "1 p1 0-9 ok: r x 1; r x 2"));
    assertEquals(0, lists("0 p0 0-9 ok: a x 1", "1 p1 0-9 ok: r x 1; r x 1").findings().size());
  }

  /** The one on top of several that failed is the first that did not. */
  @Test
  void updateOnTwoThatFailed() {
    assertEquals(
        List.of(
            "Update on aborted data on x: T2 appended 3 to x on top of what T0 appended 1 to x,"
                + " and T0 failed",
            "Update on aborted data on x: T2 appended 3 to x on top of what T1 appended 2 to x,"
                + " and T1 failed"),
        lists(
                "0 p0 0-9 fail: a x 1",
                "1 p1 0-9 fail: a x 2",
                "2 p2 0-9 ok: a x 3",
                "3 p3 20-30 ok: r x 1 2 3")
            .findings()
            .stream()
            .filter(f -> f.phenomenon() == Phenomenon.DIRTY_UPDATE)
            .map(Finding::sentence)
            .toList());
  }

  /** Of several that read the same, whoever began last. */
  @Test
  void appendMissedBySeveral_namesTheLastOfThem() {
    says(
        Phenomenon.LOST_APPEND,
        "Lost append on x: T0 appended 1 to x, and completed 31 ns before T3 began; but T3 read x"
            + " = [2]",
        lists(
            "0 p0 0-9 ok: a x 1",
            "1 p1 0-9 ok: a x 2",
            "2 p2 30-39 ok: r x 2",
            "3 p3 40-49 ok: r x 2",
            "4 p4 20-29 ok: r x 2"));
    says(
        Phenomenon.LOST_APPEND,
        "Lost append on x: T0 appended 1 to x, and completed 1 ns before T1 began; but T1 read x ="
            + " [2]",
        lists("0 p0 0-29 ok: a x 1", "1 p1 30-39 ok: r x 2", "2 p2 0-9 ok: a x 2"));
    assertEquals(
        0,
        lists("0 p0 0-30 ok: a x 1", "1 p1 30-39 ok: r x 2", "2 p2 0-9 ok: a x 2")
            .findings()
            .size());
  }
}
