package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearMissesTest {

  private static NearMiss.Found of(String... lines) {
    return Judge.nearMisses(Txns.of(Model.REGISTER, lines), Options.DEFAULT);
  }

  @Test
  void twoReadsBeforeOneWriter_areLuck() {
    NearMiss.Found found =
        of("0 p0 0-9 ok: r x nil; r y nil", "1 p1 0-9 ok: r x nil; w x 1; r y nil; w y 1");
    assertEquals(2, found.count());
    assertEquals(
        "T0 read x = nil before T1 wrote x = 1, while both were open; T0 comes before T1 also for a"
            + " second reason, so the other way round there would have been a cycle",
        found.first().get(0).sentence());
  }

  @Test
  void readerBeforeWriter_byWayOfAThird_namesIt() {
    NearMiss.Found found =
        of(
            "0 p0 0-50 ok: r x nil; w y 1",
            "1 p1 5-20 ok: r y 1; w z 1",
            "2 p2 10-40 ok: r z 1; r x nil; w x 1");
    assertEquals(1, found.count());
    assertEquals(
        List.of(0L, 2L, 1L), found.first().get(0).culprits().stream().map(Culprit::index).toList());
  }

  @Test
  void nothingOverlaps_isNoLuck() {
    assertEquals(
        0,
        of("0 p0 0-9 ok: r x nil; r y nil", "1 p1 10-19 ok: r x nil; w x 1; r y nil; w y 1")
            .count());
  }

  @Test
  void oneReasonOnly_isNoNearMiss() {
    assertEquals(0, of("0 p0 0-9 ok: r x nil", "1 p1 0-9 ok: r x nil; w x 1").count());
  }

  @Test
  void historyWithAnomalies_hasNone() {
    assertEquals(
        NearMiss.Found.NONE, of("0 p0 0-9 ok: r x nil; w x 1", "1 p1 0-9 ok: r x nil; w x 2"));
  }

  @Test
  void completedAsTheOtherBegan_isNoOverlap() {
    String[] touching = {
      "0 p0 0-9 ok: r x nil; r y nil", "1 p1 9-19 ok: r x nil; w x 1; r y nil; w y 1"
    };
    assertEquals(NearMiss.Found.NONE, of(touching));
    assertEquals(
        NearMiss.Found.NONE,
        of("0 p0 9-19 ok: r x nil; r y nil", "1 p1 0-9 ok: r x nil; w x 1; r y nil; w y 1"));
  }

  /** T0 read x, which the last one wrote, who follows T0 over so many others. */
  private static NearMiss.Found over(int others) {
    String[] lines = new String[others + 2];
    lines[0] = "0 p0 0-99 ok: r x nil; w k0 1";
    for (int t = 1; t <= others; t++) {
      lines[t] = "%d p%d 0-99 ok: r k%d 1; w k%d 1".formatted(t, t, t - 1, t);
    }
    lines[others + 1] =
        "%d p%d 0-99 ok: r k%d 1; r x nil; w x 1".formatted(others + 1, others + 1, others);
    return of(lines);
  }

  @Test
  void byWayOfTwoOthers_isNamed_ofMoreIsNot() {
    NearMiss.Found two = over(2);
    assertEquals(1, two.count());
    assertEquals(
        "T0 read x = nil before T3 wrote x = 1, while both were open; T0 comes before T3 also by"
            + " way of T1, T2, so the other way round there would have been a cycle",
        two.first().get(0).sentence());
    assertEquals(NearMiss.Found.NONE, over(3));
  }

  @Test
  void moreThanAreToBeExplained_areCounted() {
    TxnHistory history =
        Txns.of(
            Model.REGISTER,
            "0 p0 0-9 ok: r x nil; r y nil",
            "1 p1 0-9 ok: r x nil; w x 1; r y nil; w y 1");
    NearMiss.Found found = Judge.nearMisses(history, new Options(1_000, 1, true));
    assertEquals(2, found.count());
    assertEquals(1, found.first().size());
  }

  /** T1 alone read what T2 replaced, and for that reason only. */
  @Test
  void whoComesBeforeAReader_isNoReader() {
    assertEquals(
        NearMiss.Found.NONE,
        of("0 p0 0-9 ok: w a 1", "1 p1 0-9 ok: r a 1; r x nil", "2 p2 0-9 ok: r x nil; w x 1"));
  }

  @Test
  void appendsThatNobodyRead_areNobody() {
    TxnHistory lists = Txns.of(Model.LIST_APPEND, "0 p0 0-9 ok: a x 1", "1 p1 0-9 ok: r x; a x 2");
    assertEquals(NearMiss.Found.NONE, Judge.nearMisses(lists, Options.DEFAULT));
  }

  @Test
  void withoutTimes_thereAreNone() {
    TxnHistory untimed =
        TxnHistory.of(Model.REGISTER)
            .untimed()
            .begin(0, 0, 0)
            .readNil("x")
            .readNil("y")
            .end(Outcome.OK, 9)
            .begin(1, 1, 0)
            .readNil("x")
            .write("x", 1)
            .readNil("y")
            .write("y", 1)
            .end(Outcome.OK, 9)
            .build();
    assertEquals(NearMiss.Found.NONE, Judge.nearMisses(untimed, Options.DEFAULT));
  }

  @Test
  void lists_haveThemToo() {
    NearMiss.Found found =
        Judge.nearMisses(
            Txns.of(
                Model.LIST_APPEND,
                "0 p0 0-9 ok: r x; r y",
                "1 p1 0-9 ok: a x 1; a y 1",
                "2 p2 10-19 ok: r x 1; r y 1"),
            Options.DEFAULT);
    assertEquals(2, found.count());
    assertEquals(
        "T0 read x = [] before T1 appended 1 to x, while both were open; T0 comes before T1 also"
            + " for a second reason, so the other way round there would have been a cycle",
        found.first().get(0).sentence());
  }
}
