package dev.overdraft.benchmarks;

import dev.overdraft.check.Scorecard;
import dev.overdraft.history.Isolation;
import dev.overdraft.strategies.ClassPath;
import dev.overdraft.target.Target;
import dev.overdraft.workload.bank.BankStrategy;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures strategies one after the other on one server, and keeps JMH's own results for {@code
 * jmh.json}.
 *
 * <p>Not safe for use by several threads: two benchmarks at once would measure each other.
 */
public final class BenchmarkRun {

  private final Target target;
  private final String schema;
  private final ClassPath added;
  private final Path log;
  private final Profile profile;
  private final List<RunResult> results = new ArrayList<>();

  /**
   * How thorough to be.
   *
   * @param threads each with a connection of its own
   */
  public record Profile(int threads, int forks, int warmups, int iterations, long iterationMillis) {
    /** Good enough for an order of magnitude: about four seconds a strategy. */
    public static Profile quick(int threads) {
      return new Profile(threads, 1, 1, 4, 500);
    }

    /** For figures that are to be quoted: about half a minute a strategy. */
    public static Profile thorough(int threads) {
      return new Profile(threads, 3, 3, 5, 1000);
    }
  }

  /**
   * Benchmarks in {@code schema}; JMH's own output goes to the file {@code log}.
   *
   * @param added what strategies of a team's own are loaded from
   */
  public BenchmarkRun(Target target, String schema, ClassPath added, Path log, Profile profile) {
    this.target = target;
    this.schema = schema;
    this.added = added;
    this.log = log;
    this.profile = profile;
  }

  /**
   * Measures one strategy. The schema has to be empty, and is not when this returns.
   *
   * @throws IOException if the benchmark could not be run, with the log's last words
   */
  public Scorecard.Cost measure(BankStrategy strategy, Isolation level, Contention contention)
      throws IOException {
    System.setProperty("jmh.ignoreLock", "true");
    try (var server = new ServerProperties(target, schema, added)) {
      var options = options(strategy, level, contention).jvmArgs(server.jvmArgs());
      RunResult result = run(options.build());
      results.add(result);
      return cost(result, contention);
    } catch (RunnerException failed) {
      throw new IOException(
          "the benchmark of " + strategy.name() + " failed: " + lastWords(), failed);
    }
  }

  /** JMH begins its output file anew each time; ours is to hold them all. */
  private RunResult run(Options options) throws RunnerException, IOException {
    try {
      return new Runner(options).runSingle();
    } finally {
      Path one = Path.of(options.getOutput().get());
      if (Files.exists(one)) {
        Files.write(
            log, Files.readAllBytes(one), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Files.delete(one);
      }
    }
  }

  private ChainedOptionsBuilder options(
      BankStrategy strategy, Isolation level, Contention contention) {
    return new OptionsBuilder()
        .include("^" + TransferBenchmark.class.getName() + "\\.transfer$")
        .param("strategy", strategy.name())
        .param("contention", contention.word())
        .param("isolation", level.name())
        .threads(profile.threads())
        .forks(profile.forks())
        .warmupIterations(profile.warmups())
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(profile.iterations())
        .measurementTime(TimeValue.milliseconds(profile.iterationMillis()))
        .shouldFailOnError(true)
        .output(log + ".part");
  }

  private Scorecard.Cost cost(RunResult result, Contention contention) throws IOException {
    double committed = secondary(result, "committed").getScore();
    double failed = secondary(result, "failed").getScore();
    if (committed == 0) {
      throw new IOException("not one transfer was committed");
    }
    double perCommit = 1 / committed;
    return new Scorecard.Cost(
        contention.word(),
        profile.threads(),
        committed,
        error(secondary(result, "committed")),
        Math.max(0, secondary(result, "rollbacks").getScore() - failed) * perCommit,
        secondary(result, "aborts").getScore() * perCommit);
  }

  private static double error(Result<?> result) {
    double error = result.getScoreError();
    return Double.isNaN(error) ? 0 : error;
  }

  private static Result<?> secondary(RunResult result, String name) {
    Result<?> found = result.getSecondaryResults().get(name);
    if (found == null) {
      throw new IllegalStateException("JMH did not report '" + name + "'");
    }
    return found;
  }

  private String lastWords() throws IOException {
    if (!Files.exists(log)) {
      return "no output";
    }
    List<String> lines = Files.readAllLines(log);
    return String.join(" / ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
  }

  /** Writes all results so far in JMH's own JSON. */
  public void write(Path file) throws IOException {
    try (var out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
    }
  }
}
