package dev.overdraft.workload.bank;

import dev.overdraft.history.Operation;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The endless sequence of operations that one worker asks for: the same for the same seed, load and
 * worker.
 *
 * <p>Made to provoke: hot accounts, transfers that cross, amounts that empty an account exactly,
 * transfers to oneself, a payee that does not exist, and more money going out than coming in, so
 * that guards are tested at zero and refusals are common. One of a worker's first {@value #EARLY}
 * requests for money is a transfer to the payee that does not exist: where most of a storm is spent
 * in deadlocks few requests are made, and none of them might be. Confined to one thread.
 */
public final class BankOperations {

  /** Within how many requests everybody has asked for a transfer to nobody. */
  static final int EARLY = 8;

  private static final int TO_NOBODY = 29;

  private final SplittableRandom random;
  private final BankLoad load;
  private final Zipf zipf;
  private final int workers;
  private final int firstToNobody;
  private long requests;
  private long nextId;

  /**
   * The sequence of one worker.
   *
   * @param worker from 0; its operation ids are worker, worker + workers, worker + 2 * workers …
   */
  public BankOperations(long seed, BankLoad load, int worker, int workers) {
    this(split(seed, worker), load, new Zipf(load.accounts(), load.skew()), worker, workers);
  }

  private BankOperations(
      SplittableRandom random, BankLoad load, Zipf zipf, int worker, int workers) {
    this.random = random;
    this.load = load;
    this.zipf = zipf;
    this.workers = workers;
    this.firstToNobody = worker % EARLY;
    this.nextId = worker;
  }

  /** The sequences of all workers, which share the table that accounts are picked by. */
  public static List<BankOperations> ofAll(long seed, BankLoad load, int workers) {
    var zipf = new Zipf(load.accounts(), load.skew());
    return IntStream.range(0, workers)
        .mapToObj(n -> new BankOperations(split(seed, n), load, zipf, n, workers))
        .toList();
  }

  private static SplittableRandom split(long seed, int worker) {
    var root = new SplittableRandom(seed);
    for (int i = 0; i < worker; i++) {
      root.split();
    }
    return root.split();
  }

  /** The next operation. */
  public Operation next() {
    long id = nextId;
    nextId += workers;
    if (random.nextInt(100) < load.auditShare()) {
      return new Operation.Audit(id);
    }
    int drawn = random.nextInt(100);
    int kind = requests++ == firstToNobody ? TO_NOBODY : drawn;
    if (kind < 16) {
      return new Operation.Withdraw(id, account(), cents());
    }
    if (kind < 26) {
      return new Operation.Deposit(id, account(), cents());
    }
    long from = account();
    if (kind < TO_NOBODY) {
      return new Operation.Transfer(id, from, from, cents());
    }
    if (kind < 32) {
      return new Operation.Transfer(id, from, load.accounts() + 1L, cents());
    }
    long to = account();
    while (to == from) {
      to = account();
    }
    return new Operation.Transfer(id, from, to, cents());
  }

  private long account() {
    return zipf.sample(random) + 1L;
  }

  /**
   * One amount in four is a whole opening balance; the others are small. A tag makes the small ones
   * larger and the whole one smaller, so that it can still be paid.
   */
  private long cents() {
    long denomination = load.amounts().denomination();
    long units = load.openingCents() / denomination;
    long drawn = random.nextInt(4) == 0 ? units : 1 + random.nextLong(Math.max(1, units / 2));
    if (load.amounts().tagBits() == 0) {
      return drawn * denomination;
    }
    long tag = 1 + random.nextLong((1L << load.amounts().tagBits()) - 1);
    return drawn * denomination + (drawn == units ? -tag : tag);
  }
}
