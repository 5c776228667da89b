package dev.overdraft.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.history.History;
import dev.overdraft.history.HistoryReader;
import dev.overdraft.history.Operation;
import dev.overdraft.recording.Recording;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.BankLoad;
import dev.overdraft.workload.bank.BankOperations;
import dev.overdraft.workload.bank.Receipt;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerTest {

  @TempDir Path directory;

  @Test
  void run_diesInAnOperation_itsLaneIsStillWritten() throws Exception {
    Path file = directory.resolve("history.jsonl");
    try (var recorder = new Recorder(file, Map.of(1L, 100L))) {
      var crew =
          new Storm.Crew(
              new Deadly(),
              new Recording(System.nanoTime(), 0),
              new CyclicBarrier(1),
              () -> true,
              new LongAdder(),
              System.nanoTime(),
              1);
      var operations = new BankOperations(42, new BankLoad(2, 100, 0, 0), 0, 1);
      var worker = new Worker(0, crew, operations, recorder.lane());

      worker.run();

      assertThat(worker.broken()).isInstanceOf(StackOverflowError.class);
      recorder.finish();
    }
    History history = HistoryReader.read(file);
    assertThat(history.executions()).hasSize(1);
  }

  /** Kills whoever asks. */
  private static final class Deadly implements Bank {
    @Override
    public Receipt transfer(Operation.Transfer transfer) {
      throw new StackOverflowError();
    }

    @Override
    public Receipt withdraw(Operation.Withdraw withdrawal) {
      throw new StackOverflowError();
    }

    @Override
    public Receipt deposit(Operation.Deposit deposit) {
      throw new StackOverflowError();
    }

    @Override
    public Map<Long, Long> audit() {
      throw new StackOverflowError();
    }
  }
}
