package dev.overdraft.storm.txn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.history.Isolation;
import dev.overdraft.storm.Progress;
import dev.overdraft.storm.StopSignal;
import dev.overdraft.suite.WholeSuite;
import dev.overdraft.target.Target;
import dev.overdraft.workload.txn.TxnWorkload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every workload's own statements, on the engines that run in this JVM. */
@WholeSuite
class InProcessTxnStormIT {

  private static final int TRANSACTIONS = 60;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"h2", "hsqldb", "derby", "sqlite"})
  void run_oneWorker_noTransactionFails(String word) throws Exception {
    try (Engine engine = Engines.start(word, Optional.empty(), Optional.empty());
        SchemaLease lease = SchemaLease.claim(engine.target(), "overdraft")) {
      for (TxnWorkload workload : TxnWorkload.values()) {
        lease.recreate();
        Path file = storm(engine.target(), workload);

        List<String> lines = Files.readAllLines(file);
        assertThat(lines)
            .as(workload.word())
            .noneMatch(line -> line.contains("\"fail\"") || line.contains("\"info\""));
        assertThat(lines.stream().filter(line -> line.contains("\"ok\"")).count())
            .as(workload.word())
            .isGreaterThan(TRANSACTIONS);
      }
    }
  }

  private Path storm(Target target, TxnWorkload workload) throws Exception {
    Path file = directory.resolve(target.dialect() + "-" + workload + ".jsonl");
    var load = new TxnStorm.Load(workload, 5, 1, -1, TRANSACTIONS);
    new TxnStorm(target, "overdraft", load, new StopSignal(), Progress.SILENT)
        .run(Isolation.SERIALIZABLE, file);
    return file;
  }
}
