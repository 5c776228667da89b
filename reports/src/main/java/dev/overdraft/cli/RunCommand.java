package dev.overdraft.cli;

import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.VerdictsFile;
import dev.overdraft.engine.Engine;
import dev.overdraft.history.Isolation;
import dev.overdraft.reports.Comparison;
import dev.overdraft.reports.ComparisonText;
import dev.overdraft.reports.SideBySide;
import dev.overdraft.reports.Snapshot;
import dev.overdraft.reports.TerminalTable;
import dev.overdraft.storm.StopSignal;
import dev.overdraft.strategies.Roster;
import dev.overdraft.target.Settings;
import dev.overdraft.workload.bank.BankStrategy;
import dev.overdraft.workload.txn.TxnWorkload;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

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
      "3:slower than the baseline allows",
      "4:inconclusive: nothing can be said, and why",
      "5:the environment: no server, no disk"
    })
final class RunCommand implements Callable<Integer> {

  /** A change of speed that matters. */
  private static final double THRESHOLD = 0.05;

  @Mixin RunOptions options = new RunOptions();

  @Spec @Nullable CommandSpec spec;

  private final PrintStream out;
  private final PrintStream err;
  private final Map<String, String> environment;

  RunCommand(PrintStream out, PrintStream err, Map<String, String> environment) {
    this.out = out;
    this.err = err;
    this.environment = environment;
  }

  @Override
  public Integer call() throws Exception {
    Optional<TxnWorkload> database = options.database();
    if (database.isPresent() && spec != null) {
      DatabaseOptions.check(database.get(), spec.commandLine().getParseResult());
    }
    options.validate();
    return database.isPresent() ? askDatabase(database.get()) : stormStrategies();
  }

  private int askDatabase(TxnWorkload workload) throws Exception {
    var stop = new StopSignal();
    Interrupt.stops(stop, () -> err.println("overdraft: stopping; judging what has been recorded"));
    List<Isolation> levels = options.levels();
    var progress = new LiveProgress(err, LiveProgress.somebodyLooks());
    progress.say("starting the server");
    try (Engine engine = options.server.start()) {
      progress.expect(levels.size());
      var session = new TxnSession(options, workload, levels, seed(), stop, progress, err);
      TxnSession.Result result = session.run(engine);
      print(result);
      return result.exitCode();
    } finally {
      progress.clear();
    }
  }

  private void print(TxnSession.Result result) throws IOException {
    out.print("-".equals(options.json) ? result.json() : result.text());
    out.flush();
    if (options.json != null && !options.json.equals("-")) {
      Files.writeString(Path.of(options.json), result.json());
    }
  }

  private long seed() {
    return options.seed != null
        ? options.seed
        : new SplittableRandom(System.nanoTime()).nextLong(1_000_000_000);
  }

  private int stormStrategies() throws Exception {
    var stop = new StopSignal();
    Interrupt.stops(stop, () -> err.println("overdraft: stopping; judging what has been recorded"));
    long seed = seed();
    if (options.compare != null) {
      options.server.on(options.compare).start().close(); // or else the first run is in vain
    }
    RunSession.Result result = storm(options.server, options.out, seed, stop);
    show(result);
    if (options.compare != null && !stop.requested()) {
      return compared(result, options.compare, seed, stop);
    }
    return options.base == null ? result.board().exitCode() : against(options.base, result);
  }

  /** The same on another engine, and both beside each other. */
  private int compared(RunSession.Result one, String engine, long seed, StopSignal stop)
      throws Exception {
    RunSession.Result other = storm(options.server.on(engine), options.comparedOut(), seed, stop);
    show(other);
    out.print(SideBySide.render(one.board(), other.board(), Ansi.AUTO));
    out.flush();
    return ExitCode.worse(one.board().exitCode(), other.board().exitCode());
  }

  private RunSession.Result storm(
      ServerOptions server, @Nullable Path directory, long seed, StopSignal stop) throws Exception {
    Roster roster = options.server.added.roster();
    List<BankStrategy> chosen =
        options.all ? roster.all() : new Selection(roster).of(options.strategies);
    List<BankStrategy> safe = new Selection(roster).among(chosen, options.claimSafe);
    var progress = new LiveProgress(err, LiveProgress.somebodyLooks());
    progress.say("starting the server");
    try (Engine engine = server.start()) {
      Settings settings = engine.target().readSettings(Isolation.READ_COMMITTED);
      progress.clear();
      var rehearsing = new Rehearsing(engine, err);
      Roster runnable = rehearsing.runnable(roster, chosen, options.isolation);
      List<Contestant> contestants =
          new Selection(runnable)
              .contestants(
                  among(runnable, chosen),
                  settings,
                  options.isolation,
                  rehearsing.bearable(options.furtherLevels()),
                  safe,
                  !options.noControls);
      progress.clear();
      announce(contestants);
      progress.expect(contestants.size());
      return new RunSession(options, directory, contestants, seed, stop, progress, err)
          .run(engine, server);
    } finally {
      progress.clear();
    }
  }

  void show(RunSession.Result result) throws IOException {
    print(result.board(), result.directory());
    job().tell(result.board());
  }

  /** What is told to GitHub is no JSON, and stays away from it. */
  private GithubJob job() {
    return new GithubJob(environment, "-".equals(options.json) ? err : out, err);
  }

  /**
   * Known anomalies are no news: what is new decides, then the budget, then what is undecided,
   * however the run as a whole is graded.
   */
  private int against(Snapshot base, RunSession.Result result) throws IOException {
    Snapshot head = CompareCommand.snapshot(result.directory().path());
    Comparison comparison = Comparison.of(base, head, THRESHOLD);
    err.print(ComparisonText.terminal(comparison));
    job().tell(comparison);
    return comparison.exitCode();
  }

  private void print(Scoreboard board, RunDirectory directory) throws IOException {
    if ("-".equals(options.json)) {
      out.print(VerdictsFile.print(board));
    } else {
      out.print(TerminalTable.render(board, Ansi.AUTO));
      out.printf("%nReport: %s%n", directory.path().resolve("report.html").toUri());
      if (options.json != null) {
        Files.writeString(Path.of(options.json), VerdictsFile.print(board));
      }
    }
    out.flush();
  }

  static List<BankStrategy> among(Roster runnable, List<BankStrategy> chosen) {
    List<BankStrategy> left = chosen.stream().filter(runnable.all()::contains).toList();
    if (left.isEmpty()) {
      throw new UsageException("none of the chosen strategies runs on this engine");
    }
    return left;
  }

  private void announce(List<Contestant> contestants) {
    List<String> added =
        contestants.stream().filter(c -> !c.chosen()).map(Contestant::name).toList();
    if (!added.isEmpty()) {
      err.printf(
          "overdraft: with %s as broken controls, without which \"not found\" would say nothing%n",
          String.join(", ", added));
    }
  }
}
