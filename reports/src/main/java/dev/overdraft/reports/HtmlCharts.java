package dev.overdraft.reports;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.overdraft.check.Scorecard;

/**
 * The page's charts: the boxes that the script draws in, and the numbers that it draws, as JSON.
 * The same numbers are in the tables of the page, for those who cannot see a chart.
 */
final class HtmlCharts {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Html html;
  private final Matrix matrix;
  private final Attachments attachments;

  HtmlCharts(Html html, Matrix matrix, Attachments attachments) {
    this.html = html;
    this.matrix = matrix;
    this.attachments = attachments;
  }

  boolean any() {
    return !matrix.contentions().isEmpty()
        || !attachments.latencies().isEmpty()
        || !attachments.timelines().isEmpty();
  }

  void write() {
    if (!matrix.contentions().isEmpty() || !attachments.latencies().isEmpty()) {
      html.open("section", "id", "price").element("h2", "The price of safety");
      html.element(
          "p",
          "Correct commits a second, with the 99.9 % interval of JMH. Unsafe strategies are dashed"
              + " and struck out: what is wrong has no price. The line of the frontier joins the"
              + " fastest safe ones.",
          "class",
          "note");
      html.open("div", "class", "picks", "id", "picks").close();
      html.open("div", "class", "charts");
      chart("chart-price", "Correct commits a second against contention");
      chart("chart-latency", "Latency of committed operations in the storm, by percentile");
      html.close();
      new HtmlAborts(html, matrix).write();
      html.close();
    }
    if (!attachments.timelines().isEmpty()) {
      html.open("section", "id", "timeline").element("h2", "Each storm over time");
      html.open("p", "class", "tools").open("label").text("Strategy ");
      html.open("select", "id", "storm");
      matrix.rows().stream()
          .map(Matrix.Row::card)
          .filter(card -> attachments.timeline(card).isPresent())
          .forEach(
              card ->
                  html.element(
                      "option",
                      Plain.clip(card.strategy(), Plain.NAME_COLUMNS),
                      "value",
                      card.strategy()));
      html.close().close().close();
      html.open("div", "class", "charts");
      chart("chart-storm", "Throughput, latency and anomalies");
      chart("chart-money", "Money found less money expected");
      html.close();
      html.element("p", "", "id", "storm-words", "class", "note", "aria-live", "polite");
      html.close();
    }
  }

  private void chart(String id, String title) {
    html.open("figure", "class", "chart").element("figcaption", title);
    html.open("div", "id", id, "class", "plot", "role", "img", "aria-label", title).close();
    html.close();
  }

  /** What the script needs to know. */
  void data() {
    ObjectNode root = JSON.createObjectNode();
    root.set("contentions", JSON.valueToTree(matrix.contentions()));
    root.set("percentiles", JSON.valueToTree(LatencyCurve.PERCENTILES));
    ArrayNode rows = root.putArray("strategies");
    for (Matrix.Row row : matrix.rows()) {
      rows.add(row(row));
    }
    html.json("charts", root.toString() + "\n");
  }

  private ObjectNode row(Matrix.Row row) {
    Scorecard card = row.card();
    ObjectNode node = JSON.createObjectNode();
    node.put("name", card.strategy());
    node.put("place", row.place().name().toLowerCase(java.util.Locale.ROOT));
    ArrayNode rates = node.putArray("rates");
    ArrayNode errors = node.putArray("errors");
    for (String contention : matrix.contentions()) {
      row.cost(contention)
          .ifPresentOrElse(
              cost -> {
                rates.add(cost.committedPerSecond());
                errors.add(Double.isFinite(cost.errorPerSecond()) ? cost.errorPerSecond() : 0);
              },
              () -> {
                rates.addNull();
                errors.addNull();
              });
    }
    attachments.latency(card).ifPresent(c -> node.set("latency", JSON.valueToTree(c.micros())));
    attachments.timeline(card).ifPresent(t -> node.set("storm", storm(t)));
    return node;
  }

  private static ObjectNode storm(Timeline timeline) {
    ObjectNode node = JSON.createObjectNode();
    node.put("bucketMillis", timeline.bucketMillis());
    node.put("expected", timeline.expectedCents());
    node.put("found", timeline.foundCents());
    ArrayNode ok = node.putArray("ok");
    ArrayNode fail = node.putArray("fail");
    ArrayNode info = node.putArray("info");
    ArrayNode p50 = node.putArray("p50");
    ArrayNode p99 = node.putArray("p99");
    ArrayNode anomalies = node.putArray("anomalies");
    ArrayNode drift = node.putArray("drift");
    for (Timeline.Bucket bucket : timeline.buckets()) {
      ok.add(bucket.ok());
      fail.add(bucket.fail());
      info.add(bucket.info());
      p50.add(bucket.p50Micros());
      p99.add(bucket.p99Micros());
      anomalies.add(bucket.anomalies());
      drift.add(bucket.driftCents());
    }
    node.set("marks", JSON.valueToTree(timeline.marks()));
    return node;
  }
}
