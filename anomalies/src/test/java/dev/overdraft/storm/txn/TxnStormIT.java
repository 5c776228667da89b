package dev.overdraft.storm.txn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overdraft.check.calls.CallJudgement;
import dev.overdraft.check.calls.CounterRules;
import dev.overdraft.check.calls.SetRules;
import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.check.txn.Judge;
import dev.overdraft.check.txn.Judgement;
import dev.overdraft.check.txn.Options;
import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.history.Isolation;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.format.HistoryFile;
import dev.overdraft.history.format.Imported;
import dev.overdraft.history.txn.TxnHistory;
import dev.overdraft.storm.Progress;
import dev.overdraft.storm.StopSignal;
import dev.overdraft.workload.txn.TxnWorkload;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TxnStormIT {

  private static final int TRANSACTIONS = 2_000;

  private static Engine engine;
  private static SchemaLease lease;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    engine = Engines.start(Engines.EMBEDDED, Optional.empty(), Optional.empty());
    lease = SchemaLease.claim(engine.target(), "overdraft");
  }

  @AfterAll
  static void stop() {
    lease.close();
    engine.close();
  }

  @Test
  void run_lists_isRecordedWholeAndEndsWithEveryKeyRead() throws Exception {
    Imported.Transactions read = storm(TxnWorkload.APPEND, Isolation.REPEATABLE_READ);

    TxnHistory history = read.history();
    assertThat(read.summary().workload().word()).isEqualTo("list-append");
    assertThat(read.summary().notes()).isEmpty();
    assertThat(history.faults()).isEmpty();
    assertThat(history.timed()).isTrue();
    List<Integer> last =
        IntStream.range(0, history.size()).filter(t -> history.process(t) == 6).boxed().toList();
    assertThat(last.stream().mapToInt(t -> history.endOp(t) - history.firstOp(t)).sum())
        .as("reads of the reader")
        .isEqualTo(history.keys());
    assertThat(history.size() - last.size()).isEqualTo(TRANSACTIONS);
    assertThat(aborted(history)).as("snapshots that lost their race").isPositive();
  }

  @Test
  void run_registers_isRecordedWhole() throws Exception {
    Imported.Transactions read = storm(TxnWorkload.REGISTER, Isolation.SERIALIZABLE);

    assertThat(read.summary().workload().word()).isEqualTo("rw-register");
    assertThat(read.history().faults()).isEmpty();
    assertThat(aborted(read.history())).isPositive();
    assertThat(read.history().ops()).isGreaterThan(TRANSACTIONS);
  }

  @Test
  void run_groups_isRecordedWholeWithWhatWasThereBefore() throws Exception {
    Imported.Transactions read = storm(TxnWorkload.PREDICATE, Isolation.REPEATABLE_READ);

    TxnHistory history = read.history();
    assertThat(read.summary().workload().word()).isEqualTo("predicate");
    assertThat(read.summary().notes()).isEmpty();
    assertThat(history.faults()).isEmpty();
    assertThat(history.openingGroup(0)).isZero();
    List<Integer> last =
        IntStream.range(0, history.size()).filter(t -> history.process(t) == 6).boxed().toList();
    assertThat(history.size() - last.size()).isEqualTo(TRANSACTIONS);
    assertThat(aborted(history)).as("snapshots that lost their race").isPositive();
    Judgement judgement = Judge.judge(history, Options.DEFAULT);
    assertThat(judgement.levels().of(Level.SNAPSHOT_ISOLATION, Axis.PLAIN)).isEqualTo(Answer.HOLDS);
    assertThat(judgement.faults()).isEmpty();
  }

  @Test
  void run_counterAndSet_areRecordedAsSuchAndAddUp() throws Exception {
    for (TxnWorkload workload : List.of(TxnWorkload.COUNTER, TxnWorkload.SET)) {
      Imported.SingleCalls read = (Imported.SingleCalls) read(workload, Isolation.READ_COMMITTED);
      CallJudgement judgement =
          workload == TxnWorkload.SET
              ? SetRules.judge(read.calls())
              : CounterRules.judge(read.calls());

      assertThat(read.summary().workload().word()).isEqualTo(workload.word());
      assertThat(read.summary().guessed()).isFalse();
      assertThat(judgement.findings()).isEmpty();
      assertThat(judgement.chances()).isPositive();
    }
  }

  /** A history of nothing but refused statements would satisfy every level. */
  @Test
  void run_statementsAreRefused_endsTheStormWithTheServersWord() {
    lease.recreate();
    var load = new TxnStorm.Load(TxnWorkload.APPEND, 5, 6, -1, Long.MAX_VALUE);
    var storm =
        new TxnStorm(
            engine.target(),
            "overdraft",
            load,
            new StopSignal(),
            (what, completed, millis, ofMillis) -> lease.recreate());

    assertThatThrownBy(
            () -> storm.run(Isolation.READ_COMMITTED, directory.resolve("refused.jsonl")))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("\"item\" does not exist");
  }

  private static long aborted(TxnHistory history) {
    return IntStream.range(0, history.size())
        .filter(t -> history.outcome(t) == Outcome.FAIL)
        .count();
  }

  private Imported.Transactions storm(TxnWorkload workload, Isolation level) throws Exception {
    return (Imported.Transactions) read(workload, level);
  }

  private Imported read(TxnWorkload workload, Isolation level) throws Exception {
    lease.recreate();
    var load = new TxnStorm.Load(workload, 5, 6, -1, TRANSACTIONS);
    Path file = directory.resolve(workload + ".jsonl");
    new TxnStorm(engine.target(), "overdraft", load, new StopSignal(), Progress.SILENT)
        .run(level, file);
    return HistoryFile.of(file).read(Optional.empty());
  }
}
