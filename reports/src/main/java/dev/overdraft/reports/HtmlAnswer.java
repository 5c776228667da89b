package dev.overdraft.reports;

import dev.overdraft.check.Grade;
import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.Scorecard;
import dev.overdraft.check.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The first screen's answers: which safe strategy is the fastest, if that can be told, and why,
 * which are unsafe and what they did, which are undecided.
 */
final class HtmlAnswer {

  private static final int MOST_UNSAFE = 5;
  private static final int MOST_MORE = 12;
  private static final int MOST_CLOSE = 3;

  private final Html html;
  private final Matrix matrix;
  private final Anchors anchors;

  HtmlAnswer(Html html, Matrix matrix, Anchors anchors) {
    this.html = html;
    this.matrix = matrix;
    this.anchors = anchors;
  }

  static void banner(Html html, Scoreboard board) {
    html.open("header", "class", "banner grade-" + board.grade().word());
    html.element("p", "Overdraft", "class", "product");
    html.element("h1", Wording.result(board.grade()));
    html.data("p", Headline.of(board) + ".", "class", "sentence").close();
  }

  void write() {
    html.open("section", "id", "answer", "class", "answers", "aria-label", "The answer");
    fastest();
    unsafe();
    undecided();
    html.close();
  }

  private void fastest() {
    List<Matrix.Row> ranked = at(Matrix.Place.RANKED);
    html.open("div", "class", "card good").element("h2", title(ranked));
    if (ranked.isEmpty()) {
      html.element("p", "No strategy was shown to be safe.", "class", "lead").close();
      return;
    }
    Matrix.Row best = ranked.get(0);
    Optional<Scorecard.Cost> cost = cost(best);
    if (cost.isEmpty()) {
      html.element("p", "Safe, but nothing was measured:", "class", "lead");
      names(ranked, MOST_MORE);
      html.close();
      return;
    }
    html.open("p", "class", "lead").open("a", "href", "#" + anchors.strategy(best.card()));
    html.element("bdi", name(best)).close().close();
    html.open("p").element("strong", Wording.rate(cost.get()));
    html.text(" correct commits a second on " + contention() + " accounts").close();
    html.data("p", "How: " + best.card().summary() + ".", "class", "why");
    html.element("p", "Why it may rank: " + proof(best) + ".", "class", "why");
    runnersUp(ranked);
    html.close();
  }

  /** Claims no more than the intervals bear. */
  private String title(List<Matrix.Row> ranked) {
    if (ranked.isEmpty() || cost(ranked.get(0)).isEmpty()) {
      return "Safe strategies";
    }
    if (!isTold(cost(ranked.get(0)).get())) {
      return "Safe; too noisy to tell the fastest";
    }
    return asFast(ranked).isEmpty()
        ? "Fastest safe strategy"
        : "One of the fastest safe strategies";
  }

  /** Whether a rate is more than its own error, without which it ranks nothing. */
  private static boolean isTold(Scorecard.Cost cost) {
    return Matrix.error(cost) < cost.committedPerSecond();
  }

  /** Those after the first than which none is certainly faster. */
  private List<Matrix.Row> asFast(List<Matrix.Row> ranked) {
    List<Scorecard.Cost> all = ranked.stream().flatMap(row -> cost(row).stream()).toList();
    return ranked.stream()
        .skip(1)
        .filter(
            row ->
                cost(row)
                    .filter(own -> all.stream().noneMatch(each -> Matrix.isFaster(each, own)))
                    .isPresent())
        .toList();
  }

  private void runnersUp(List<Matrix.Row> ranked) {
    List<Matrix.Row> close = asFast(ranked);
    if (!close.isEmpty()) {
      rates(
          "Too close to it to tell apart: ", close.subList(0, Math.min(MOST_CLOSE, close.size())));
      html.text(close.size() > MOST_CLOSE ? " and " + (close.size() - MOST_CLOSE) + " more." : ".")
          .close();
    }
    ranked.stream()
        .skip(1)
        .filter(row -> cost(row).isPresent() && !close.contains(row))
        .findFirst()
        .ifPresent(
            row -> {
              rates("Next: ", List.of(row));
              html.text(".").close();
            });
  }

