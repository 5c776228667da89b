package dev.overdraft.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A comparison for a terminal, for a pull request, and as a page. */
public final class ComparisonText {

  private static final List<String> COLUMNS =
      List.of("strategy", "anomalies", "time per commit", "CPU time per commit", "verdict");

  private final Comparison comparison;

  private ComparisonText(Comparison comparison) {
    this.comparison = comparison;
  }

  /** Lines of text. */
  public static String terminal(Comparison comparison) {
    var told = new ComparisonText(comparison);
    var text = new StringBuilder(told.headline()).append("\n\n");
    List<List<String>> rows = new ArrayList<>(List.of(COLUMNS));
    rows.addAll(told.rows());
    int[] widths = new int[COLUMNS.size()];
    rows.forEach(
        row -> {
          for (int at = 0; at < widths.length; at++) {
            widths[at] = Math.max(widths[at], Width.of(row.get(at)));
          }
        });
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int at = 0; at < widths.length; at++) {
        line.append(Width.padRight(row.get(at), widths[at])).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    text.append('\n').append(Paragraph.indented("", told.floor()));
    comparison
        .differing()
        .forEach((name, values) -> text.append(Plain.line(name + ": " + values)).append('\n'));
    return text.toString();
  }

  /** GitHub's Markdown. */
  public static String markdown(Comparison comparison) {
    var told = new ComparisonText(comparison);
    var text = new StringBuilder("## Overdraft: compared with the base\n\n**");
    text.append(Markdown.escape(told.headline())).append("**\n\n");
    text.append("| ").append(String.join(" | ", COLUMNS)).append(" |\n|");
    COLUMNS.forEach(column -> text.append(" --- |"));
    text.append('\n');
    for (List<String> row : told.rows()) {
      text.append("| ")
          .append(String.join(" | ", row.stream().map(Markdown::escape).toList()))
          .append(" |\n");
    }
    text.append('\n').append(Markdown.escape(told.floor())).append('\n');
    comparison
        .differing()
        .forEach(
            (name, values) ->
                text.append("- ").append(Markdown.escape(name + ": " + values)).append('\n'));
    return text.toString();
  }

  /** A page of its own. */
  public static String html(Comparison comparison) {
    var told = new ComparisonText(comparison);
    Html html = new Html();
    HtmlPage.begin(html, "Overdraft: compared", Resources.text("page.css"), List.of());
    boolean open = comparison.slower() || comparison.undecided();
    String grade = comparison.worse() ? "fail" : open ? "inconclusive" : "pass";
    html.open("header", "class", "banner grade-" + grade);
    html.element("p", "Overdraft, head against base", "class", "product");
    html.element("h1", told.word());
    html.data("p", told.headline(), "class", "sentence").close().open("main");
    html.table("Each strategy, head against base", "plain");
    html.columns(COLUMNS.toArray(String[]::new));
    for (List<String> row : told.rows()) {
      html.open("tr").data("th", row.get(0), "scope", "row");
      row.subList(1, row.size()).forEach(cell -> html.data("td", cell));
      html.close();
    }
    html.close().endTable().element("p", told.floor(), "class", "note");
    comparison
        .differing()
        .forEach((name, values) -> html.data("p", name + ": " + values, "class", "note"));
    return html.close().close().close().toString();
  }

  private String word() {
    if (comparison.worse()) {
      return "Worse";
    }
    if (comparison.slower()) {
      return "Slower";
    }
    return comparison.undecided() ? "Undecided" : "No worse";
  }

  private String headline() {
    long undecided = comparison.lines().stream().mapToLong(l -> l.undecided().size()).sum();
    return difference()
        + "."
        + (undecided == 0 ? "" : " %d undecided.".formatted(undecided))
        + (comparison.cutShort() ? " The run was cut short." : "");
  }

  private String difference() {
    if (!comparison.differs()) {
      long noisy =
          comparison.lines().stream().filter(line -> !line.same(comparison.threshold())).count();
      if (noisy > 0) {
        return "No difference seen, but the cost of %d was too noisy to tell".formatted(noisy);
      }
      return comparison.undecided() ? "No difference seen" : "No difference";
    }
    long appeared = comparison.lines().stream().mapToLong(l -> l.appeared().size()).sum();
    long gone = comparison.lines().stream().mapToLong(l -> l.gone().size()).sum();
    long slower = count(true);
    long faster = count(false);
    List<String> parts = new ArrayList<>();
    if (appeared > 0) {
      parts.add(appeared + " new " + (appeared == 1 ? "anomaly" : "anomalies"));
    }
    if (gone > 0) {
      parts.add(gone + " gone");
    }
    if (slower > 0) {
      parts.add(slower + " slower");
    }
    if (faster > 0) {
      parts.add(faster + " faster");
    }
    return String.join(", ", parts);
  }

  private long count(boolean slower) {
    double threshold = comparison.threshold();
    return comparison.lines().stream()
        .filter(line -> slower ? line.slower(threshold) : line.faster(threshold))
        .count();
  }

  private String floor() {
    var text = new StringBuilder();
    if (Double.isNaN(comparison.noise())) {
      text.append("Nothing that a commit costs could be compared.");
    } else {
      text.append(
          ("Costs of head as multiples of base's, measured with one client against a yardstick;"
                  + " 99 %% intervals. Slower or faster: an interval wholly beyond ± %s. Noise"
                  + " floor: a change of less than ± %s may have gone unseen.")
              .formatted(percent(comparison.threshold()), percent(comparison.noise())));
    }
    if (!comparison.control().isEmpty()) {
      text.append(" The yardstick itself, which no strategy's change moves: ");
      text.append(
          comparison.control().entrySet().stream()
              .map(each -> each.getKey() + " " + each.getValue() + unsteady(each.getKey()))
              .collect(Collectors.joining(", ")));
      text.append('.');
    }
    return text.toString();
  }

  private String unsteady(String measure) {
    return comparison.steady(measure) ? "" : ", so " + measure + " is not compared";
  }

  private List<List<String>> rows() {
    return comparison.lines().stream().map(this::row).toList();
  }

  private List<String> row(Comparison.Line line) {
    List<String> seen = new ArrayList<>();
    line.appeared().forEach(each -> seen.add("✗ new: " + each));
    line.gone().forEach(each -> seen.add("✓ gone: " + each));
    line.undecided().forEach(each -> seen.add("? undecided: " + each));
    String name = Plain.clip(line.strategy(), Plain.NAME_COLUMNS);
    if (!line.presence().equals("both")) {
      seen.add(0, line.presence());
    }
    String anomalies = seen.isEmpty() ? "same" : Plain.line(String.join(", ", seen));
    if (!line.measured()) {
      return List.of(name, anomalies, "", "", "");
    }
    return List.of(
        name,
        anomalies,
        line.time().map(CostChange::toString).orElse(""),
        line.cpu().map(CostChange::toString).orElse(""),
        verdict(line));
  }

  private String verdict(Comparison.Line line) {
    double threshold = comparison.threshold();
    if (line.slower(threshold)) {
      return "slower";
    }
    if (line.faster(threshold)) {
      return "faster";
    }
    return line.same(threshold) ? "no difference" : "too noisy to tell";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
