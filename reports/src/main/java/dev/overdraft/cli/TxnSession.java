package dev.overdraft.cli;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.history.Isolation;
import dev.overdraft.history.Plan;
import dev.overdraft.history.format.HistoryFile;
import dev.overdraft.reports.check.CheckJson;
import dev.overdraft.reports.check.CheckText;
import dev.overdraft.reports.check.Checked;
import dev.overdraft.reports.check.LevelTable;
import dev.overdraft.storm.StopSignal;
import dev.overdraft.storm.txn.TxnStorm;
import dev.overdraft.target.Target;
import dev.overdraft.workload.txn.TxnLoad;
import dev.overdraft.workload.txn.TxnWorkload;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One {@code run} of a workload that asks a database about itself: storm it at every level that is
 * asked for, judge each history from its file, and hold it to what the engine promises there.
 *
 * <p>What was judged is in {@code check.txt} even if the run breaks off at a later level.
 */
final class TxnSession {

  private final RunOptions options;
  private final TxnWorkload workload;
  private final List<Isolation> levels;
  private final long seed;
  private final StopSignal stop;
  private final LiveProgress progress;
  private final PrintStream err;
  private final List<LevelTable.Row> rows = new ArrayList<>();

  TxnSession(
      RunOptions options,
      TxnWorkload workload,
      List<Isolation> levels,
      long seed,
      StopSignal stop,
      LiveProgress progress,
      PrintStream err) {
    this.options = options;
    this.workload = workload;
    this.levels = List.copyOf(levels);
    this.seed = seed;
    this.stop = stop;
    this.progress = progress;
    this.err = err;
  }

  /** What is to be printed, the same as data, and the exit code. */
  record Result(String text, String json, int exitCode) {}

  Result run(Engine engine) throws Exception {
    Target target = engine.target();
    try (SchemaLease lease = SchemaLease.claim(target, RunSession.SCHEMA)) {
      RunDirectory directory = RunDirectory.create(options.out, Instant.now(), seed);
      directory.write(plan(engine));
      progress.clear();
      err.printf(
          "overdraft: seed %d, %d workers, into %s%n", seed, options.workers, directory.path());
      var load =
          new TxnStorm.Load(
              workload, seed, options.workers, options.durationMillis(), options.operations());
      var storm = new TxnStorm(target, RunSession.SCHEMA, load, stop, progress);
      Path proofs = directory.path().resolve("check.txt");
      try {
        for (Isolation level : levels) {
          if (!stop.requested()) {
            lease.recreate();
            judge(target, level, storm, directory);
          }
        }
      } finally {
        progress.clear();
        Files.writeString(proofs, table(engine) + details());
      }
      String where = String.format(Locale.ROOT, "%nProofs: %s%n", proofs);
      String json = CheckJson.render(engine.describe(), workload.word(), cutShort(), rows);
      return new Result(table(engine) + brief() + where, json, exitCode());
    }
  }

  private void judge(Target target, Isolation level, TxnStorm storm, RunDirectory directory)
      throws Exception {
    Path file = directory.history(workload.word() + "-" + level.sql().replace(' ', '-'));
    long millis = storm.run(level, file);
    progress.say("judging " + workload.word() + " at " + level.sql());
    Checked checked =
        Checked.of(
            HistoryFile.of(file).read(Optional.empty()),
            Promises.of(target.dialect(), level),
            Checked.Rules.DEFAULT);
    rows.add(new LevelTable.Row(level, file.getFileName().toString(), millis, checked));
    progress.judged(checked.findings().size());
  }

  private String table(Engine engine) {
    String table = LevelTable.render(engine.describe(), workload.word(), rows);
    return cutShort()
        ? table + "\nThe run was cut short: what it did not find proves nothing.\n"
        : table;
  }

  private String brief() {
    return rows.stream()
        .map(row -> "\n" + row.level().sql() + "\n" + CheckText.brief(row.checked()))
        .collect(Collectors.joining());
  }

  private String details() {
    return rows.stream()
        .map(row -> "\n" + CheckText.render(row.file(), row.checked()))
        .collect(Collectors.joining());
  }

  /** Whether a level is missing, or the last one may have been stopped in its storm. */
  private boolean cutShort() {
    return stop.requested() || rows.size() < levels.size();
  }

  private int exitCode() {
    if (rows.stream().anyMatch(row -> row.checked().outcome() == Checked.Outcome.BROKEN)) {
      return ExitCode.ANOMALY;
    }
    boolean open =
        cutShort()
            || rows.stream().anyMatch(r -> r.checked().outcome() == Checked.Outcome.INCONCLUSIVE);
    return open ? ExitCode.INCONCLUSIVE : ExitCode.AS_EXPECTED;
  }

  private Plan plan(Engine engine) throws IOException, SQLException {
    Map<String, String> settings =
        new LinkedHashMap<>(engine.target().readSettings(levels.get(0)).values());
    return new Plan(
        workload.word(),
        levels.stream().map(level -> level.name().toLowerCase(Locale.ROOT)).toList(),
        seed,
        engine.describe(),
        options.server.words(engine.target()),
        levels.size() == 1 ? levels.get(0).sql() : "one after the other",
        settings,
        options.workers,
        options.durationMillis(),
        options.operations(),
        TxnLoad.DEFAULT.keys(),
        0,
        "",
        0,
        0,
        Environment.describe());
  }
}
