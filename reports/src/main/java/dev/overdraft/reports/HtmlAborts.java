package dev.overdraft.reports;

import dev.overdraft.check.Scorecard;
import java.util.List;
import java.util.Locale;

/** What the database ended, per committed operation of the storm, by SQLSTATE. */
final class HtmlAborts {

  private final Html html;
  private final Matrix matrix;

  HtmlAborts(Html html, Matrix matrix) {
    this.html = html;
    this.matrix = matrix;
  }

  void write() {
    List<String> states =
        matrix.rows().stream()
            .flatMap(row -> row.card().operations().aborts().keySet().stream())
            .distinct()
            .sorted()
            .toList();
    if (states.isEmpty()) {
      return;
    }
    html.open("details").element("summary", "Retries and aborts per commit, by SQLSTATE");
    html.table("In the storm, per committed operation", "plain sortable");
    html.open("thead").open("tr").element("th", "strategy", "scope", "col");
    html.element("th", "committed", "scope", "col", "class", "number");
    html.element("th", "retries", "scope", "col", "class", "number");
    states.forEach(state -> html.data("th", label(state), "scope", "col", "class", "number"));
    html.close().close().open("tbody");
    for (Matrix.Row row : matrix.rows()) {
      Scorecard.Operations operations = row.card().operations();
      html.open("tr").open("th", "scope", "row").open(row.struck() ? "s" : "span");
      html.element("bdi", Plain.clip(row.card().strategy(), Plain.NAME_COLUMNS)).close().close();
      html.element("td", Wording.count(operations.ok()), "class", "number");
      html.element("td", per(operations.retries(), operations.ok()), "class", "number");
      for (String state : states) {
        long count = operations.aborts().getOrDefault(state, 0L);
        html.element("td", count == 0 ? "" : per(count, operations.ok()), "class", "number");
      }
      html.close();
    }
    html.close().endTable().close();
  }

  private static String per(long count, long commits) {
    return commits == 0
        ? Wording.count(count) + " of 0"
        : String.format(Locale.ROOT, "%.3f", (double) count / commits);
  }

  private static String label(String state) {
    return switch (state) {
      case "40001" -> "40001 serialization failure";
      case "40P01" -> "40P01 deadlock";
      case "55P03" -> "55P03 lock not available";
      case "23505" -> "23505 unique violation";
      case "23514" -> "23514 check violation";
      case "57014" -> "57014 cancelled";
      default -> Plain.clip(state, Plain.NAME_COLUMNS);
    };
  }
}
