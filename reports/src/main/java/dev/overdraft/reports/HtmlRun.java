package dev.overdraft.reports;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Scoreboard;
import java.util.Map;

/** The parts of the page that are about the run as a whole: facts, legend, settings. */
final class HtmlRun {
  private HtmlRun() {}

  static void facts(Html html, Scoreboard board) {
    html.open("dl", "class", "facts");
    for (Fact fact : Fact.of(board)) {
      html.open("div").element("dt", fact.name()).data("dd", fact.value()).close();
    }
    html.close();
  }

  static void legend(Html html, Matrix matrix) {
    html.open("section", "id", "legend").element("h2", "How to read this");
    html.open("dl", "class", "legend");
    for (Mark mark : Mark.values()) {
      html.open("div");
      html.element("dt", mark.glyph(), "class", "mark mark-" + mark.word());
      html.element("dd", mark.meaning()).close();
    }
    html.open("div").element("dt", "–", "class", "mark mark-none");
    html.element("dd", "not applicable: this strategy is not judged for it").close();
    html.open("div").element("dt", "≤ 1.1 %", "class", "mark mark-none");
    html.element(
        "dd",
        "not seen, and the upper end of the 95 % interval (Clopper-Pearson) for how often a chance"
            + " may still turn into the anomaly, if chances were independent draws; seen ones are"
            + " given as n of N chances");
    html.close().close();
    html.open("p").element("strong", "A tick means");
    html.text(
        " that the recorded run had chances to show the anomaly, that none of them did, and that a"
            + " strategy broken on purpose showed it under the same load. ");
    html.element("strong", "It does not mean");
    html.text(
        " that the anomaly is impossible: another schedule, load, engine or isolation level may"
            + " show it. A cross is proof: its witness names the operations and the rows.");
    html.close();
    html.element(
        "p",
        "Struck out strategies are broken on purpose, or money was seen to be unsafe with them."
            + " They have no rank, however fast they are."
            + (matrix.sharesRanks() ? " " + Wording.SHARED_RANK : ""));
    html.table("The anomalies", "plain").open("thead").open("tr");
    for (String name : new String[] {"anomaly", "code", "definition", "source"}) {
      html.element("th", name, "scope", "col");
    }
    html.close().close().open("tbody");
    for (Anomaly anomaly : matrix.anomalies()) {
      html.open("tr").element("th", anomaly.title(), "scope", "row");
      html.element("td", anomaly.code()).element("td", anomaly.definition(), "class", "prose");
      html.element("td", anomaly.source(), "class", "prose").close();
    }
    html.close().endTable().close();
  }

  static void settings(Html html, Scoreboard board) {
    html.open("section", "id", "settings").element("h2", "Settings");
    pairs(html, "Read back from the server", board.run().settings());
    pairs(html, "The machine that asked", board.run().environment());
    html.element(
        "p",
        "The verdicts.json of this run is embedded in this page, in the element with the id verdicts.");
    html.close();
  }

  private static void pairs(Html html, String caption, Map<String, String> pairs) {
    html.table(caption, "plain").open("tbody");
    pairs.forEach(
        (name, value) ->
            html.open("tr").data("th", name, "scope", "row").data("td", value).close());
    if (pairs.isEmpty()) {
      html.open("tr").element("td", "nothing was recorded").close();
    }
    html.close().endTable();
  }
}
