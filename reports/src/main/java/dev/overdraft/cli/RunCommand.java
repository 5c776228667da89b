package dev.overdraft.cli;

import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.VerdictsFile;
import dev.overdraft.engine.Engine;
import dev.overdraft.reports.Reports;
import dev.overdraft.reports.TerminalTable;
import dev.overdraft.storm.StopSignal;
import dev.overdraft.workload.bank.BankStrategy;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;

/** {@code overdraft run}: the main job. */
@Command(
    name = "run",
    description =
        "Storms strategies with concurrent workers on a real database, judges what was recorded,"
            + " and measures what each costs.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:as expected: safe strategies kept every cent, broken controls were caught",
      "1:an anomaly where none was promised",
      "2:usage",
      "4:inconclusive: nothing can be said, and why",
      "5:the environment: no server, no disk"
    })
final class RunCommand implements Callable<Integer> {

  @Mixin RunOptions options = new RunOptions();

  private final PrintStream out;
  private final PrintStream err;

  RunCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws Exception {
    options.validate();
    options.claimSafe.forEach(name -> Selection.of(List.of(name)));
    List<BankStrategy> chosen = Selection.of(options.strategies);
    List<BankStrategy> strategies =
        options.noControls ? chosen : Selection.withControls(chosen, options.isolation);
    announce(chosen, strategies);
    Instant now = Instant.now();
    long seed =
        options.seed != null
            ? options.seed
            : new SplittableRandom(now.toEpochMilli()).nextLong(1_000_000_000);
    var stop = new StopSignal();
    Interrupt.stops(stop);
    RunDirectory.check(options.out);
    return run(strategies, seed, now, stop);
  }

  private int run(List<BankStrategy> strategies, long seed, Instant now, StopSignal stop)
      throws Exception {
    var progress = new LiveProgress(err, LiveProgress.somebodyLooks(), strategies.size());
    progress.say("starting the server");
    Scoreboard board;
    RunDirectory directory;
    try (Engine engine = options.server.start()) {
      directory = RunDirectory.create(options.out, now, seed);
      progress.clear();
      err.printf(
          "overdraft: seed %d, %d workers, into %s%n", seed, options.workers, directory.path());
      board = new RunSession(options, strategies, seed, directory, stop, progress).run(engine);
    } finally {
      progress.clear();
    }
    Files.writeString(directory.verdicts(), VerdictsFile.print(board));
    Reports.write(directory.path(), board);
    Reports.appendStepSummary(board, System.getenv());
    print(board, directory);
    return board.exitCode();
  }

  private void print(Scoreboard board, RunDirectory directory) throws IOException {
    String json = VerdictsFile.print(board);
    if ("-".equals(options.json)) {
      out.print(json);
    } else {
      out.print(TerminalTable.render(board, Ansi.AUTO));
      out.printf("%nReport: %s%n", directory.path().resolve("report.html").toUri());
      if (options.json != null) {
        Files.writeString(Path.of(options.json), json);
      }
    }
    out.flush();
  }

  private void announce(List<BankStrategy> chosen, List<BankStrategy> all) {
    List<String> added =
        all.stream().filter(s -> !chosen.contains(s)).map(BankStrategy::name).toList();
    if (!added.isEmpty()) {
      err.printf(
          "overdraft: with %s as broken controls, without which \"not found\" would say nothing%n",
          String.join(", ", added));
    }
  }
}
