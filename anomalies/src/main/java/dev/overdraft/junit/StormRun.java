package dev.overdraft.junit;

import dev.overdraft.check.SeenVersions;
import dev.overdraft.explore.step.Omission;
import dev.overdraft.history.History;
import dev.overdraft.history.HistoryReader;
import dev.overdraft.recording.Rewriting;
import dev.overdraft.workload.bank.BankLoad;
import dev.overdraft.workload.bank.BankStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Carries out one {@link Storm} test. The history of one that fails is kept. */
final class StormRun {

  private static final long OPENING_CENTS = 1000;
  private static final double SKEW = 0.8;
  private static final int AUDIT_SHARE = 10;
  private static final int CONTROL_RUNS = 3;
  private static final int WIDENING = 5;

  private final ExtensionContext context;
  private final Storm wanted;
  private final String name;

  StormRun(ExtensionContext context, Storm wanted, String name) {
    this.context = context;
    this.wanted = wanted;
    this.name = name;
  }

  void judge(Trial trial) throws Exception {
    Path file = Files.createTempDirectory("overdraft-storm").resolve(name + ".jsonl");
    TrialRecord result;
    try (Ground ground =
        Ground.of(trial, wanted.isolation(), schema(), () -> Server.of(context).target())) {
      blow(ground, trial.strategy(name, wanted.isolation()), file, wanted.yieldMicros());
      result = new TrialRecord(head(), trial, SeenVersions.in(HistoryReader.read(file)));
      if (!result.failed()) {
        result = result.with(controls(ground, trial));
      }
    }
    context.publishReportEntry("overdraft", result.toString());
    if (result.passed()) {
      remove(file);
      return;
    }
    throw new AssertionError(result + "history: " + kept(file));
  }

  private List<ControlRecord> controls(Ground ground, Trial trial) throws Exception {
    List<ControlRecord> records = new ArrayList<>();
    for (Trial.Control control : trial.controls()) {
      records.add(control(ground, trial, control));
    }
    return records;
  }

  /** Runs a control until it is caught; each time with a wider window for it to fall through. */
  private ControlRecord control(Ground ground, Trial trial, Trial.Control control)
      throws Exception {
    var record = new ControlRecord(control.what(), Set.of(), "was not run");
    long yieldMicros = Math.max(1, wanted.yieldMicros());
    for (int run = 0; run < CONTROL_RUNS && !record.caught(trial); run++) {
      record = caught(ground, trial, control, yieldMicros);
      yieldMicros *= WIDENING;
    }
    return record;
  }

  private ControlRecord caught(Ground ground, Trial trial, Trial.Control control, long yieldMicros)
      throws Exception {
    Path file = Files.createTempDirectory("overdraft-control").resolve(name + ".jsonl");
    try {
      Optional<Omission> omission = control.clause().map(Omission::new);
      BankStrategy strategy =
          trial.strategy(
              name,
              wanted.isolation(),
              control.bank(),
              source -> omission.map(o -> Rewriting.of(source, o::apply)).orElse(source));
      blow(ground, strategy, file, yieldMicros);
      if (omission.isPresent() && !omission.get().occurred()) {
        return new ControlRecord(control.what(), Set.of(), "the clause occurs in no statement");
      }
      History history = SeenVersions.in(HistoryReader.read(file));
      return new ControlRecord(control.what(), new TrialRecord(head(), trial, history).found(), "");
    } finally {
      remove(file);
    }
  }

  /** Among the test's output files, or, where there is no place for those, where it is. */
  private Path kept(Path file) throws IOException {
    Optional<Path> copy =
        Output.publish(context, name, name + ".jsonl", place -> Files.copy(file, place));
    if (copy.isPresent()) {
      remove(file);
    }
    return copy.orElse(file);
  }

  private static void remove(Path file) throws IOException {
    Files.delete(file);
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      Files.delete(directory);
    }
  }

  private String head() {
    return "%s at %s, %d workers for %d ms, seed %d"
        .formatted(
            name,
            wanted.isolation().sql(),
            wanted.workers(),
            wanted.durationMillis(),
            wanted.seed());
  }

  private String schema() {
    return "storm_" + Integer.toHexString(context.getUniqueId().hashCode());
  }

  private void blow(Ground ground, BankStrategy strategy, Path file, long yieldMicros)
      throws Exception {
    var load =
        new dev.overdraft.storm.Storm.Load(
            new BankLoad(wanted.accounts(), OPENING_CENTS, SKEW, AUDIT_SHARE),
            wanted.seed(),
            wanted.workers(),
            wanted.durationMillis(),
            -1,
            yieldMicros);
    ground.blow(load, storm -> storm.run(strategy, wanted.isolation(), file));
  }
}
