package dev.overdraft.reports;

import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.VerdictsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes a judged run's reports into its directory, beside {@code verdicts.json}: {@code
 * report.html}, {@code report.md} and {@code junit.xml}. The same scoreboard gives the same files,
 * byte for byte.
 */
public final class Reports {

  /** Where GitHub's runner wants a job's summary, as it names it to every step. */
  public static final String STEP_SUMMARY = "GITHUB_STEP_SUMMARY";

  private Reports() {}

  /**
   * Writes all three, replacing what was there.
   *
   * @param told takes a sentence on each timeline, latency log or trace that cannot be read, and is
   *     therefore left out
   */
  public static void write(Path runDirectory, Scoreboard board, Consumer<String> told)
      throws IOException {
    Attachments attachments = Attachments.read(runDirectory, board, told);
    WholeFile.write(runDirectory.resolve("report.html"), HtmlReport.render(board, attachments));
    WholeFile.write(runDirectory.resolve("report.md"), MarkdownReport.render(board));
    WholeFile.write(runDirectory.resolve("junit.xml"), JunitXml.render(board));
  }

  /** Writes the reports of a past run again, from its directory alone. */
  public static Scoreboard render(Path runDirectory, Consumer<String> told) throws IOException {
    Scoreboard board = VerdictsFile.read(runDirectory.resolve("verdicts.json"));
    write(runDirectory, board, told);
    return board;
  }

  /**
   * Appends Markdown to the summary of the job that this process runs in; does nothing where there
   * is none.
   *
   * @param environment the process's variables
   * @see <a
   *     href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#adding-a-job-summary">GitHub
   *     Actions: adding a job summary</a>
   */
  public static void appendStepSummary(String markdown, Map<String, String> environment)
      throws IOException {
    String summary = environment.getOrDefault(STEP_SUMMARY, "");
    if (!summary.isEmpty()) {
      Files.writeString(
          Path.of(summary), markdown + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }
}
