package dev.overdraft.storm;

import com.zaxxer.hikari.HikariDataSource;
import dev.overdraft.history.Isolation;
import dev.overdraft.history.Operation;
import dev.overdraft.recording.Recording;
import dev.overdraft.target.Target;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.BankLoad;
import dev.overdraft.workload.bank.BankStrategy;
import dev.overdraft.workload.bank.Needs;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Whether a target shows as much wrong when it is watched as when it is not.
 *
 * <p>The same deposits, by a strategy that loses some, are made twice: into tables that are
 * recorded, and into bare ones through a driver that nobody watches. How many were lost is the
 * difference between what was acknowledged and what is there in the end, which takes no recording.
 * <b>Threads. </b> As many workers as asked for, of a pool of their own that ends with each half.
 * <b>Bounds.</b> Each half takes the time that it is given, and at most {@link Storm#PATIENCE} more
 * to end its deposits, and once more to close its connections.
 */
public final class ObserverEffect {

  private static final BankLoad LOAD = new BankLoad(2, 1_000_000_000, 0, 0);
  private static final long CENTS = 10;

  private final Target target;
  private final String schema;
  private final BankStrategy strategy;
  private final Runnable empty;

  /**
   * One half.
   *
   * @param deposits that were acknowledged
   * @param lost how many of them are not there in the end
   */
  public record Rate(long deposits, long lost) {
    private double percent() {
      return deposits == 0 ? 0 : 100.0 * lost / deposits;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%d of %d deposits (%.1f %%)", lost, deposits, percent());
    }
  }

  /** Both halves. */
  public record Rates(Rate recorded, Rate bare) {
    @Override
    public String toString() {
      return "an unguarded strategy lost %s recorded, %s unrecorded".formatted(recorded, bare);
    }
  }

  /**
   * In a schema of a target.
   *
   * @param strategy one that loses deposits, and needs no tables of its own
   * @param empty empties the schema
   */
  public ObserverEffect(Target target, String schema, BankStrategy strategy, Runnable empty) {
    this.target = target;
    this.schema = schema;
    this.strategy = strategy;
    this.empty = empty;
  }

  /**
   * Measures both halves, one after the other.
   *
   * @throws StormException if an operation ends with an error, so that nobody knows what it did
   */
  public Rates measure(int workers, long millisEach) throws Exception {
    return new Rates(rate(workers, millisEach, true), rate(workers, millisEach, false));
  }

  private Rate rate(int workers, long millis, boolean recorded) throws Exception {
    empty.run();
    DataSource plain = target.unpooled(Isolation.READ_COMMITTED, schema);
    var ours = new OurTables(target, schema, Isolation.READ_COMMITTED, Needs.NOTHING);
    Recording recording = ours.recording(System.nanoTime(), 0);
    if (recorded) {
      ours.prepare(LOAD);
    } else {
      new BankSchema(plain).createBare(LOAD);
    }
    long acknowledged;
    HikariDataSource pool =
        recorded
            ? ours.pool(workers, recording)
            : target.pooled(Isolation.READ_COMMITTED, schema, workers);
    try (var closing = new ClosingPool(pool, Storm.PATIENCE)) {
      acknowledged = deposits(closing.pool(), recording, workers, millis);
    }
    long opening = LOAD.opening().values().stream().mapToLong(Long::longValue).sum();
    long there = (sum(plain) - opening) / CENTS;
    return new Rate(acknowledged, acknowledged - there);
  }

  private long deposits(DataSource pool, Recording recording, int workers, long millis)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try (var surroundings = new Threads(pool, recording, CrashPlan.none());
        Bank bank = strategy.bank().open(surroundings)) {
      long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
      List<Callable<Long>> all = new ArrayList<>();
      for (int n = 0; n < workers; n++) {
        long first = n;
        all.add(() -> work(bank, recording, first, workers, deadline));
      }
      long acknowledged = 0;
      long patience = millis + Storm.PATIENCE.toMillis();
      for (Future<Long> each : threads.invokeAll(all, patience, TimeUnit.MILLISECONDS)) {
        acknowledged += each.get();
      }
      return acknowledged;
    } catch (ExecutionException broken) {
      throw new StormException("a deposit failed: " + broken.getCause(), broken);
    } finally {
      threads.shutdownNow();
    }
  }

  private static long work(Bank bank, Recording recording, long first, int step, long deadline)
      throws Exception {
    long acknowledged = 0;
    for (long id = first; System.nanoTime() < deadline; id += step) {
      var deposit = new Operation.Deposit(id, 1 + id / step % LOAD.accounts(), CENTS);
      recording.begin(deposit);
      try {
        acknowledged += bank.deposit(deposit).accepted() ? 1 : 0;
      } finally {
        recording.end();
      }
    }
    return acknowledged;
  }

  private static long sum(DataSource plain) throws SQLException {
    try (Connection connection = plain.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select sum(balance) from account")) {
      row.next();
      return row.getLong(1);
    }
  }
}
