package dev.overdraft.reports;

import dev.overdraft.check.Scorecard;
import dev.overdraft.history.Plan;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The page's details of each strategy: verdicts in words, operations, and where every cent went.
 */
final class HtmlStrategies {

  private final Html html;
  private final Matrix matrix;
  private final Anchors anchors;
  private final Attachments attachments;
  private final Plan plan;
  private final Detail detail;

  HtmlStrategies(
      Html html,
      Matrix matrix,
      Anchors anchors,
      Attachments attachments,
      Plan plan,
      Detail detail) {
    this.html = html;
    this.matrix = matrix;
    this.anchors = anchors;
    this.attachments = attachments;
    this.plan = plan;
    this.detail = detail;
  }

  void write() {
    html.open("section", "id", "details").element("h2", "Each strategy in detail");
    matrix.rows().forEach(this::strategy);
    html.close();
  }

  private void strategy(Matrix.Row row) {
    Scorecard card = row.card();
    html.open("article", "id", anchors.strategy(card), "class", "strategy");
    html.open("h3").open("a", "href", "#" + anchors.strategy(card));
    html.open(row.struck() ? "s" : "span").element("bdi", card.strategy()).close().close().close();
    html.open("p", "class", "meta");
    html.element("span", Wording.grade(card), "class", "grade " + card.grade().word());
    html.element("bdi", " " + card.engine() + ", " + card.isolation()).close();
    if (!card.summary().isEmpty()) {
      html.data("p", card.summary());
    }
    if (!card.source().isEmpty()) {
      html.open("p").text("Source: ").data("code", card.source()).close();
    }
    verdicts(card);
    explored(card);
    operations(card.operations());
    attachments.timeline(card).ifPresent(this::money);
    html.open("p", "class", "equation").element("strong", "Where every cent went: ");
    String equation = card.equation().isEmpty() ? "there was no final audit" : card.equation();
    html.element("bdi", equation).close();
    line("Payments: ", card.outcomes());
    line("Audits: ", card.audits());
    line("Self-check: ", card.selfCheck().toString());
    html.close();
  }

  private void line(String name, String value) {
    if (!value.isEmpty()) {
      html.open("p", "class", "equation").element("strong", name).element("bdi", value).close();
    }
  }

  private void verdicts(Scorecard card) {
    html.table("Verdicts on this strategy", "plain");
    html.columns("anomaly", "verdict", "95 % interval", "claim", "grade");
    for (Scorecard.Entry entry : card.verdicts()) {
      html.open("tr", "id", anchors.verdict(card, entry.anomaly()));
      html.element("th", entry.anomaly().title(), "scope", "row");
      html.open("td", "class", "prose");
      html.element(
          "span",
          Mark.of(entry).glyph(),
          "class",
          "mark mark-" + Mark.of(entry).word() + " " + entry.grade().word(),
          "aria-hidden",
          "true");
      html.text(" ").element("bdi", Mark.describe(entry)).close();
      html.element("td", HtmlMatrix.share(entry.verdict()), "class", "number");
      html.element("td", Wording.claim(entry.claim()));
      html.open("td")
          .element("span", entry.grade().word(), "class", "grade " + entry.grade().word());
      html.close().close();
    }
    html.close().endTable();
  }

  /** Every scenario's line; the lanes of a failing one are folded away. */
  private void explored(Scorecard card) {
    int failing = 0;
    for (Scorecard.Explored each : card.explored()) {
      html.open("p").element("strong", "Explored: ").data("bdi", each.scenario());
      html.text(" " + each.verdict() + "; ").data("bdi", each.coverage()).close();
      if (!each.witness().isEmpty()) {
        html.open("details").element("summary", "The shortest interleaving that breaks it");
        Optional<Trace> trace =
            detail.draws(card, failing++) ? attachments.trace(card, each) : Optional.empty();
        trace.ifPresentOrElse(
            lanes -> new HtmlTrace(html, lanes).write(plan, card),
            () -> html.data("pre", each.witness()));
        html.close();
      }
    }
  }

  private void operations(Scorecard.Operations operations) {
    html.open("dl", "class", "counts");
    count("ok", Wording.count(operations.ok()));
    count("failed, no effect", Wording.count(operations.fail()));
    count("unknown", Wording.count(operations.info()));
    count("retries", Wording.count(operations.retries()));
    count("aborts by SQLSTATE", aborts(operations.aborts()));
    count("storm", Wording.count(operations.millis()) + " ms");
    html.close();
  }

  /** Each account's money, as it should be and as it is. */
  private void money(Timeline timeline) {
    if (timeline.accounts().isEmpty()) {
      return;
    }
    html.open("details").element("summary", "Money expected and found, by account");
    html.table("Accounts, in minor units", "plain");
    html.columns("account", "at first", "expected", "found", "difference");
    for (Timeline.Balance each : timeline.accounts()) {
      html.open("tr", each.driftCents() == 0 ? new String[0] : new String[] {"class", "wrong"});
      html.element("th", String.valueOf(each.account()), "scope", "row");
      html.element("td", Wording.count(each.openingCents()), "class", "number");
      html.element("td", Wording.count(each.expectedCents()), "class", "number");
      html.element("td", Wording.count(each.foundCents()), "class", "number");
      html.element("td", Wording.count(each.driftCents()), "class", "number").close();
    }
    html.close().endTable().close();
  }

  private static String aborts(Map<String, Long> aborts) {
    return aborts.isEmpty()
        ? "none"
        : aborts.entrySet().stream()
            .map(e -> e.getKey() + " × " + Wording.count(e.getValue()))
            .collect(Collectors.joining(", "));
  }

  private void count(String name, String value) {
    html.open("div").element("dt", name).data("dd", value).close();
  }
}
