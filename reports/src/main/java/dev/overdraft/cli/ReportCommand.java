package dev.overdraft.cli;

import dev.overdraft.check.Scoreboard;
import dev.overdraft.reports.Readme;
import dev.overdraft.reports.Reports;
import dev.overdraft.reports.TerminalTable;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code overdraft report}: renders a past run again. */
@Command(
    name = "report",
    description = "Renders the reports of a past run again, from its directory alone.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN_DIR", description = "The directory that a run left behind.")
  Path directory = Path.of(".");

  @Option(
      names = "--readme",
      paramLabel = "FILE",
      description = "Put the run's matrix into this Markdown file, between its two marks.")
  @Nullable Path readme;

  @Option(
      names = "--screenshots",
      paramLabel = "DIR",
      description =
          "Photograph the page with a headless Chromium: wide and narrow, light and dark.")
  @Nullable Path screenshots;

  private final PrintStream out;
  private final PrintStream err;

  ReportCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws Exception {
    if (!Files.isRegularFile(directory.resolve("verdicts.json"))) {
      throw new UsageException(
          directory + " is not a run directory: there is no verdicts.json in it");
    }
    Scoreboard board =
        Reports.render(directory, left -> err.println("overdraft: left out: " + left));
    if (readme != null) {
      Readme.update(readme, board);
    }
    if (screenshots != null) {
      Screenshots.of(directory.resolve("report.html"), screenshots);
    }
    out.print(TerminalTable.render(board, Ansi.AUTO));
    out.printf("%nReport: %s%n", directory.resolve("report.html").toUri());
    return ExitCode.AS_EXPECTED;
  }
}
