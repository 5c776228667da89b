package dev.overdraft.cli;

import dev.overdraft.benchmarks.BenchmarkRun;
import dev.overdraft.benchmarks.Contention;
import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.Scorecard;
import dev.overdraft.check.VerdictsFile;
import dev.overdraft.engine.Engine;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.explore.bank.BankExplorer;
import dev.overdraft.explore.probe.Probe;
import dev.overdraft.history.History;
import dev.overdraft.history.HistoryReader;
import dev.overdraft.history.Isolation;
import dev.overdraft.history.Plan;
import dev.overdraft.reports.Reports;
import dev.overdraft.reports.TimelineFile;
import dev.overdraft.reports.WholeFile;
import dev.overdraft.storm.LatencyLog;
import dev.overdraft.storm.StopSignal;
import dev.overdraft.storm.Storm;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One {@code run}: storm every contestant, judge what was recorded, measure what each costs.
 *
 * <p>Verdicts and reports are written as soon as the storms are over, and again with the costs:
 * what breaks off later, or is broken off, takes nothing of it away.
 */
final class RunSession {

  static final String SCHEMA = "overdraft";

  /**
   * Think times before each write, for a control that has not shown itself: a storm finds races by
   * luck, and in a wider window, and a longer storm, it needs less.
   */
  private static final List<Long> WIDER_WINDOWS_MICROS = List.of(300L, 2_000L);

  private final RunOptions options;
  private final @Nullable Path out;
  private final List<Contestant> contestants;
  private final long seed;
  private final StopSignal stop;
  private final LiveProgress progress;
  private final PrintStream err;
  private final Instant began = Instant.now();
  private final List<Judged> judged = new ArrayList<>();
  private final Map<String, List<Scorecard.Cost>> costs = new LinkedHashMap<>();
  private final Map<String, List<Scorecard.Explored>> explored = new LinkedHashMap<>();
  private String observer = "";

  /** What a run left behind. */
  record Result(Scoreboard board, RunDirectory directory) {}

  RunSession(
      RunOptions options,
      @Nullable Path out,
      List<Contestant> contestants,
      long seed,
      StopSignal stop,
      LiveProgress progress,
      PrintStream err) {
    this.options = options;
    this.out = out;
    this.contestants = contestants;
    this.seed = seed;
    this.stop = stop;
    this.progress = progress;
    this.err = err;
  }

  /**
   * Runs on an engine.
   *
   * @param server the options that led to it
   */
  Result run(Engine engine, ServerOptions server) throws Exception {
    try (SchemaLease lease = SchemaLease.claim(engine.target(), SCHEMA)) {
      Plan plan = plan(engine, server.words(engine.target()));
      RunDirectory directory = RunDirectory.create(out, began, seed);
      directory.write(plan);
      progress.clear();
      err.printf(
          "overdraft: seed %d, %d workers, into %s%n", seed, options.workers, directory.path());
      Scoreboard board;
      try {
        storms(engine, lease, directory);
        if (!stop.requested()) {
          progress.say("measuring what recording changes");
          observer = new Observing(engine.target(), lease, err).measure(options.workers);
          progress.clear();
        }
      } finally {
        board = keep(plan, engine, directory);
      }
      if (!options.noExplore && !stop.requested()) {
        explore(engine, lease, directory);
        board = keep(plan, engine, directory);
      }
      if (!options.noBench && !stop.requested()) {
        progress.say("comparing all with a yardstick");
        new Costing(engine.target(), lease, seed, options.preciseCosts())
            .write(contestants, stop::requested, directory.path());
        if (!options.noJmh) {
          measure(engine, lease, directory);
        }
        board = keep(plan, engine, directory);
      }
      return new Result(board, directory);
    }
  }

  private void storms(Engine engine, SchemaLease lease, RunDirectory directory) throws Exception {
    for (Contestant contestant : contestants) {
      if (stop.requested() && !judged.isEmpty()) {
        break;
      }
      Judged each = storm(engine, lease, directory, contestant, options.yieldMicros(), 1);
      int longer = 1;
      for (long window : WIDER_WINDOWS_MICROS) {
        longer *= 2;
        if (each.isSilent() && !stop.requested()) {
          long think = Math.max(window, options.yieldMicros());
          each = storm(engine, lease, directory, contestant, think, longer);
        }
      }
      judged.add(each);
      progress.judged(each.found());
    }
  }

