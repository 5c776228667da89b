package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.overdraft.history.txn.Model;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cycles and what serial orders would have given, word by word. */
class CycleSentencesTest {

  private static Finding only(String... lines) {
    List<Finding> findings = Txns.judge(Model.LIST_APPEND, lines).findings();
    assertEquals(1, findings.size());
    return findings.get(0);
  }

  private static List<String> reasons(Finding finding) {
    return finding.reasons().stream().map(Reason::sentence).toList();
  }

  @Test
  void readSkew_byReadAndByWhatWasMissed() {
    Finding skew = only("0 p0 0-9 ok: a x 1; a y 1", "1 p1 0-9 ok: r x 1; r y");
    assertEquals(
        "Read skew on x, y between T0 and T1: a total that never existed", skew.sentence());
    assertEquals(
        List.of(
            "T1 read x = [1], which is what T0 left: T0 appended 1 to x, so T0 comes before T1",
            "T1 read y = [] before T0 appended 1 to y, so T1 comes before T0"),
        reasons(skew));
    assertEquals(
        List.of(
            "T0, then T1: T1 would have seen that T0 appended 1 to y; but T1 read y = []",
            "T1, then T0: T1 could not have read what T0 had yet to write; T1 read x = [1]"),
        skew.serialOrders());
    assertEquals(
        "forbidden by monotonic atomic view or consistent view; or read all of it in one"
            + " statement, or lock what is read first",
        skew.remedy());
    assertEquals("A5A", skew.code());
  }

  @Test
  void lostUpdate_byTheOrderOfVersions() {
    Finding lost =
        only("0 p0 0-10 ok: r x; a x 1", "1 p1 5-20 ok: r x; a x 2", "2 p2 30-40 ok: r x 1 2");
    assertEquals(
        List.of(
            "T0, then T1: T1 would have seen that T0 appended 1 to x; but T1 read x = []",
            "T1, then T0: T0's version of x would have come after T1's; it came before"),
        lost.serialOrders());
  }

  @Test
  void staleRead_byTime() {
    Finding stale =
        only("0 p0 0-9 ok: a x 1", "1 p1 2009-2019 ok: r x", "2 p2 3000-3009 ok: r x 1");
    assertEquals("Stale read on x between T0 and T1: yesterday's balance", stale.sentence());
    assertEquals(
        List.of(
            "T0 had completed 2.0 µs before T1 began, so T0 comes before T1",
            "T1 read x = [] before T0 appended 1 to x, so T1 comes before T0"),
        reasons(stale));
    assertEquals(List.of("", "x"), stale.reasons().stream().map(Reason::key).toList());
    assertEquals(
        "T1, then T0: T1 would have come before T0, which it did not", stale.serialOrders().get(1));
    assertEquals(
        "forbidden by strict read atomic or strict consistent view or strict repeatable read; read"
            + " from the primary, after its last commit",
        stale.remedy());
    assertEquals("G-single-item-realtime", stale.code());
  }

  @Test
  void staleRead_byTheOrderOfAProcess() {
    Finding stale = only("0 p7 0-9 ok: a x 1", "1 p7 20-29 ok: r x", "2 p2 30-39 ok: r x 1");
    assertEquals(
        List.of(
            "process 7 ran T0 first and T1 later, so T0 comes before T1",
            "T1 read x = [] before T0 appended 1 to x, so T1 comes before T0"),
        reasons(stale));
    assertEquals("G-single-item-process", stale.code());
  }

  @Test
  void threeTransactions_haveSixOrders_fourHaveNone() {
    Finding three =
        only(
            "0 p0 0-9 ok: r x; a y 1",
            "1 p1 0-9 ok: r y; a z 1",
            "2 p2 0-9 ok: r z; a x 1",
            "3 p3 20-29 ok: r x 1; r y 1; r z 1");
    assertEquals(6, three.serialOrders().size());
    assertEquals(
        "T0, then T2, then T1: T1 would have seen that T0 appended 1 to y; but T1 read y = []",
        three.serialOrders().get(0));
    assertEquals(
        "T1, then T2, then T0: T0 would have seen that T2 appended 1 to x; but T0 read x = []",
        three.serialOrders().get(5));
    assertEquals(
        "T0 before T2 before T1 before T0: no transaction comes before itself",
        three.contradiction());
    Finding four =
        only(
            "0 p0 0-9 ok: a x 1",
            "1 p1 0-9 ok: a y 1",
            "2 p2 0-9 ok: r x 1; r y",
            "3 p3 0-9 ok: r x; r y 1");
    assertEquals(List.of(), four.serialOrders());
    assertEquals(4, four.reasons().size());
  }

  @Test
  void duration_isInTheUnitThatFits() {
    assertEquals("999 ns", CycleProof.duration(999));
    assertEquals("1.0 µs", CycleProof.duration(1_000));
    assertEquals("1000.0 µs", CycleProof.duration(999_999));
    assertEquals("1.0 ms", CycleProof.duration(1_000_000));
    assertEquals("2500.0 ms", CycleProof.duration(2_500_000_000L));
  }
}
