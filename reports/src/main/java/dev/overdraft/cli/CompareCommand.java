package dev.overdraft.cli;

import dev.overdraft.reports.Comparison;
import dev.overdraft.reports.ComparisonText;
import dev.overdraft.reports.Snapshot;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code overdraft compare}: what a change did to correctness and speed. */
@Command(
    name = "compare",
    description =
        "Compares two runs: anomalies that appeared or are gone, and what became faster or slower.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no worse",
      "1:an anomaly appeared",
      "2:usage",
      "3:something became slower by more than the threshold",
      "4:inconclusive: HEAD could not decide something, or was cut short"
    })
final class CompareCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "BASE", description = "A run directory or a baseline file.")
  Path base = Path.of(".");

  @Parameters(index = "1", paramLabel = "HEAD", description = "A run directory.")
  Path head = Path.of(".");

  @Option(
      names = "--threshold",
      paramLabel = "PERCENT",
      description = "The change of cost that matters, in percent. Default: ${DEFAULT-VALUE}.")
  double threshold = 5;

  @Option(names = "--markdown", paramLabel = "FILE", description = "Write it as Markdown.")
  @Nullable Path markdown;

  @Option(names = "--html", paramLabel = "FILE", description = "Write it as a page.")
  @Nullable Path html;

  private final PrintStream out;
  private final PrintStream err;

  CompareCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws Exception {
    if (!(threshold > 0 && threshold < 100)) {
      throw new UsageException("--threshold is between 0 and 100 percent, not " + threshold);
    }
    Comparison comparison = Comparison.of(snapshot(base), snapshot(head), threshold / 100);
    out.print(ComparisonText.terminal(comparison));
    if (markdown != null) {
      Files.writeString(markdown, ComparisonText.markdown(comparison));
    }
    if (html != null) {
      Files.writeString(html, ComparisonText.html(comparison));
    }
    new GithubJob(System.getenv(), out, err).tell(comparison);
    return comparison.exitCode();
  }

  static Snapshot snapshot(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new UsageException("there is no " + path + ": name a run directory or a baseline");
    }
    if (Files.isDirectory(path) && !Files.exists(path.resolve("verdicts.json"))) {
      throw new UsageException(path + " is not a run directory: there is no verdicts.json in it");
    }
    return Snapshot.read(path);
  }
}
