package dev.overdraft.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.overdraft.history.Isolation;
import dev.overdraft.history.Operation;
import dev.overdraft.storm.BankSchema;
import dev.overdraft.storm.Threads;
import dev.overdraft.target.Target;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.BankStrategy;
import dev.overdraft.workload.bank.Receipt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * Transfers committed per second: strategy x contention x level, on the server whose URL the parent
 * hands over.
 *
 * <p>Every thread draws its own transfers from a seed of its own; the pool has a connection for
 * each.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class TransferBenchmark {

  /** One bank, shared by all threads. */
  @State(Scope.Benchmark)
  public static class Shared {
    @Param("atomic-update")
    String strategy;

    @Param("hot")
    String contention;

    @Param("READ_COMMITTED")
    String isolation;

    final LongAdder rollbacks = new LongAdder();
    final LongAdder aborts = new LongAdder();
    private HikariDataSource pool;
    private Bank bank;

    /** Opens the bank on a fresh pair of tables. */
    @Setup(Level.Trial)
    public void open(BenchmarkParams params) throws Exception {
      Target target = ServerProperties.target();
      String schema = ServerProperties.schema();
      BankStrategy chosen = ServerProperties.roster().byName(strategy).orElseThrow();
      new BankSchema(target.unpooled(Isolation.READ_COMMITTED, schema))
          .createBare(Contention.of(contention).load(), chosen.needs());
      int connections = params.getThreads() * chosen.needs().connections() + 2;
      pool = target.pooled(Isolation.parse(isolation), schema, connections);
      bank = chosen.bank().open(Threads.around(CountingDataSource.of(pool, rollbacks, aborts)));
    }

    /** Closes it and drops the tables. */
    @TearDown(Level.Trial)
    public void close() throws SQLException {
      bank.close();
      pool.close();
      try {
        new BankSchema(
                ServerProperties.target()
                    .unpooled(Isolation.READ_COMMITTED, ServerProperties.schema()))
            .drop();
      } catch (IOException gone) {
        throw new UncheckedIOException(gone);
      }
    }
  }

  /** What one thread is going to ask. */
  @State(Scope.Thread)
  public static class Payer {
    private SplittableRandom random;
    private int accounts;
    private long id;

    /** A seed of its own. */
    @Setup(Level.Trial)
    public void seed(Shared shared, ThreadParams thread) {
      random = new SplittableRandom(thread.getThreadIndex());
      accounts = Contention.of(shared.contention).load().accounts();
      id = thread.getThreadIndex();
    }

    Operation.Transfer next() {
      long from = 1L + random.nextInt(accounts);
      long to = 1L + random.nextInt(accounts - 1);
      id += 1000;
      return new Operation.Transfer(id, from, to < from ? to : to + 1, 10);
    }
  }

  /** What came of it, per second. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Counts {
    public long committed;
    public long failed;
    public long rollbacks;
    public long aborts;
  }

  /** One transfer, with all the attempts that the strategy makes. */
  @Benchmark
  public boolean transfer(Shared shared, Payer payer, Counts counts) {
    boolean accepted = false;
    try {
      Receipt receipt = shared.bank.transfer(payer.next());
      accepted = receipt.accepted();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (Exception givenUp) {
      // Counted below: what the strategy could not do is part of what is measured.
      accepted = false;
    }
    counts.committed += accepted ? 1 : 0;
    counts.failed += accepted ? 0 : 1;
    counts.rollbacks += shared.rollbacks.sumThenReset();
    counts.aborts += shared.aborts.sumThenReset();
    return accepted;
  }
}