  /** One storm, so many times as long; its history takes the place of an earlier one's. */
  private Judged storm(
      Engine engine,
      SchemaLease lease,
      RunDirectory directory,
      Contestant contestant,
      long thinkMicros,
      int longer)
      throws Exception {
    var load =
        new Storm.Load(
            options.bank(),
            seed,
            options.workers,
            options.durationMillis() * longer,
            options.operations() * longer,
            thinkMicros);
    lease.recreate();
    var file = directory.history(contestant.name());
    Files.deleteIfExists(file);
    long millis =
        new Storm(engine.target(), SCHEMA, load, stop, progress)
            .run(contestant.strategy(), contestant.level(), file);
    History history = HistoryReader.read(file);
    TimelineFile.write(directory.path(), contestant.name(), history);
    LatencyLog.write(directory.latency(contestant.name()), history);
    return Judged.of(contestant, history, millis);
  }

  private Scoreboard keep(Plan plan, Engine engine, RunDirectory directory) throws IOException {
    boolean cutShort = stop.requested() || judged.size() < contestants.size();
    var board =
        new Scoreboard(
            plan,
            began.toString(),
            cutShort,
            Judged.cards(judged, engine.describe(), costs, explored),
            observer);
    WholeFile.write(directory.verdicts(), VerdictsFile.print(board));
    Reports.write(directory.path(), board, left -> err.println("overdraft: left out: " + left));
    return board;
  }

  private Plan plan(Engine engine, List<String> server) throws Exception {
    Isolation level = options.isolation == null ? Isolation.READ_COMMITTED : options.isolation;
    Map<String, String> settings =
        new LinkedHashMap<>(engine.target().readSettings(level).values());
    return new Plan(
        options.workload,
        contestants.stream().map(Contestant::name).toList(),
        seed,
        engine.describe(),
        server,
        options.isolation == null ? "each strategy's own" : options.isolation.sql(),
        settings,
        options.workers,
        options.durationMillis(),
        options.operations(),
        options.accounts,
        options.bank().openingCents(),
        options.amounts,
        options.skew,
        options.yieldMicros(),
        Environment.describe());
  }

  private void explore(Engine engine, SchemaLease lease, RunDirectory directory)
      throws InterruptedException, SQLException {
    Optional<String> unseen = Probe.unseen(engine.target());
    if (unseen.isPresent()) {
      note("nothing is explored: " + unseen.get());
      return;
    }
    boolean thorough = options.profile.thorough;
    var exploring = new Exploring(engine.target(), lease, directory.path(), thorough, this::note);
    for (Contestant each : contestants) {
      if (each.name().contains("@")) {
        continue; // explored at its own level
      }
      if (!each.strategy().shown().steps()) {
        note(BankExplorer.notStepped(each.strategy()));
      } else if (!stop.requested()) {
        progress.say("exploring " + each.name());
        explored.put(each.name(), exploring.explore(each.strategy(), each.level()));
      }
    }
  }

  private void note(String sentence) {
    progress.clear();
    err.println("overdraft: " + sentence);
  }

  private void measure(Engine engine, SchemaLease lease, RunDirectory directory) throws Exception {
    boolean thorough = options.profile.thorough;
    var profile =
        thorough
            ? BenchmarkRun.Profile.thorough(options.workers)
            : BenchmarkRun.Profile.quick(options.workers);
    var run =
        new BenchmarkRun(
            engine.target(), SCHEMA, options.server.added.classPath(), directory.jmhLog(), profile);
    List<Contention> contentions =
        thorough ? List.of(Contention.values()) : List.of(Contention.HOT);
    for (Contention contention : contentions) {
      for (Contestant each : contestants) {
        if (!stop.requested() && !each.name().contains("@")) {
          measure(run, lease, each, contention);
        }
      }
    }
    run.write(directory.jmh());
  }

  private void measure(
      BenchmarkRun run, SchemaLease lease, Contestant each, Contention contention) {
    progress.say("measuring " + each.name() + " (" + contention.word() + ")");
    lease.recreate();
    try {
      Scorecard.Cost cost = run.measure(each.strategy(), each.level(), contention);
      costs.computeIfAbsent(each.name(), n -> new ArrayList<>()).add(cost);
    } catch (IOException failed) {
      progress.clear();
      if (!stop.requested()) {
        err.println("overdraft: " + each.name() + " is not measured: " + failed.getMessage());
      }
    }
  }
}
