package dev.overdraft.check.txn;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One finding as a picture: a lane for each culprit, its interval as a bar, and an arrow for each
 * reason, from whom it puts first to whom it puts later. Self-contained SVG without scripts.
 *
 * <p>The horizontal axis keeps the order of invocations and completions, not their distances: what
 * matters is who overlapped whom, and real intervals differ by orders of magnitude.
 */
public final class ProofSvg {

  private static final int LEFT = 90;
  private static final int STEP = 90;
  private static final int LANE = 70;
  private static final int TOP = 60;
  private static final int BAR = 16;

  private final Finding finding;
  private final long[] instants;

  private ProofSvg(Finding finding) {
    this.finding = finding;
    this.instants =
        finding.culprits().stream()
            .flatMap(c -> List.of(c.invokedNanos(), c.completedNanos()).stream())
            .mapToLong(Long::longValue)
            .sorted()
            .distinct()
            .toArray();
  }

  /** Draws {@code finding}. */
  public static String of(Finding finding) {
    return new ProofSvg(finding).svg();
  }

  private String svg() {
    int width = LEFT + STEP * Math.max(4, instants.length) + 40;
    int height = TOP + LANE * finding.culprits().size() + 22 * finding.reasons().size() + 40;
    var text = new StringBuilder();
    text.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
            .formatted(width, height));
    text.append(" font-family=\"sans-serif\" font-size=\"12\">\n");
    text.append("<title>").append(escaped(finding.sentence())).append("</title>\n");
    text.append(
        "<defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\""
            + " markerHeight=\"8\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker></defs>\n");
    text(text, 10, 24, finding.code() + " · " + finding.phenomenon().title());
    for (int lane = 0; lane < finding.culprits().size(); lane++) {
      lane(text, lane);
    }
    for (int at = 0; at < finding.reasons().size(); at++) {
      reason(text, at);
    }
    return text.append("</svg>\n").toString();
  }

  private void lane(StringBuilder text, int lane) {
    Culprit culprit = finding.culprits().get(lane);
    int from = x(culprit.invokedNanos());
    int to = x(culprit.completedNanos());
    text(text, 10, y(lane) + 12, culprit.name() + " p" + culprit.process());
    text.append(
        ("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"3\" fill=\"#cfe0f5\""
                + " stroke=\"#345\"/>\n")
            .formatted(from, y(lane), Math.max(8, to - from), BAR));
    text(text, from + 4, y(lane) + BAR + 16, culprit.text());
  }

  private void reason(StringBuilder text, int at) {
    Reason reason = finding.reasons().get(at);
    int from = lane(reason.from());
    int to = lane(reason.to());
    int x = LEFT + 24 + at * 34;
    boolean down = from < to;
    text.append(
        "<path d=\"M%d %dV%d\" stroke=\"#b3261e\" fill=\"none\" marker-end=\"url(#head)\"/>\n"
            .formatted(x, y(from) + (down ? BAR : 0), y(to) + (down ? 0 : BAR)));
    text(text, x + 4, (y(from) + y(to) + BAR) / 2, (at + 1) + " " + kind(reason));
    int line = TOP + LANE * finding.culprits().size() + 22 * at + 16;
    text(text, 10, line, (at + 1) + ". " + reason.sentence());
  }

  private static String kind(Reason reason) {
    return reason.kind().name().toLowerCase(Locale.ROOT);
  }

  private int lane(long index) {
    for (int lane = 0; lane < finding.culprits().size(); lane++) {
      if (finding.culprits().get(lane).index() == index) {
        return lane;
      }
    }
    throw new IllegalStateException("a reason about T" + index + ", who is no culprit");
  }

  private int x(long nanos) {
    int at = Arrays.binarySearch(instants, nanos);
    return LEFT + STEP * at;
  }

  private static int y(int lane) {
    return TOP + LANE * lane;
  }

  private static void text(StringBuilder to, int x, int y, String what) {
    to.append("<text x=\"%d\" y=\"%d\">%s</text>\n".formatted(x, y, escaped(what)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
