package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.check.graph.EdgeKind;
import dev.overdraft.check.level.Axis;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Pictures, line by line. */
class ProofSvgTest {

  private static Culprit culprit(long index, long invoked, long completed) {
    return new Culprit(index, (int) index + 5, "read x " + index, "ok", invoked, completed);
  }

  private static Finding finding(String sentence, List<Culprit> culprits, List<Reason> reasons) {
    return new Finding(
        Phenomenon.LOST_UPDATE,
        Axis.SESSION,
        1,
        sentence,
        culprits,
        reasons,
        "",
        List.of(),
        "",
        true,
        Set.of());
  }

  private static Reason reason(long from, EdgeKind kind, long to) {
    return new Reason(from, kind, to, "x", "T" + from + " < T" + to);
  }

  @Test
  void of_twoLanesAndTwoArrows_isExactlyThat() {
    String svg =
        ProofSvg.of(
            finding(
                "1 < 2 & 3 > 2",
                List.of(culprit(0, 0, 1000), culprit(1, 500, 2000)),
                List.of(reason(0, EdgeKind.WW, 1), reason(1, EdgeKind.RW, 0))));
    String marker =
        "<defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\""
            + " markerHeight=\"8\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker></defs>";
    assertEquals(
        List.of(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 490 284\" role=\"img\""
                + " font-family=\"sans-serif\" font-size=\"12\">",
            "<title>1 &lt; 2 &amp; 3 &gt; 2</title>",
            marker,
            "<text x=\"10\" y=\"24\">P4-process · lost update</text>",
            "<text x=\"10\" y=\"72\">T0 p5</text>",
            bar(90, 60, 180),
            "<text x=\"94\" y=\"92\">read x 0</text>",
            "<text x=\"10\" y=\"142\">T1 p6</text>",
            bar(180, 130, 180),
            "<text x=\"184\" y=\"162\">read x 1</text>",
            arrow("M114 76V130"),
            "<text x=\"118\" y=\"103\">1 ww</text>",
            "<text x=\"10\" y=\"216\">1. T0 &lt; T1</text>",
            arrow("M148 130V76"),
            "<text x=\"152\" y=\"103\">2 rw</text>",
            "<text x=\"10\" y=\"238\">2. T1 &lt; T0</text>",
            "</svg>"),
        svg.lines().toList());
  }

  private static String bar(int x, int y, int width) {
    return ("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"16\" rx=\"3\" fill=\"#cfe0f5\""
            + " stroke=\"#345\"/>")
        .formatted(x, y, width);
  }

  private static String arrow(String path) {
    return "<path d=\"%s\" stroke=\"#b3261e\" fill=\"none\" marker-end=\"url(#head)\"/>"
        .formatted(path);
  }

  @Test
  void of_fiveInstants_isAsWideAsThese() {
    String svg =
        ProofSvg.of(
            finding(
                "", List.of(culprit(0, 0, 10), culprit(1, 20, 30), culprit(2, 40, 40)), List.of()));
    assertTrue(svg.contains("viewBox=\"0 0 580 310\""), svg);
    assertTrue(svg.contains(bar(450, 200, 8)), svg);
  }

  @Test
  void of_aReasonAboutSomebodyElse_isRefused() {
    Finding strange = finding("", List.of(culprit(0, 0, 10)), List.of(reason(0, EdgeKind.WR, 7)));
    assertThrows(IllegalStateException.class, () -> ProofSvg.of(strange));
  }
}
