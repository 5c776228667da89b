package dev.overdraft.reports;

import dev.overdraft.check.Grade;
import dev.overdraft.check.Scorecard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * What lies behind the terminal's table: broken promises in full, with lanes; what was caught, one
 * sentence a strategy; what stayed open, and why.
 */
final class TerminalEvidence {
  private TerminalEvidence() {}

  private record Reason(String strategy, String why) {}

  static String render(Matrix matrix, Ansi ansi) {
    List<Finding> findings = Finding.of(matrix);
    return broken(findings.stream().filter(Finding::unexpected).toList(), ansi)
        + caught(findings.stream().filter(f -> !f.unexpected()).toList(), ansi)
        + open(matrix, ansi);
  }

  private static String broken(List<Finding> findings, Ansi ansi) {
    if (findings.isEmpty()) {
      return "";
    }
    var text = new StringBuilder(heading("Promised not to happen, and happened", ansi));
    for (Finding finding : findings) {
      text.append(Paragraph.indented("  ", name(finding.card()) + ", " + finding.title()))
          .append(WitnessText.of(finding.witness(), "    "))
          .append('\n');
    }
    text.setLength(text.length() - 1);
    return text.toString();
  }

  private static String caught(List<Finding> findings, Ansi ansi) {
    if (findings.isEmpty()) {
      return "";
    }
    Map<Scorecard, List<Finding>> byStrategy =
        findings.stream()
            .collect(Collectors.groupingBy(Finding::card, LinkedHashMap::new, Collectors.toList()));
    var text = new StringBuilder(heading("Caught, or never promised", ansi));
    byStrategy.forEach(
        (card, all) -> {
          text.append(Paragraph.indented("  ", name(card) + ", " + all.get(0).title()));
          text.append(Paragraph.indented("    ", all.get(0).witness().sentence()));
          if (all.size() > 1) {
            String others =
                all.stream().skip(1).map(Finding::title).collect(Collectors.joining("; "));
            text.append(Paragraph.indented("    ", "also " + others));
          }
        });
    return text.toString();
  }

  private static String open(Matrix matrix, Ansi ansi) {
    Map<Reason, List<String>> byReason = new LinkedHashMap<>();
    for (Matrix.Row row : matrix.rows()) {
      for (Scorecard.Entry entry : row.card().verdicts()) {
        if (entry.grade() == Grade.INCONCLUSIVE) {
          var key = new Reason(name(row.card()), Mark.describe(entry));
          byReason.computeIfAbsent(key, k -> new ArrayList<>()).add(entry.anomaly().title());
        }
      }
      for (Scorecard.Explored each : row.leftOpen()) {
        var key = new Reason(name(row.card()), each.coverage());
        byReason.computeIfAbsent(key, k -> new ArrayList<>()).add("exploring " + each.scenario());
      }
    }
    if (byReason.isEmpty()) {
      return "";
    }
    var text = new StringBuilder(heading("Inconclusive", ansi));
    byReason.forEach(
        (reason, titles) -> {
          String what = reason.strategy() + ", " + String.join(", ", titles);
          text.append(Paragraph.indented("  ", what + ": " + reason.why()));
        });
    return text.toString();
  }

  private static String heading(String title, Ansi ansi) {
    return "\n" + Ink.paint(ansi, title, List.of(Style.bold)) + "\n";
  }

  private static String name(Scorecard card) {
    return Plain.clip(card.strategy(), Plain.NAME_COLUMNS);
  }
}
