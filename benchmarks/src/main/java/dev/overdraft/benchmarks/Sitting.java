package dev.overdraft.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import dev.overdraft.history.Isolation;
import dev.overdraft.history.Operation;
import dev.overdraft.storm.BankSchema;
import dev.overdraft.storm.Threads;
import dev.overdraft.target.Target;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.Needs;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import javax.sql.DataSource;

/** One of a {@link Pace}'s sittings: tables, connections and banks, opened, measured and closed. */
final class Sitting implements AutoCloseable {

  private static final String RELATIVE = "update account set balance = balance + ? where id = ?";

  private final DataSource plain;
  private final BankSchema tables;
  private final Map<Isolation, HikariDataSource> pools = new EnumMap<>(Isolation.class);
  private final List<Bank> banks = new ArrayList<>();
  private final List<Lane> lanes = new ArrayList<>();
  private final HikariDataSource own;
  private CpuClock clock;
  private long id;

  /** A thing that is done again and again; says whether it was. */
  private interface Work {
    boolean transfer(Operation.Transfer transfer) throws Exception;
  }

  /**
   * One contender while it is measured.
   *
   * @param time logarithms of what a transfer took against the yardstick beside it, by round
   * @param cpu the same of CPU time; empty if that cannot be seen
   */
  record Lane(String name, Work work, List<Double> time, List<Double> cpu) {
    Lane(String name, Work work) {
      this(name, work, new ArrayList<>(), new ArrayList<>());
    }
  }

  /** What a committed transfer of one slice took, in nanoseconds. */
  private record Price(double time, double cpu) {
    static final Price NONE = new Price(0, 0);
  }

  private Sitting(Target target, String schema) {
    plain = target.unpooled(Isolation.READ_COMMITTED, schema);
    tables = new BankSchema(plain);
    clock = CpuClock.of(plain);
    own = target.pooled(Isolation.READ_COMMITTED, schema, 1);
  }

  /** Makes the tables, and opens all who need them; those who cannot be opened are missing. */
  static Sitting open(Target target, String schema, List<Pace.Contender> contenders)
      throws Exception {
    var sitting = new Sitting(target, schema);
    try {
      sitting.open(contenders, level -> target.pooled(level, schema, connections(contenders)));
      return sitting;
    } catch (Exception failed) {
      sitting.close();
      throw failed;
    }
  }

  private static int connections(List<Pace.Contender> contenders) {
    return contenders.stream().mapToInt(c -> c.strategy().needs().connections()).max().orElse(1)
        + 2;
  }

  private void open(List<Pace.Contender> contenders, Function<Isolation, HikariDataSource> pool)
      throws Exception {
    Needs needs = contenders.isEmpty() ? Needs.NOTHING : contenders.get(0).strategy().needs();
    tables.createBare(Contention.HOT.load(), needs);
    lanes.add(new Lane(Pace.YARDSTICK, transfer -> relative(own, transfer)));
    for (Pace.Contender each : contenders) {
      try {
        var around = Threads.around(pools.computeIfAbsent(each.level(), pool));
        Bank bank = each.strategy().bank().open(around);
        banks.add(bank);
        lanes.add(new Lane(each.name(), transfer -> bank.transfer(transfer).accepted()));
      } catch (SQLException notBesideOthers) {
        // It is missing among the results.
      }
    }
  }

  List<Lane> lanes() {
    return lanes;
  }

  void run(int warmUps, int rounds, int slice, long seed) throws InterruptedException, IOException {
    var random = new Random(seed);
    List<Lane> order = new ArrayList<>(lanes);
    for (int round = -warmUps; round < rounds; round++) {
      if (round == 0) {
        clock = CpuClock.of(plain);
      }
      Collections.shuffle(order, random);
      for (Lane lane : order) {
        boolean first = random.nextBoolean();
        Work yardstick = transfer -> relative(own, transfer);
        Price before = first ? slice(yardstick, slice, random) : Price.NONE;
        Price price = slice(lane.work(), slice, random);
        Price beside = first ? before : slice(yardstick, slice, random);
        if (round >= 0) {
          add(lane.time(), price.time(), beside.time());
          add(lane.cpu(), price.cpu(), beside.cpu());
        }
      }
    }
  }

  private static void add(List<Double> logarithms, double price, double beside) {
    if (price > 0 && beside > 0) {
      logarithms.add(Math.log(price / beside));
    }
  }

  /** Some transfers in a row, whatever becomes of them. */
  private Price slice(Work work, int transfers, Random random)
      throws InterruptedException, IOException {
    CpuClock.Reading before = clock.read();
    long began = System.nanoTime();
    int committed = 0;
    for (int at = 0; at < transfers; at++) {
      boolean there = random.nextBoolean();
      id++;
      try {
        if (work.transfer(new Operation.Transfer(id, there ? 1 : 2, there ? 2 : 1, 10))) {
          committed++;
        }
      } catch (InterruptedException stopped) {
        throw stopped;
      } catch (Exception notCounted) {
        // What a strategy could not do is part of its price.
      }
    }
    long took = System.nanoTime() - began;
    CpuClock.Reading spent = clock.read().minus(before);
    if (committed == 0) {
      return Price.NONE;
    }
    double cpu = clock.sees() ? (double) spent.busy() / committed : 0;
    return new Price((double) (took - spent.queued()) / committed, cpu);
  }

  private static boolean relative(DataSource pool, Operation.Transfer transfer)
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

  @Override
  public void close() throws SQLException {
    banks.forEach(Bank::close);
    pools.values().forEach(HikariDataSource::close);
    own.close();
    tables.drop();
  }
}
