package dev.overdraft.storm;

import dev.overdraft.history.Isolation;
import dev.overdraft.history.Operation;
import dev.overdraft.target.Dialect;
import dev.overdraft.target.SqlErrors;
import dev.overdraft.target.Target;
import dev.overdraft.workload.bank.Bank;
import dev.overdraft.workload.bank.BankLoad;
import dev.overdraft.workload.bank.BankStrategy;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One operation of each kind, with nobody else there: whether an engine understands a strategy at
 * all.
 *
 * <p>Engines differ in what they call SQL: SQLite has no FOR UPDATE, Derby none behind an ORDER BY.
 * A strategy that cannot even be alone says nothing about concurrency, and a storm of it would be
 * nothing but errors.
 */
public final class Rehearsal {

  private static final long PATIENCE_SECONDS = 20;
  private static final BankLoad LOAD = new BankLoad(2, 100, 0, 0);

  private final Target target;
  private final String schema;

  /** In the (empty) {@code schema} of {@code target}, which is not empty afterwards. */
  public Rehearsal(Target target, String schema) {
    this.target = target;
    this.schema = schema;
  }

  /**
   * Why the strategy cannot be run there, in the engine's or a library's own words; else empty.
   * That its own code fails is no such reason: it fails in the storm too, and shows.
   *
   * @throws IllegalStateException if it does not come back
   */
  public Optional<String> refusal(BankStrategy strategy, Isolation level)
      throws InterruptedException {
    Optional<String> known = breakdown(target.dialect(), level);
    if (known.isEmpty() && waitsForItself(strategy)) {
      known =
          Optional.of("it holds several connections at a time, which wait for each other there");
    }
    if (known.isPresent()) {
      return known;
    }
    var source = target.unpooled(level, schema);
    var plain = target.unpooled(Isolation.READ_COMMITTED, schema);
    return refused(
        strategy.name(),
        () -> {
          new BankSchema(plain).create(LOAD, strategy.needs());
          try (Bank bank = strategy.bank().open(Threads.around(source))) {
            bank.deposit(new Operation.Deposit(1, 1, 10));
            bank.withdraw(new Operation.Withdraw(2, 1, 10));
            bank.transfer(new Operation.Transfer(3, 1, 2, 10));
            bank.transfer(new Operation.Transfer(4, 2, 1, 10));
            return bank.audit();
          }
        });
  }

  /**
   * Why an engine cannot stand a storm at a level; empty where it can.
   *
   * <p>HSQLDB 2.7.4 in its default model, measured: at the two upper levels, where readers keep
   * their locks, a storm of a few seconds may come to a point at which all sessions wait, none of
   * them for anybody, and neither an interrupt nor {@code ALTER SESSION} wakes them; or its search
   * for deadlocks overflows the stack. At READ COMMITTED neither was seen.
   */
  public static Optional<String> breakdown(Dialect dialect, Isolation level) {
    boolean readersKeepLocks =
        level == Isolation.REPEATABLE_READ || level == Isolation.SERIALIZABLE;
    return dialect == Dialect.HSQLDB && readersKeepLocks
        ? Optional.of(
            "at %s its lock manager breaks down under load: all wait, and nobody for anybody"
                .formatted(level.sql()))
        : Optional.empty();
  }

  /**
   * Whether one thread's connections stand in each other's way: locks of tables, of pages and of
   * the whole file do that, and H2's of rows do not. Requests that come twice have a thread each.
   */
  private boolean waitsForItself(BankStrategy strategy) {
    boolean coarse =
        switch (target.dialect()) {
          case HSQLDB, DERBY, SQLITE -> true;
          case H2, POSTGRESQL, MARIADB -> false;
        };
    return coarse && strategy.needs().connections() > 1 && !strategy.needs().keyed();
  }

  /** On a thread of its own, for an engine that waits for ever would keep us as long. */
  private static Optional<String> refused(String name, Callable<?> work)
      throws InterruptedException {
    var rehearsal = new FutureTask<>(work);
    var thread = new Thread(rehearsal, "overdraft-rehearsal");
    thread.setDaemon(true);
    thread.start();
    try {
      rehearsal.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return Optional.empty();
    } catch (TimeoutException waits) {
      throw new IllegalStateException(
          name + ": a single operation waits for ever, though nobody else is there", waits);
    } catch (ExecutionException failed) {
      return SqlErrors.ofTheDatabase(failed)
          ? Optional.of(firstLine(deepest(failed)))
          : Optional.empty();
    }
  }

  private static Throwable deepest(Throwable error) {
    Throwable deepest = error;
    while (deepest.getCause() != null && deepest.getCause() != deepest) {
      deepest = deepest.getCause();
    }
    return deepest;
  }

  private static String firstLine(Throwable error) {
    String said = error.getMessage();
    return said == null
        ? error.toString()
        : said.lines()
            .map(line -> line.strip().replaceFirst("; SQL statement:$", ""))
            .findFirst()
            .orElse(error.toString());
  }
}
