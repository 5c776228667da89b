package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.history.txn.Model;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Why no order of versions will do, word by word. */
class NoOrderTest {

  private static Finding finding(Phenomenon phenomenon, String... lines) {
    return Txns.judge(Model.REGISTER, lines).findings().stream()
        .filter(f -> f.phenomenon() == phenomenon)
        .findFirst()
        .orElseThrow();
  }

  private static List<String> reasons(Finding finding) {
    return finding.reasons().stream().map(Reason::sentence).toList();
  }

  @Test
  void vanishedEffect_inTime() {
    Finding finding =
        finding(
            Phenomenon.VANISHED_EFFECT,
            "0 p0 0-9 ok: w x 1",
            "1 p1 20-29 ok: w x 2; w z 1; w only 1",
            "2 p2 29-49 ok: r z 1; r x 1");
    assertEquals(
        "Observed transaction vanishes of x, z between T0, T1, T2: a payment was seen, and then its"
            + " other half was not",
        finding.sentence());
    assertEquals(
        List.of(
            "T0 had completed 11 ns before T1 began, so T0 comes before T1",
            "T2 read x = 1, which is what T0 left: T0 wrote x = 1, so T0 comes before T2",
            "T2 read z = 1, which is what T1 left: T1 wrote z = 1, so T1 comes before T2"),
        reasons(finding));
    assertEquals(
        "whichever order the versions of x, z came in, there is none of these transactions that"
            + " allows them strict monotonic atomic view",
        finding.contradiction());
    assertEquals(
        List.of("T0", "T1", "T2"), finding.culprits().stream().map(Culprit::name).toList());
    assertEquals(List.of(), finding.serialOrders());
    assertEquals(
        "forbidden by strict monotonic atomic view or strict consistent view or strict repeatable"
            + " read; or read all of it in"
            + " one statement, or lock what is read first",
        finding.remedy());
    assertEquals("OTV-realtime", finding.code());
    assertTrue(finding.reproduced());
  }

  @Test
  void vanishedEffect_inOneProcess() {
    Finding finding =
        finding(
            Phenomenon.VANISHED_EFFECT,
            "0 p7 0-9 ok: w x 1",
            "1 p7 20-29 ok: w x 2; w z 1",
            "2 p2 0-49 ok: r z 1; r x 1");
    assertEquals(
        List.of(
            "process 7 ran T0 first and T1 later, so T0 comes before T1",
            "T2 read x = 1, which is what T0 left: T0 wrote x = 1, so T0 comes before T2",
            "T2 read z = 1, which is what T1 left: T1 wrote z = 1, so T1 comes before T2"),
        reasons(finding));
    assertEquals(
        "whichever order the versions of x, z came in, there is none of these transactions that"
            + " allows them strong session monotonic atomic view",
        finding.contradiction());
  }

  @Test
  void vanishedEffect_inOneProcessWithoutTimes() {
    Finding finding =
        Judge.judge(
                Txns.untimed(
                    Model.REGISTER,
                    "0 p7 0-0 ok: w x 1",
                    "1 p7 0-0 ok: w x 2; w z 1",
                    "2 p2 0-0 ok: r z 1; r x 1"),
                Options.DEFAULT)
            .findings()
            .get(0);
    assertEquals(
        List.of(
            "process 7 ran T0 first and T1 later, so T0 comes before T1",
            "T2 read x = 1, which is what T0 left: T0 wrote x = 1, so T0 comes before T2",
            "T2 read z = 1, which is what T1 left: T1 wrote z = 1, so T1 comes before T2"),
        reasons(finding));
  }

  @Test
  void missedCause_plain() {
    Finding finding =
        finding(
            Phenomenon.MISSED_CAUSE,
            "0 p0 0-99 ok: w x 1",
            "1 p1 0-99 ok: r x 1; w x 2; w y 1",
            "2 p2 0-99 ok: r y 1; w z 1",
            "3 p3 0-99 ok: r z 1; r x 1");
    assertEquals(
        "Missed cause of x, y, z between T0, T1, T2, T3: a refund was seen, and the payment was"
            + " not",
        finding.sentence());
    assertEquals(4, finding.reasons().size());
    assertEquals(
        "forbidden by causal consistency or consistent view or repeatable read", finding.remedy());
  }
}
