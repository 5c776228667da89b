package dev.overdraft.junit;

import dev.overdraft.engine.SchemaLease;
import dev.overdraft.history.HistoryReader;
import dev.overdraft.storm.Progress;
import dev.overdraft.storm.StopSignal;
import dev.overdraft.target.Target;
import dev.overdraft.workload.bank.BankLoad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.MediaType;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Carries out one {@link Storm} test. The history of one that fails is kept. */
final class StormRun {

  private static final long OPENING_CENTS = 1000;
  private static final double SKEW = 0.8;
  private static final int AUDIT_SHARE = 10;

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
    blow(Server.of(context).target(), trial, file);
    var result = new TrialRecord(head(), trial, HistoryReader.read(file));
    context.publishReportEntry("overdraft", result.toString());
    if (result.passed()) {
      remove(file);
      return;
    }
    throw new AssertionError(result + "history: " + kept(file));
  }

  /** Among the test's output files, or, where there is no place for those, where it is. */
  private Path kept(Path file) throws IOException {
    var copies = new ArrayList<Path>();
    try {
      context.publishFile(
          name + ".jsonl",
          MediaType.TEXT_PLAIN_UTF_8,
          copy -> {
            Files.copy(file, copy);
            copies.add(copy);
          });
    } catch (RuntimeException noOutput) {
      return file;
    }
    if (copies.isEmpty()) {
      return file;
    }
    remove(file);
    return copies.get(0);
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

  private void blow(Target target, Trial trial, Path file) throws Exception {
    String schema = "storm_" + Integer.toHexString(context.getUniqueId().hashCode());
    var load =
        new dev.overdraft.storm.Storm.Load(
            new BankLoad(wanted.accounts(), OPENING_CENTS, SKEW, AUDIT_SHARE),
            wanted.seed(),
            wanted.workers(),
            wanted.durationMillis(),
            -1,
            wanted.yieldMicros());
    try (SchemaLease lease = SchemaLease.claim(target, schema)) {
      var storm =
          new dev.overdraft.storm.Storm(
              target, lease.name(), load, new StopSignal(), Progress.SILENT);
      storm.run(trial.strategy(name, wanted.isolation()), wanted.isolation(), file);
    }
  }
}
