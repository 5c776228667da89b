package dev.overdraft.cli;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.history.Isolation;
import dev.overdraft.history.Plan;
import dev.overdraft.history.format.HistoryFile;
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

/**
 * One {@code run} of a workload that asks a database about itself: storm it at every level that is
 * asked for, judge each history from its file, and hold it to what the engine promises there.
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
  private final StringBuilder brief = new StringBuilder();
  private final StringBuilder details = new StringBuilder();

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

  /** What was printed, and the exit code. */
  record Result(String text, int exitCode) {}

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
      for (Isolation level : levels) {
        if (!stop.requested()) {
          lease.recreate();
          judge(target, level, storm, directory);
        }
      }
      progress.clear();
      String table = LevelTable.render(engine.describe(), workload.word(), rows);
      Path proofs = directory.path().resolve("check.txt");
      Files.writeString(proofs, table + details);
      String where = String.format(Locale.ROOT, "%nProofs: %s%n", proofs);
      return new Result(table + brief + where, exitCode());
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
    rows.add(new LevelTable.Row(level, millis, checked));
    progress.judged(checked.findings().size());
    brief.append('\n').append(level.sql()).append('\n').append(CheckText.brief(checked));
    details.append('\n').append(CheckText.render(file.getFileName().toString(), checked));
  }

  private int exitCode() {
    if (rows.stream().anyMatch(row -> row.checked().outcome() == Checked.Outcome.BROKEN)) {
      return ExitCode.ANOMALY;
    }
    boolean open =
        rows.size() < levels.size()
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
