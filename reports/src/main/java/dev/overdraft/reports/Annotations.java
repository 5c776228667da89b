package dev.overdraft.reports;

import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.Scorecard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Broken promises as GitHub's workflow commands, which its pages show beside the line of the source
 * that they are about.
 *
 * @see <a
 *     href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands">GitHub
 *     Actions: workflow commands</a>
 */
public final class Annotations {

  /** What is {@code true} in every job of GitHub's. */
  public static final String VARIABLE = "GITHUB_ACTIONS";

  private static final Pattern TRANSFER = Pattern.compile(".*\\btransfer\\s*\\(.*");
  private static final Pattern TYPE = Pattern.compile(".*\\b(class|record|enum)\\s+\\w+.*");

  private Annotations() {}

  /**
   * A line for each broken promise.
   *
   * @param project where the sources are
   */
  public static List<String> of(Scoreboard board, Path project) throws IOException {
    List<String> commands = new ArrayList<>();
    for (Finding finding : Finding.of(Matrix.of(board))) {
      if (finding.unexpected()) {
        Scorecard card = finding.card();
        String title = finding.entry().anomaly().title() + " in " + card.strategy();
        commands.add(error(project, card.source(), title, finding.witness().sentence()));
      }
    }
    return commands;
  }

  /** A line for each new anomaly, and for each strategy that became slower. */
  public static List<String> of(Comparison comparison, Path project) throws IOException {
    List<String> commands = new ArrayList<>();
    for (Comparison.Line line : comparison.lines()) {
      for (String anomaly : line.appeared()) {
        String title = "new " + anomaly + " in " + line.strategy();
        commands.add(error(project, line.source(), title, "It was not there in the baseline."));
      }
      if (line.slower(comparison.threshold())) {
        CostChange cost =
            line.time().filter(c -> c.dearer(comparison.threshold())).or(line::cpu).orElseThrow();
        commands.add(
            "::warning title=%s::%s"
                .formatted(
                    property(line.strategy() + " is slower"),
                    message("A commit costs × %.3f of the baseline.".formatted(cost.quotient()))));
      }
    }
    return commands;
  }

  private static String error(Path project, String source, String title, String sentence)
      throws IOException {
    String where =
        source.isEmpty()
            ? ""
            : "file=%s,line=%d,".formatted(property(source), line(project.resolve(source)));
    return "::error %stitle=%s::%s".formatted(where, property(title), message(sentence));
  }

  /** Where the money is moved, or where the class begins. */
  private static int line(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return 1;
    }
    List<String> lines = Files.readAllLines(file);
    for (Pattern pattern : List.of(TRANSFER, TYPE)) {
      for (int at = 0; at < lines.size(); at++) {
        String line = lines.get(at).strip();
        boolean comment = line.startsWith("*") || line.startsWith("/");
        if (!comment && pattern.matcher(line).matches()) {
          return at + 1;
        }
      }
    }
    return 1;
  }

  private static String message(String text) {
    return Plain.text(text).replace("%", "%25").replace("\n", "%0A");
  }

  private static String property(String text) {
    return message(text).replace(":", "%3A").replace(",", "%2C");
  }
}
