package dev.overdraft.cli;

import dev.overdraft.reports.Snapshot;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code overdraft baseline update}: what later runs are held against. */
@Command(
    name = "baseline",
    description = "Keeps what later runs are held against, in a small file to be committed.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "update")
final class BaselineCommand {

  private BaselineCommand() {}

  /** The command with its one subcommand. */
  static picocli.CommandLine with(PrintStream out, picocli.CommandLine.IFactory factory) {
    var baseline = new picocli.CommandLine(new BaselineCommand(), factory);
    return baseline.addSubcommand(new picocli.CommandLine(new Update(out), factory));
  }

  /** Writes the file. */
  @Command(
      name = "update",
      description =
          "Writes the anomalies and speeds of a run that was not cut short into the file.",
      mixinStandardHelpOptions = true)
  static final class Update implements Callable<Integer> {

    @Parameters(
        index = "0",
        paramLabel = "RUN_DIR",
        description = "The run to hold others against.")
    Path run = Path.of(".");

    @Option(
        names = "--file",
        paramLabel = "FILE",
        description = "Default: ${DEFAULT-VALUE}.",
        defaultValue = "overdraft-baseline.json")
    Path file = Path.of("overdraft-baseline.json");

    private final PrintStream out;

    Update(PrintStream out) {
      this.out = out;
    }

    @Override
    public Integer call() throws Exception {
      Snapshot snapshot = CompareCommand.snapshot(run);
      if (snapshot.cutShort()) {
        throw new UsageException(
            run + " was cut short: what it did not get to would be called new in the next run");
      }
      Files.writeString(file, snapshot.text());
      out.println("Baseline: " + file);
      return ExitCode.AS_EXPECTED;
    }
  }
}
