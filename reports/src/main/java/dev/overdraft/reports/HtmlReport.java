package dev.overdraft.reports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.VerdictsFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The run as one page that needs nothing else: no network, no other file.
 *
 * <p>From top to bottom: the verdict, the answer to "which one?", what was tested, the matrix, the
 * price of safety, each storm over time, the evidence for each finding, details of each strategy,
 * all numbers, what the signs mean, all settings, and {@code verdicts.json} itself for programs. It
 * reads without its scripts, which add charts, folding, sorting and stepping through lanes.
 */
public final class HtmlReport {

  /** A page is to stay below two megabytes, with what programs that send it add to it. */
  private static final int MOST_BYTES = 1_900_000;

  private HtmlReport() {}

  /** The page of what verdicts alone tell, with a line end behind it. */
  public static String render(Scoreboard board) {
    return render(board, Attachments.none());
  }

  /**
   * As much as fits: where there are too many findings, controls are drawn in less detail. What
   * more than some sixty strategies leave is larger even so: nothing else is dropped.
   */
  static String render(Scoreboard board, Attachments attachments) {
    String page = "";
    for (Detail detail : Detail.values()) {
      page = render(board, attachments, detail);
      if (page.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES) {
        return page;
      }
    }
    return page;
  }

  private static String render(Scoreboard board, Attachments attachments, Detail detail) {
    Matrix matrix = Matrix.of(board);
    Anchors anchors = new Anchors(matrix);
    Html html = new Html();
    HtmlCharts charts = new HtmlCharts(html, matrix, attachments);
    List<String> scripts = new ArrayList<>();
    if (charts.any()) {
      scripts.add(Resources.chartScript());
      scripts.add(Resources.text("charts.js"));
    }
    scripts.add(Resources.text("page.js"));
    String css = Resources.text("page.css") + (charts.any() ? Resources.chartStyle() : "");
    HtmlPage.begin(html, "Overdraft: " + Wording.result(board.grade()), css, scripts);
    html.element("a", "Skip to the results", "class", "skip", "href", "#matrix");
    HtmlAnswer.banner(html, board);
    html.open("main");
    new HtmlAnswer(html, matrix, anchors).write();
    HtmlRun.facts(html, board);
    new HtmlMatrix(html, matrix, anchors, attachments).write();
    charts.write();
    new HtmlEvidence(html, matrix, anchors, board, detail).write();
    new HtmlStrategies(html, matrix, anchors, attachments, board.run(), detail).write();
    new HtmlRaw(html, matrix).write();
    HtmlRun.legend(html, matrix);
    HtmlRun.settings(html, board);
    html.close();
    html.json("verdicts", compact(VerdictsFile.print(board)));
    if (charts.any()) {
      charts.data();
    }
    scripts.forEach(html::script);
    return html.close().close().toString();
  }

  /** The same without the line breaks that people like. */
  private static String compact(String json) {
    try {
      return new ObjectMapper().readTree(json) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("our own JSON", impossible);
    }
  }
}
