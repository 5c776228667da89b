package dev.overdraft.benchmarks;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.format.Export;
import dev.overdraft.history.format.HistoryFile;
import dev.overdraft.history.format.Imported;
import dev.overdraft.history.format.Notation;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import dev.overdraft.history.txn.TxnHistoryBuilder;
import dev.overdraft.workload.txn.Step;
import dev.overdraft.workload.txn.TxnLoad;
import dev.overdraft.workload.txn.TxnMix;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reads and writes of registers loaded per second from a file, by format: on one thread, out of the
 * page cache, into the columns that are judged. Invocations are in the file too but not counted.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Benchmark)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class LoadingBenchmark {

  private static final int OPERATIONS = 500_000;

  @Param({"EDN", "JSON", "TEXT"})
  String format = "EDN";

  private Path file = Path.of("");

  /** Writes the file: transactions of one to four steps, eight sessions, every read up to date. */
  @Setup(Level.Trial)
  public void write() throws IOException {
    file = Files.createTempFile("overdraft-loading", "." + format.toLowerCase(Locale.ROOT));
    TxnHistory history = history();
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      if (format.equals("TEXT")) {
        text(history, out);
      } else {
        Export.write(history, Notation.valueOf(format), out);
      }
    }
  }

  private static TxnHistory history() {
    var mix = new TxnMix(1, TxnLoad.DEFAULT);
    Map<Long, Long> values = new HashMap<>();
    TxnHistoryBuilder builder = TxnHistory.of(Model.REGISTER);
    int operations = 0;
    for (long txn = 0; operations < OPERATIONS; txn++) {
      builder.begin(txn, (int) (txn % 8), 10 * txn);
      for (Step step : mix.next()) {
        if (operations++ < OPERATIONS) {
          add(builder, step, values);
        }
      }
      builder.end(Outcome.OK, 10 * txn + 75);
    }
    return builder.build();
  }

  private static void add(TxnHistoryBuilder builder, Step step, Map<Long, Long> values) {
    if (step.write()) {
      values.put(step.key(), step.value());
      builder.write(step.key(), step.value());
    } else if (values.containsKey(step.key())) {
      builder.read(step.key(), values.getOrDefault(step.key(), 0L));
    } else {
      builder.readNil(step.key());
    }
  }

  private static void text(TxnHistory history, BufferedWriter out) throws IOException {
    for (int txn = 0; txn < history.size(); txn++) {
      for (int op = history.firstOp(txn); op < history.endOp(txn); op++) {
        out.write(
            "%c(%s,%d,%d,%d)%n"
                .formatted(
                    history.micro(op).writes() ? 'w' : 'r',
                    history.keyName(history.key(op)),
                    history.value(op),
                    history.process(txn),
                    txn));
      }
    }
  }

  /** Reads the whole file. */
  @Benchmark
  @OperationsPerInvocation(OPERATIONS)
  public int load() throws IOException {
    Imported imported = HistoryFile.of(file).read(Optional.empty());
    int operations = ((Imported.Transactions) imported).history().ops();
    if (operations != OPERATIONS) {
      throw new IllegalStateException("loaded " + operations);
    }
    return operations;
  }

  /** Removes the file. */
  @TearDown(Level.Trial)
  public void remove() throws IOException {
    Files.deleteIfExists(file);
  }
}