  private void rates(String what, List<Matrix.Row> rows) {
    html.open("p", "class", "why").text(what);
    for (int at = 0; at < rows.size(); at++) {
      html.text(at == 0 ? "" : ", ").element("bdi", name(rows.get(at)));
      html.text(" with " + Wording.rate(cost(rows.get(at)).orElseThrow()));
    }
  }

  private String proof(Matrix.Row best) {
    long chances =
        best.card().verdicts().stream()
            .filter(e -> e.verdict() instanceof Verdict.NotFound)
            .mapToLong(e -> e.verdict().chances())
            .sum();
    String storm = "no anomaly in " + Wording.plural(chances, "chance");
    long classes =
        best.card().explored().stream()
            .filter(Scorecard.Explored::holds)
            .mapToLong(Scorecard.Explored::classes)
            .sum();
    String explored =
        classes == 0
            ? ""
            : ", none in "
                + Wording.plural(classes, "class").replace("classs", "classes")
                + " of interleavings";
    return storm + explored + ", " + retries(best) + " retries per commit";
  }

  private String retries(Matrix.Row row) {
    return row.retries(matrix.contentions());
  }

  private void unsafe() {
    List<Matrix.Row> unsafe = at(Matrix.Place.UNSAFE);
    html.open("div", "class", "card bad").element("h2", "Unsafe: " + unsafe.size());
    if (unsafe.isEmpty()) {
      html.element("p", "No strategy was seen to lose money.", "class", "lead").close();
      return;
    }
    List<Matrix.Row> order =
        unsafe.stream()
            .sorted(Comparator.comparing((Matrix.Row row) -> row.card().control()))
            .toList();
    html.open("ul", "class", "culprits");
    for (Matrix.Row row : order.stream().limit(MOST_UNSAFE).toList()) {
      html.open("li");
      link(row);
      html.element("span", why(row.card()), "class", "aside");
      html.element("span", deed(row), "class", "deed").close();
    }
    html.close();
    if (order.size() > MOST_UNSAFE) {
      html.open("p", "class", "why").text("and ");
      names(order.subList(MOST_UNSAFE, order.size()), MOST_MORE);
      html.close();
    }
    html.close();
  }

  private static String why(Scorecard card) {
    if (card.control()) {
      return " broken on purpose";
    }
    return card.grade() == Grade.FAIL ? " broke its promise" : " breaks at this level";
  }

  /** The first thing that was seen, in few words. */
  private static String deed(Matrix.Row row) {
    return Finding.of(row.card()).stream()
        .findFirst()
        .map(
            f ->
                f.entry().anomaly().title()
                    + ", "
                    + Wording.count(f.entry().verdict().count())
                    + " of "
                    + Wording.plural(f.entry().verdict().chances(), "chance"))
        .orElse(
            row.card().explored().stream().anyMatch(Scorecard.Explored::fails)
                ? "an interleaving breaks it"
                : "nothing was seen in this run");
  }

  private void undecided() {
    List<Matrix.Row> undecided = at(Matrix.Place.UNDECIDED);
    if (undecided.isEmpty()) {
      return;
    }
    html.open("div", "class", "card open").element("h2", "Undecided: " + undecided.size());
    html.open("p", "class", "why");
    names(undecided, MOST_MORE);
    html.text(": not enough was seen to say either.").close().close();
  }

  private void names(List<Matrix.Row> rows, int most) {
    for (int at = 0; at < Math.min(most, rows.size()); at++) {
      html.text(at == 0 ? "" : ", ");
      link(rows.get(at));
    }
    if (rows.size() > most) {
      html.text(" and " + (rows.size() - most) + " more");
    }
  }

  private void link(Matrix.Row row) {
    html.open("a", "href", "#" + anchors.strategy(row.card())).open(row.struck() ? "s" : "span");
    html.element("bdi", name(row)).close().close();
  }

  private static String name(Matrix.Row row) {
    return Plain.clip(row.card().strategy(), Plain.NAME_COLUMNS);
  }

  private List<Matrix.Row> at(Matrix.Place place) {
    return matrix.rows().stream().filter(row -> row.place() == place).toList();
  }

  private Optional<Scorecard.Cost> cost(Matrix.Row row) {
    return matrix.contentions().stream().findFirst().flatMap(row::cost);
  }

  private String contention() {
    return Plain.clip(matrix.contentions().get(0), Plain.NAME_COLUMNS);
  }
}
