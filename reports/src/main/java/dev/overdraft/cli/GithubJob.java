package dev.overdraft.cli;

import dev.overdraft.check.Scoreboard;
import dev.overdraft.reports.Annotations;
import dev.overdraft.reports.Comparison;
import dev.overdraft.reports.ComparisonText;
import dev.overdraft.reports.MarkdownReport;
import dev.overdraft.reports.Reports;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The job of GitHub's that this process may be a step of: its summary, and what stands beside the
 * sources. It is told after the result is out, and what cannot be told to it is a warning: no
 * verdict depends on it.
 *
 * @param environment the process's variables
 * @param commands where workflow commands go; the runner reads both of a step's streams
 */
record GithubJob(Map<String, String> environment, PrintStream commands, PrintStream err) {

  void tell(Scoreboard board) throws IOException {
    summarise(MarkdownReport.render(board));
    annotate(Annotations.of(board, Path.of("")));
  }

  void tell(Comparison comparison) throws IOException {
    summarise(ComparisonText.markdown(comparison));
    annotate(Annotations.of(comparison, Path.of("")));
  }

  private void summarise(String markdown) {
    try {
      Reports.appendStepSummary(markdown, environment);
    } catch (IOException unwritable) {
      err.println("overdraft: the job's summary cannot be written: " + unwritable);
    }
  }

  private void annotate(List<String> lines) {
    if ("true".equals(environment.get(Annotations.VARIABLE))) {
      lines.forEach(commands::println);
    }
  }
}
