package dev.overdraft.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.overdraft.history.Isolation;
import dev.overdraft.history.Operation;
import dev.overdraft.storm.BankSchema;
import dev.overdraft.storm.Threads;
import dev.overdraft.target.Target;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.BankStrategy;
import dev.overdraft.workload.bank.Needs;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * How fast strategies are against a yardstick, in figures that can be compared between runs on a
 * machine that is busy with other things.
 *
 * <p>All that need the same tables are open at once on one bank of two accounts. In each of many
 * rounds each strategy gets a slice of time, in an order drawn anew, with a slice of the yardstick
 * right before or right behind it. What slows the machine down for longer than two slices slows
 * both, and cancels in their ratio; what does not is evened out over the rounds. <b>The
 * yardstick</b> is two relative updates in one transaction, in the order of their ids: no strategy,
 * so that no strategy's change moves it.
 *
 * <p><b>Threads.</b> So many as workers, which work for one slice at a time. <b>Bounds.</b> A pool
 * for each isolation level that somebody asks for.
 */
public final class Pace {

  private static final int WARM_UP_ROUNDS = 3;
  private static final String RELATIVE = "update account set balance = balance + ? where id = ?";

  private final Target target;
  private final String schema;
  private final Plan plan;
  private final AtomicLong ids = new AtomicLong();

  /**
   * How thorough to be.
   *
   * @param sliceMillis how long each strategy works in each round
   * @param seed of the order within the rounds
   */
  public record Plan(int workers, int rounds, long sliceMillis, long seed) {}

  /** Somebody to be measured. */
  public record Contender(String name, BankStrategy strategy, Isolation level) {}

  /**
   * What came of one contender, in transfers committed per second.
   *
   * @param rates its own, by round
   * @param yardstick the yardstick's beside it, by round
   */
  public record Samples(List<Double> rates, List<Double> yardstick) {
    public Samples {
      rates = List.copyOf(rates);
      yardstick = List.copyOf(yardstick);
    }

    /** By round: what was committed for each commit of the yardstick. */
    public List<Double> ratios() {
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round < rates.size(); round++) {
        double beside = yardstick.get(round);
        ratios.add(beside > 0 ? rates.get(round) / beside : 0);
      }
      return ratios;
    }
  }

  /** Measures in {@code schema}, which has to be empty. */
  public Pace(Target target, String schema, Plan plan) {
    this.target = target;
    this.schema = schema;
    this.plan = plan;
  }

  /** A thing that is done again and again. */
  private interface Work {
    boolean transfer(Operation.Transfer transfer) throws Exception;
  }

  /** One contender while it is measured. */
  private record Lane(String name, Work work, List<Double> rates, List<Double> yardstick) {}

  /**
   * Measures all of them, who need the same tables; those that cannot be opened beside the others
   * are missing.
   */
  public Map<String, Samples> measure(List<Contender> contenders) throws Exception {
    DataSource plain = target.unpooled(Isolation.READ_COMMITTED, schema);
    var tables = new BankSchema(plain);
    Needs needs = contenders.isEmpty() ? Needs.NOTHING : contenders.get(0).strategy().needs();
    tables.createBare(Contention.HOT.load(), needs);
    ExecutorService threads = Executors.newFixedThreadPool(plan.workers());
    Map<Isolation, HikariDataSource> pools = new EnumMap<>(Isolation.class);
    Map<Isolation, HikariDataSource> own = new EnumMap<>(Isolation.class);
    List<Bank> banks = new ArrayList<>();
    try {
      DataSource beside = pool(own, Isolation.READ_COMMITTED, 1);
      List<Lane> lanes = new ArrayList<>();
      for (Contender each : contenders) {
        Bank bank;
        try {
          bank =
              each.strategy()
                  .bank()
                  .open(Threads.around(pool(pools, each.level(), needs.connections())));
        } catch (SQLException notBesideOthers) {
          continue;
        }
        banks.add(bank);
        Work work = transfer -> bank.transfer(transfer).accepted();
        lanes.add(new Lane(each.name(), work, new ArrayList<>(), new ArrayList<>()));
      }
      rounds(threads, lanes, transfer -> yardstick(beside, transfer));
      Map<String, Samples> samples = new LinkedHashMap<>();
      lanes.forEach(lane -> samples.put(lane.name(), new Samples(lane.rates(), lane.yardstick())));
      return samples;
    } finally {
      threads.shutdownNow();
      threads.awaitTermination(1, TimeUnit.MINUTES);
      for (Bank bank : banks) {
        bank.close();
      }
      pools.values().forEach(HikariDataSource::close);
      own.values().forEach(HikariDataSource::close);
      tables.drop();
    }
  }

  private HikariDataSource pool(Map<Isolation, HikariDataSource> pools, Isolation level, int each) {
    int connections = plan.workers() * each + 2;
    return pools.computeIfAbsent(level, l -> target.pooled(l, schema, connections));
  }

  private void rounds(ExecutorService threads, List<Lane> lanes, Work yardstick)
      throws InterruptedException, ExecutionException {
    var random = new Random(plan.seed());
    List<Lane> order = new ArrayList<>(lanes);
    for (int round = -WARM_UP_ROUNDS; round < plan.rounds(); round++) {
      Collections.shuffle(order, random);
      for (Lane lane : order) {
        boolean first = random.nextBoolean();
        double before = first ? slice(threads, yardstick) : 0;
        double rate = slice(threads, lane.work());
        double beside = first ? before : slice(threads, yardstick);
        if (round >= 0) {
          lane.rates().add(rate);
          lane.yardstick().add(beside);
        }
      }
    }
  }

  /** All workers at one thing for one slice; returns what they committed per second. */
  private double slice(ExecutorService threads, Work work)
      throws InterruptedException, ExecutionException {
    long began = System.nanoTime();
    long until = began + TimeUnit.MILLISECONDS.toNanos(plan.sliceMillis());
    List<Callable<Long>> workers =
        Collections.nCopies(plan.workers(), () -> committed(work, until));
    long committed = 0;
    for (Future<Long> each : threads.invokeAll(workers)) {
      committed += each.get();
    }
    return committed / ((System.nanoTime() - began) / 1e9);
  }

  private long committed(Work work, long untilNanos) throws InterruptedException {
    var random = new SplittableRandom(ids.get());
    long committed = 0;
    while (System.nanoTime() < untilNanos) {
      boolean there = random.nextBoolean();
      long id = ids.incrementAndGet();
      try {
        if (work.transfer(new Operation.Transfer(id, there ? 1 : 2, there ? 2 : 1, 10))) {
          committed++;
        }
      } catch (InterruptedException stopped) {
        throw stopped;
      } catch (Exception notCounted) {
        // What a strategy could not do is its price.
      }
    }
    return committed;
  }

  private static boolean yardstick(DataSource pool, Operation.Transfer transfer)
      throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement update = connection.prepareStatement(RELATIVE)) {
        for (long account = 1; account <= 2; account++) {
          update.setLong(1, account == transfer.from() ? -transfer.cents() : transfer.cents());
          update.setLong(2, account);
          update.executeUpdate();
        }
      }
      connection.commit();
      connection.setAutoCommit(true);
      return true;
    }
  }
}
