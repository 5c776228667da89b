package dev.overdraft.benchmarks;

import dev.overdraft.engine.SchemaLease;
import dev.overdraft.history.Event;
import dev.overdraft.history.History;
import dev.overdraft.history.HistoryReader;
import dev.overdraft.history.Isolation;
import dev.overdraft.history.Operation;
import dev.overdraft.history.Outcome;
import dev.overdraft.storm.BankSchema;
import dev.overdraft.storm.Progress;
import dev.overdraft.storm.Recorder;
import dev.overdraft.storm.StopSignal;
import dev.overdraft.storm.Storm;
import dev.overdraft.strategies.Strategies;
import dev.overdraft.target.Target;
import dev.overdraft.workload.bank.BankLoad;
import dev.overdraft.workload.bank.BankStrategy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * What recording costs: operations per second of a storm against bare JDBC loops.
 *
 * <p>Two loops, since there are two questions. One sends letter for letter what the server gets
 * from the storm, version, writer and ledger row included: what is left is the cost of watching and
 * writing down. The other sends only what stands in the strategy's file, to a table without our
 * columns, trigger or ledger: what is left is the cost of the evidence as a whole.
 *
 * <p>They take turns on one server, and ratios are taken within a round. The loops are as bare as
 * can be: a connection a thread that is never given back, statements prepared once, nothing written
 * down.
 */
public final class RecordingCost {

  private static final BankLoad LOAD = new BankLoad(64, 1_000_000_000, 0, 0);
  private static final long SEED = 11;

  /** How long a loop may take to connect; one that cannot must not keep the others waiting. */
  static final long PATIENCE_SECONDS = 30;

  private final Target target;
  private final SchemaLease lease;
  private final int workers;
  private final long millis;

  /**
   * One round, in operations per second.
   *
   * @param storm with everything recorded
   * @param sameSql the loops that send the storm's SQL, before and behind it
   * @param plainSql the loop that sends the strategy's own
   */
  public record Round(double storm, double sameSql, double plainSql) {
    /** 1 means that watching and writing down cost nothing. */
    public double ofSameSql() {
      return storm / sameSql;
    }

    /** 1 means that the columns and the ledger cost nothing either. */
    public double ofPlainSql() {
      return storm / plainSql;
    }
  }

  /** Each loop and each storm runs for {@code millis} with {@code workers} connections. */
  public RecordingCost(Target target, SchemaLease lease, int workers, long millis) {
    this.target = target;
    this.lease = lease;
    this.workers = workers;
    this.millis = millis;
  }

  /**
   * One round: the storm between two loops of its SQL, whose mean it is held against, so that a
   * drift of the machine cancels. The storm's history goes into {@code directory} and is removed.
   */
  public Round measure(Path directory) throws Exception {
    double before = bare(RecordedSql::new, BankSchema::create);
    double storm = storm(directory);
    double after = bare(RecordedSql::new, BankSchema::create);
    double plain = bare(BareSql.OfTheStrategy::new, BankSchema::createBare);
    return new Round(storm, (before + after) / 2, plain);
  }

  private double storm(Path directory) throws Exception {
    lease.recreate();
    BankStrategy strategy = Strategies.byName("atomic-update").orElseThrow();
    var load = new Storm.Load(LOAD, SEED, workers, millis, -1, 0);
    Path file = directory.resolve("recording-cost.jsonl");
    try {
      long took =
          new Storm(target, lease.name(), load, new StopSignal(), Progress.SILENT)
              .run(strategy, Isolation.READ_COMMITTED, file);
      History history = HistoryReader.read(file);
      return history.executions().size() * 1000.0 / took;
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** How the tables of a loop are made. */
  @FunctionalInterface
  private interface Tables {
    void create(BankSchema schema, BankLoad load) throws SQLException;
  }

  private double bare(BareSql.Factory sql, Tables tables) throws Exception {
    lease.recreate();
    var source = target.unpooled(Isolation.READ_COMMITTED, lease.name());
    tables.create(new BankSchema(source), LOAD);
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      var start = new CyclicBarrier(workers + 1);
      List<Future<Long>> loops = new ArrayList<>();
      for (int worker = 0; worker < workers; worker++) {
        loops.add(
            threads.submit(new BareLoop(source, sql, LOAD, SEED, worker, workers, millis, start)));
      }
      start.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      long began = System.nanoTime();
      long operations = 0;
      for (Future<Long> loop : loops) {
        operations += loop.get();
      }
      return operations * 1e9 / (System.nanoTime() - began);
    } finally {
      threads.shutdownNow();
      threads.awaitTermination(10, TimeUnit.SECONDS);
    }
  }

  /**
   * How many events per second the recorder writes down at full speed, and that none is missing.
   *
   * @throws IllegalStateException if an event was lost
   */
  public static double eventsPerSecond(Path directory, int workers, int operationsEach)
      throws Exception {
    Path file = directory.resolve("events.jsonl");
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try {
      long began = System.nanoTime();
      try (var recorder = new Recorder(file, Map.of(1L, 100L))) {
        List<Callable<Boolean>> all = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
          int number = worker;
          all.add(() -> pour(recorder.lane(), number, workers, operationsEach));
        }
        for (Future<Boolean> each : threads.invokeAll(all)) {
          each.get();
        }
        recorder.finish().closing(List.of());
      }
      double perSecond = 2.0 * workers * operationsEach * 1e9 / (System.nanoTime() - began);
      int kept = HistoryReader.read(file).executions().size();
      if (kept != workers * operationsEach) {
        throw new IllegalStateException(workers * operationsEach - kept + " events were lost");
      }
      return perSecond;
    } finally {
      threads.shutdownNow();
      threads.awaitTermination(10, TimeUnit.SECONDS);
      Files.deleteIfExists(file);
    }
  }

  private static boolean pour(Recorder.Lane lane, int worker, int workers, int operations)
      throws InterruptedException {
    for (int i = 0; i < operations; i++) {
      long id = (long) i * workers + worker;
      lane.add(
          new Event.Invocation(System.nanoTime(), worker, new Operation.Transfer(id, 1, 2, 10)));
      lane.add(
          new Event.Completion(
              System.nanoTime(),
              worker,
              id,
              Outcome.OK,
              true,
              "",
              1,
              List.of(),
              List.of(),
              Map.of()));
    }
    lane.handOver();
    return true;
  }
}
