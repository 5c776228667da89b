package dev.overdraft.cli;

import dev.overdraft.benchmarks.Planted;
import dev.overdraft.engine.Engine;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.history.Isolation;
import dev.overdraft.reports.Comparison;
import dev.overdraft.reports.Snapshot;
import dev.overdraft.storm.StopSignal;
import dev.overdraft.strategies.Strategies;
import dev.overdraft.target.Settings;
import dev.overdraft.workload.bank.BankStrategy;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * How well {@code compare} tells. A trial is four runs, each a process with a server of its own: a
 * base, and three heads of which one is the same, one is slowed by a fifth and one has lost its
 * lock.
 */
final class CompareTrials {

  private static final double THRESHOLD = 0.05;
  private static final String SUBJECT = "select-for-update";

  private final ServerOptions server;
  private final PrintStream out;

  CompareTrials(ServerOptions server, PrintStream out) {
    this.server = server;
    this.out = out;
  }

  /** Runs the trials; the exit code says whether each was told right. */
  int all(int trials) throws IOException, InterruptedException {
    Map<Planted, Integer> right = new EnumMap<>(Planted.class);
    for (int trial = 1; trial <= trials; trial++) {
      Path directory = Files.createTempDirectory("overdraft-comparing");
      try {
        Snapshot base = fork(Planted.NOTHING, directory.resolve("base"));
        for (Planted planted : Planted.values()) {
          Snapshot head = fork(planted, directory.resolve(planted.name()));
          Comparison comparison = Comparison.of(base, head, THRESHOLD);
          boolean told = right(planted, comparison);
          right.merge(planted, told ? 1 : 0, Integer::sum);
          out.printf(
              "trial %d: %s %s: %s%n",
              trial,
              planted.name().toLowerCase(java.util.Locale.ROOT),
              told ? "told right" : "TOLD WRONG",
              line(comparison));
        }
      } finally {
        delete(directory);
      }
    }
    right.forEach(
        (planted, times) ->
            out.printf(
                "%s: told right %d of %d times%n",
                planted.name().toLowerCase(java.util.Locale.ROOT), times, trials));
    boolean all = right.values().stream().allMatch(times -> times == trials);
    return all ? ExitCode.AS_EXPECTED : ExitCode.BUDGET;
  }

  private static boolean right(Planted planted, Comparison comparison) {
    return switch (planted) {
      case NOTHING -> !comparison.differs();
      case SLOWED -> comparison.slower() && !comparison.worse();
      case UNLOCKED -> comparison.worse();
    };
  }

  private static String line(Comparison comparison) {
    Comparison.Line line = comparison.lines().get(0);
    String anomalies =
        line.appeared().isEmpty() ? "no new anomaly" : "new: " + String.join(", ", line.appeared());
    return anomalies
        + line.time().map(c -> ", time " + c).orElse("")
        + line.cpu().map(c -> ", CPU " + c).orElse("");
  }

  private Snapshot fork(Planted planted, Path directory) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(planted, directory)).redirectErrorStream(true).start();
    String said;
    try {
      process.getOutputStream().close();
      said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
    } finally {
      process.destroy();
    }
    if (!Files.exists(directory.resolve("costs.json"))) {
      throw new IOException("a run of the trial failed: " + said.strip());
    }
    return Snapshot.read(directory);
  }

  /** How a run is started; it inherits the environment, and with it the password. */
  List<String> command(Planted planted, Path directory) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Overdraft.class.getName(), "bench", "--comparing-run", planted.name()));
    command.addAll(List.of("--out", directory.toString(), "--engine", server.engine));
    if (server.user != null) {
      command.addAll(List.of("--user", server.user));
    }
    if (!server.added.classPath.isEmpty()) {
      command.addAll(List.of("--classpath", server.added.classPath));
    }
    return command;
  }

  /** One run: it is judged as always, and measured. */
  int run(Planted planted, Path directory) throws Exception {
    var options = new RunOptions();
    options.server = server;
    options.noBench = true;
    options.duration = Duration.ofSeconds(1);
    options.validate();
    long seed = new SplittableRandom(System.nanoTime()).nextLong(1_000_000_000);
    var stop = new StopSignal();
    var quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    var progress = new LiveProgress(quiet, false);
    try (Engine engine = server.start()) {
      Settings settings = engine.target().readSettings(Isolation.READ_COMMITTED);
      BankStrategy subject = Strategies.byName(SUBJECT).orElseThrow();
      BankStrategy judged = planted == Planted.SLOWED ? subject : planted.in(subject);
      List<Contestant> alone = List.of(contestant(judged, settings));
      new RunSession(options, directory, alone, seed, stop, progress, quiet).run(engine, server);
      try (SchemaLease lease = SchemaLease.claim(engine.target(), RunSession.SCHEMA)) {
        new Costing(engine.target(), lease, seed, true)
            .write(List.of(contestant(planted.in(subject), settings)), stop::requested, directory);
      }
    }
    return ExitCode.AS_EXPECTED;
  }

  private static Contestant contestant(BankStrategy strategy, Settings settings) {
    return Contestant.of(strategy, settings, Isolation.READ_COMMITTED, true);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      all.sorted(Comparator.reverseOrder()).forEach(CompareTrials::remove);
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException stays) {
      throw new UncheckedIOException(stays);
    }
  }
}
