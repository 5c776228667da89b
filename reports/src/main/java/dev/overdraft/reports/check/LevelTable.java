package dev.overdraft.reports.check;

import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.Isolation;
import dev.overdraft.history.format.Summary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What one engine did at each isolation level: a line a level. */
public final class LevelTable {
  private LevelTable() {}

  /**
   * One level's storm, judged.
   *
   * @param file the history's name
   */
  public record Row(Isolation level, String file, long millis, Checked checked) {}

  /** The table with its heading. */
  public static String render(String engine, String workload, List<Row> rows) {
    var out = new StringBuilder();
    out.append(String.format(Locale.ROOT, "%s on %s%n%n", workload, engine));
    out.append(
        String.format(
            Locale.ROOT,
            "%-18s %8s %8s %8s %7s  %-26s %s%n",
            "level",
            "ok",
            "fail",
            "unknown",
            "txn/s",
            "strongest that holds",
            "found (• allowed there, ✗ not)"));
    rows.forEach(row -> out.append(line(row)).append('\n'));
    return out.toString();
  }

  private static String line(Row row) {
    Summary.Count count =
        row.checked().summary().counts().values().stream()
            .reduce(new Summary.Count(0, 0, 0), LevelTable::sum);
    String strongest =
        row.checked()
            .levels()
            .map(
                levels ->
                    levels.strongest(Axis.PLAIN).stream()
                        .map(Level::code)
                        .collect(Collectors.joining(", ")))
            .orElse("");
    return String.format(
            Locale.ROOT,
            "%-18s %,8d %,8d %,8d %,7d  %-26s %s",
            row.level().sql(),
            count.ok(),
            count.fail(),
            count.info(),
            row.millis() == 0 ? 0 : count.ok() * 1000 / row.millis(),
            strongest,
            found(row.checked()))
        .stripTrailing();
  }

  private static Summary.Count sum(Summary.Count a, Summary.Count b) {
    return new Summary.Count(a.ok() + b.ok(), a.fail() + b.fail(), a.info() + b.info());
  }

  private static String found(Checked checked) {
    Map<String, String> kinds = new LinkedHashMap<>();
    for (CheckedFinding each : checked.findings()) {
      if (each.code().isEmpty()) {
        continue; // an object that is not linearizable shows as an anomaly of transactions too
      }
      kinds.putIfAbsent(
          Kinds.of(each),
          "%s %s %,d".formatted(each.allowed() ? "•" : "✗", each.code(), each.count()));
    }
    return kinds.isEmpty() ? "nothing" : String.join(", ", kinds.values());
  }
}
