package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.overdraft.history.txn.Model;
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
}
