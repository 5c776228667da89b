package dev.overdraft.cli;

import dev.overdraft.benchmarks.BenchmarkRun;
import dev.overdraft.benchmarks.CheckerSpeed;
import dev.overdraft.benchmarks.Contention;
import dev.overdraft.benchmarks.Planted;
import dev.overdraft.benchmarks.RecordingCost;
import dev.overdraft.engine.Engine;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.storm.StopSignal;
import dev.overdraft.strategies.Roster;
import dev.overdraft.workload.bank.BankStrategy;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code overdraft bench}: the cost alone, at every contention. */
@Command(
    name = "bench",
    description = "Measures what strategies cost, without judging them.",
    mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

  private static final double RATIO_BUDGET = 0.95;

  /** A recorded storm is a lot more code than a loop, and takes longer to be compiled. */
  private static final int WARM_UP_ROUNDS = 3;

  /** Of a side of a round. Many short rounds tell more than few long ones: the machine drifts. */
  private static final long RECORDING_MILLIS = 2_000;

  private static final double EVENTS_BUDGET = 200_000;

  @Mixin ServerOptions server = new ServerOptions();

  @Option(
      names = "--strategies",
      split = ",",
      paramLabel = "NAME",
      description = "Strategies or families; see 'overdraft list'. Default: the core.")
  List<String> strategies = new ArrayList<>();

  @Option(names = "--workers", description = "Threads. Default: ${DEFAULT-VALUE}.")
  int workers = 8;

  @Option(
      names = "--thorough",
      description = "For figures that are to be quoted, at four contentions instead of two.")
  boolean thorough;

  @Option(
      names = "--recording",
      description =
          "Measure what recording costs instead: a storm against a bare JDBC loop of the same SQL,"
              + " in turn, and the recorder at full speed.")
  boolean recording;

  @Option(
      names = "--checkers",
      description =
          "Measure how fast histories are judged instead; needs 6 GB of heap and no server.")
  boolean checkers;

  @Option(
      names = "--explorer",
      description =
          "Measure how many schedules a second the explorer runs instead, beside PostgreSQL's"
              + " isolationtester if Debian's postgresql-server-dev-15 is installed.")
  boolean explorer;

  @Option(
      names = "--comparing",
      paramLabel = "TRIALS",
      description =
          "Measure how well 'compare' tells instead: so many times, runs of select-for-update"
              + " against runs of the same, of one slowed by a fifth and of one without its lock.")
  @Nullable Integer comparing;

  @Option(names = "--comparing-run", hidden = true, description = "One run of such a trial.")
  @Nullable Planted planted;

  @Option(names = "--out", paramLabel = "DIR", description = "Where jmh.json goes.")
  @Nullable Path out;

  private final PrintStream result;
  private final PrintStream err;

  BenchCommand(PrintStream result, PrintStream err) {
    this.result = result;
    this.err = err;
  }

  @Override
  public Integer call() throws Exception {
    List<BankStrategy> chosen = new Selection(server.added.roster()).of(strategies);
    if (workers < 1 || workers > 200) {
      throw new UsageException("--workers is 1 to 200, not " + workers);
    }
    RunDirectory.check(out);
    if (planted != null) {
      return new CompareTrials(server, result).run(planted, Objects.requireNonNull(out));
    }
    if (comparing != null) {
      if (comparing < 1) {
        throw new UsageException("--comparing is at least 1, not " + comparing);
      }
      return new CompareTrials(server, result).all(comparing);
    }
    if (recording) {
      return recording();
    }
    if (checkers) {
      return checkers();
    }
    if (explorer) {
      return new ExplorerTrials(server, result).run(thorough ? 12 : 6);
    }
    return measure(chosen);
  }

  /** What was measured is printed and in {@code jmh.json}, whatever the rest comes to. */
  private int measure(List<BankStrategy> chosen) throws Exception {
    var stop = new StopSignal();
    Interrupt.stops(stop, () -> err.println("overdraft: stopping"));
    var profile =
        thorough ? BenchmarkRun.Profile.thorough(workers) : BenchmarkRun.Profile.quick(workers);
    var progress = new LiveProgress(err, LiveProgress.somebodyLooks());
    try (Engine engine = server.start()) {
      Roster runnable = new Rehearsing(engine, err).runnable(new Roster(chosen), chosen, null);
      List<BankStrategy> able = RunCommand.among(runnable, chosen);
      try (SchemaLease lease = SchemaLease.claim(engine.target(), RunSession.SCHEMA)) {
        RunDirectory directory = RunDirectory.create(out, Instant.now(), 0);
        var run =
            new BenchmarkRun(
                engine.target(),
                RunSession.SCHEMA,
                server.added.classPath(),
                directory.jmhLog(),
                profile);
        try {
          return new Benching(contentions(), stop, result, err)
              .measure(
                  able,
                  (strategy, contention) -> {
                    progress.say("measuring " + strategy.name() + " (" + contention.word() + ")");
                    lease.recreate();
                    try {
                      return run.measure(strategy, strategy.isolation(), contention);
                    } finally {
                      progress.clear();
                    }
                  });
        } finally {
          run.write(directory.jmh());
          result.printf("%nJMH's own results: %s%n", directory.jmh());
        }
      }
    }
  }

  private List<Contention> contentions() {
    return thorough ? List.of(Contention.values()) : Contention.ends();
  }

  private int checkers() {
    boolean met = true;
    for (CheckerSpeed.Workload workload : CheckerSpeed.Workload.values()) {
      CheckerSpeed.Figures figures = CheckerSpeed.measure(workload, thorough ? 9 : 4);
      result.println(figures);
      met &= figures.withinBudget() && figures.strictSerializable();
    }
    return met ? ExitCode.AS_EXPECTED : ExitCode.BUDGET;
  }

  private int recording() throws Exception {
    Path scratch = Files.createTempDirectory("overdraft-recording");
    try (Engine engine = server.start();
        SchemaLease lease = SchemaLease.claim(engine.target(), RunSession.SCHEMA)) {
      var cost = new RecordingCost(engine.target(), lease, workers, RECORDING_MILLIS);
      for (int round = 0; round < WARM_UP_ROUNDS; round++) {
        cost.measure(scratch);
      }
      List<RecordingCost.Round> rounds = new ArrayList<>();
      for (int round = 1; round <= (thorough ? 45 : 15); round++) {
        RecordingCost.Round each = cost.measure(scratch);
        rounds.add(each);
        result.printf(
            Locale.ROOT,
            "round %d: recorded %,.0f ops/s, same SQL by hand %,.0f, plain SQL by hand %,.0f%n",
            round,
            each.storm(),
            each.sameSql(),
            each.plainSql());
      }
      double median = ratio(rounds, RecordingCost.Round::ofSameSql, "the same SQL");
      result.printf(Locale.ROOT, "  budget %.2f%n", RATIO_BUDGET);
      ratio(rounds, RecordingCost.Round::ofPlainSql, "SQL and tables without our evidence");
      RecordingCost.eventsPerSecond(scratch, workers, 50_000);
      double events = RecordingCost.eventsPerSecond(scratch, workers, 100_000);
      result.printf(
          Locale.ROOT,
          "recorder alone: %,.0f events/s, none lost, budget %,.0f%n",
          events,
          EVENTS_BUDGET);
      return median < RATIO_BUDGET || events < EVENTS_BUDGET
          ? ExitCode.BUDGET
          : ExitCode.AS_EXPECTED;
    } finally {
      Files.deleteIfExists(scratch);
    }
  }

  private double ratio(
      List<RecordingCost.Round> rounds, ToDoubleFunction<RecordingCost.Round> of, String what) {
    double[] ratios = rounds.stream().mapToDouble(of).sorted().toArray();
    double median = ratios[ratios.length / 2];
    result.printf(
        Locale.ROOT,
        "against %s: median ratio %.3f (half of the %d rounds: %.3f to %.3f)%n",
        what,
        median,
        ratios.length,
        ratios[ratios.length / 4],
        ratios[3 * ratios.length / 4]);
    return median;
  }
}
