package dev.overdraft.cli;

import dev.overdraft.benchmarks.BenchmarkRun;
import dev.overdraft.benchmarks.Contention;
import dev.overdraft.check.Anomaly;
import dev.overdraft.check.AuditEquation;
import dev.overdraft.check.Checkers;
import dev.overdraft.check.Claim;
import dev.overdraft.check.Grade;
import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.Scorecard;
import dev.overdraft.check.Verdict;
import dev.overdraft.engine.Engine;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.HistoryReader;
import dev.overdraft.history.Isolation;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.Plan;
import dev.overdraft.storm.StopSignal;
import dev.overdraft.storm.Storm;
import dev.overdraft.workload.bank.BankLoad;
import dev.overdraft.workload.bank.BankStrategy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One {@code run}: storm every strategy, judge what was recorded, measure what each costs. */
final class RunSession {

  static final String SCHEMA = "overdraft";
  private static final long OPENING_CENTS = 100;
  private static final int AUDIT_SHARE = 10;

  private final RunOptions options;
  private final List<BankStrategy> strategies;
  private final long seed;
  private final RunDirectory directory;
  private final StopSignal stop;
  private final LiveProgress progress;
  private final Instant began = Instant.now();

  /** What one strategy's storm left: claims and verdicts, and the counts beside them. */
  private record Stormed(
      BankStrategy strategy,
      Isolation level,
      Map<Anomaly, Claim> claims,
      Map<Anomaly, Verdict> verdicts,
      String equation,
      Scorecard.Operations operations) {}

  RunSession(
      RunOptions options,
      List<BankStrategy> strategies,
      long seed,
      RunDirectory directory,
      StopSignal stop,
      LiveProgress progress) {
    this.options = options;
    this.strategies = strategies;
    this.seed = seed;
    this.directory = directory;
    this.stop = stop;
    this.progress = progress;
  }

  Scoreboard run(Engine engine) throws Exception {
    try (SchemaLease lease = SchemaLease.claim(engine.target(), SCHEMA)) {
      Plan plan = plan(engine);
      directory.write(plan);
      var load = load();
      var storm = new Storm(engine.target(), SCHEMA, load, stop, progress);
      List<Stormed> stormed = new ArrayList<>();
      for (BankStrategy strategy : strategies) {
        if (stop.requested() && !stormed.isEmpty()) {
          break;
        }
        lease.recreate();
        stormed.add(storm(storm, strategy));
      }
      boolean cutShort = stop.requested();
      Map<String, List<Scorecard.Cost>> costs =
          options.noBench || cutShort ? Map.of() : measure(engine, lease, stormed);
      return board(plan, engine, stormed, costs, cutShort || stop.requested());
    }
  }

  private Storm.Load load() {
    return new Storm.Load(
        bank(),
        seed,
        options.workers,
        options.durationMillis(),
        options.operations(),
        options.yield.toNanos() / 1000);
  }

  private BankLoad bank() {
    try {
      return new BankLoad(options.accounts, OPENING_CENTS, options.skew, AUDIT_SHARE);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()));
    }
  }

  private Plan plan(Engine engine) throws Exception {
    Isolation level = options.isolation == null ? Isolation.READ_COMMITTED : options.isolation;
    Map<String, String> settings =
        new LinkedHashMap<>(engine.target().readSettings(level).values());
    return new Plan(
        options.workload,
        strategies.stream().map(BankStrategy::name).toList(),
        seed,
        engine.describe(),
        options.isolation == null ? "each strategy's own" : options.isolation.sql(),
        settings,
        options.workers,
        options.durationMillis(),
        options.operations(),
        options.accounts,
        OPENING_CENTS,
        options.skew,
        options.yield.toNanos() / 1000,
        Environment.describe());
  }

  private Stormed storm(Storm storm, BankStrategy strategy) throws Exception {
    Isolation level = options.isolation == null ? strategy.isolation() : options.isolation;
    Path file = directory.history(strategy.name());
    long millis = storm.run(strategy, level, file);
    History history = HistoryReader.read(file);
    Map<Anomaly, Verdict> verdicts = Checkers.judge(history);
    progress.judged(verdicts.values().stream().mapToLong(Verdict::count).sum());
    return new Stormed(
        strategy,
        level,
        claims(strategy, level),
        verdicts,
        Checkers.equation(history).map(AuditEquation::toString).orElse(""),
        operations(history, millis));
  }

  private Map<Anomaly, Claim> claims(BankStrategy strategy, Isolation level) {
    return options.claimSafe.contains(strategy.name())
        ? BankStrategy.neverAny().apply(level)
        : strategy.claims().apply(level);
  }

  private static Scorecard.Operations operations(History history, long millis) {
    Map<String, Long> aborts = new TreeMap<>();
    long retries = 0;
    for (Execution execution : history.executions()) {
      retries += execution.attempts() - 1L;
      execution.aborts().forEach(state -> aborts.merge(state, 1L, Long::sum));
    }
    return new Scorecard.Operations(
        history.count(Outcome.OK),
        history.count(Outcome.FAIL),
        history.count(Outcome.INFO),
        retries,
        aborts,
        millis);
  }

  private Map<String, List<Scorecard.Cost>> measure(
      Engine engine, SchemaLease lease, List<Stormed> stormed) throws Exception {
    boolean thorough = options.profile.thorough;
    var profile =
        thorough
            ? BenchmarkRun.Profile.thorough(options.workers)
            : BenchmarkRun.Profile.quick(options.workers);
    var run = new BenchmarkRun(engine.target(), SCHEMA, directory.jmhLog(), profile);
    List<Contention> contentions =
        thorough ? List.of(Contention.values()) : List.of(Contention.HOT);
    Map<String, List<Scorecard.Cost>> costs = new LinkedHashMap<>();
    for (Contention contention : contentions) {
      for (Stormed each : stormed) {
        if (stop.requested()) {
          break;
        }
        String name = each.strategy().name();
        progress.say("measuring " + name + " (" + contention.word() + ")");
        lease.recreate();
        costs
            .computeIfAbsent(name, n -> new ArrayList<>())
            .add(run.measure(each.strategy(), each.level(), contention));
      }
    }
    run.write(directory.jmh());
    return costs;
  }

  private Scoreboard board(
      Plan plan,
      Engine engine,
      List<Stormed> stormed,
      Map<String, List<Scorecard.Cost>> costs,
      boolean cutShort) {
    Set<Anomaly> caught =
        Scoreboard.caught(stormed.stream().map(s -> Map.entry(s.claims(), s.verdicts())).toList());
    List<Scorecard> cards = new ArrayList<>();
    for (Stormed each : stormed) {
      List<Scorecard.Entry> entries = Scoreboard.grade(each.verdicts(), each.claims(), caught);
      BankStrategy strategy = each.strategy();
      cards.add(
          new Scorecard(
              strategy.name(),
              strategy.family(),
              strategy.summary(),
              strategy.kind() == BankStrategy.Kind.BROKEN,
              source(strategy.type()),
              engine.describe(),
              each.level().sql(),
              Grade.worst(entries.stream().map(Scorecard.Entry::grade).toList()),
              entries,
              each.operations(),
              each.equation(),
              costs.getOrDefault(strategy.name(), List.of())));
    }
    return new Scoreboard(plan, began.toString(), cutShort, cards);
  }

  private static String source(Class<?> type) {
    return "strategies/src/main/java/" + type.getName().replace('.', '/') + ".java";
  }
}
