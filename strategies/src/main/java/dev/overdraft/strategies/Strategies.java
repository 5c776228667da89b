package dev.overdraft.strategies;

import static dev.overdraft.check.Anomaly.CONSERVATION;
import static dev.overdraft.check.Anomaly.CONSISTENT_AUDIT;
import static dev.overdraft.check.Anomaly.EXACTLY_ONCE;
import static dev.overdraft.check.Anomaly.LEDGER_EQUALS_BALANCE;
import static dev.overdraft.check.Anomaly.LOST_UPDATE;
import static dev.overdraft.check.Anomaly.NO_NEGATIVE_BALANCE;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Claim;
import dev.overdraft.history.Isolation;
import dev.overdraft.strategies.jdbc.AtomicUpdate;
import dev.overdraft.strategies.jdbc.BrokenCheckThenDecrement;
import dev.overdraft.strategies.jdbc.BrokenReadModifyWrite;
import dev.overdraft.strategies.jdbc.CompareAndSwap;
import dev.overdraft.strategies.jdbc.SelectForUpdate;
import dev.overdraft.strategies.jdbc.Serializable;
import dev.overdraft.strategies.orm.BrokenHibernate;
import dev.overdraft.strategies.orm.HibernatePessimisticLock;
import dev.overdraft.strategies.orm.HibernateVersion;
import dev.overdraft.strategies.queue.SingleWriterQueue;
import dev.overdraft.workload.bank.BankStrategy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every strategy, in the order in which the story is told. To add one: write its file, and add its
 * line here.
 *
 * <p>Claims are PostgreSQL's. A claim belongs to a level: what loses money at READ COMMITTED may be
 * refused at SERIALIZABLE.
 */
public final class Strategies {

  private static final List<BankStrategy> ALL =
      List.of(
          new BankStrategy(
              "naive-read-modify-write",
              "naive",
              "reads the balance, computes in Java, writes the result back, without a transaction",
              BankStrategy.Kind.BROKEN,
              "atomic-update",
              Isolation.READ_COMMITTED,
              level ->
                  BankStrategy.promise(
                      Set.of(
                          LOST_UPDATE,
                          CONSERVATION,
                          LEDGER_EQUALS_BALANCE,
                          EXACTLY_ONCE,
                          CONSISTENT_AUDIT),
                      Set.of(NO_NEGATIVE_BALANCE)),
              BrokenReadModifyWrite.class,
              s -> new BrokenReadModifyWrite(s.dataSource())),
          new BankStrategy(
              "check-then-decrement",
              "naive",
              "checks the balance, then takes the money by a relative update that checks nothing",
              BankStrategy.Kind.BROKEN,
              "atomic-update",
              Isolation.READ_COMMITTED,
              level -> unlessSnapshot(level, Set.of(NO_NEGATIVE_BALANCE)),
              BrokenCheckThenDecrement.class,
              s -> new BrokenCheckThenDecrement(s.dataSource())),
          new BankStrategy(
              "atomic-update",
              "atomic",
              "one guarded update a row, whose row count is looked at",
              BankStrategy.Kind.GOOD,
              "check-then-decrement",
              Isolation.READ_COMMITTED,
              BankStrategy.neverAny(),
              AtomicUpdate.class,
              s -> new AtomicUpdate(s.dataSource())),
          new BankStrategy(
              "select-for-update",
              "pessimistic",
              "locks the rows in id order as it reads them, then writes",
              BankStrategy.Kind.GOOD,
              "naive-read-modify-write",
              Isolation.READ_COMMITTED,
              BankStrategy.neverAny(),
              SelectForUpdate.class,
              s -> new SelectForUpdate(s.dataSource())),
          new BankStrategy(
              "compare-and-swap",
              "optimistic",
              "writes only if the row's version is still the one it read, and tries again otherwise",
              BankStrategy.Kind.GOOD,
              "naive-read-modify-write",
              Isolation.READ_COMMITTED,
              BankStrategy.neverAny(),
              CompareAndSwap.class,
              s -> new CompareAndSwap(s.dataSource())),
          new BankStrategy(
              "serializable",
              "isolation",
              "the naive code in SERIALIZABLE transactions that are run again on 40001",
              BankStrategy.Kind.GOOD,
              "naive-read-modify-write",
              Isolation.SERIALIZABLE,
              level ->
                  level == Isolation.SERIALIZABLE || level == Isolation.REPEATABLE_READ
                      ? BankStrategy.promise(Set.of(), Set.of())
                      : BankStrategy.promise(
                          Set.of(LOST_UPDATE, CONSERVATION, LEDGER_EQUALS_BALANCE), Set.of()),
              Serializable.class,
              s -> new Serializable(s.dataSource())),
          new BankStrategy(
              "single-writer-queue",
              "queue",
              "one thread does all the writing, one operation after the other",
              BankStrategy.Kind.GOOD,
              "naive-read-modify-write",
              Isolation.READ_COMMITTED,
              BankStrategy.neverAny(),
              SingleWriterQueue.class,
              SingleWriterQueue::new),
          new BankStrategy(
              "hibernate-naive",
              "orm",
              "loads entities, changes them, lets dirty checking write the whole row",
              BankStrategy.Kind.BROKEN,
              "hibernate-version",
              Isolation.READ_COMMITTED,
              level ->
                  unlessSnapshot(level, Set.of(LOST_UPDATE, CONSERVATION, LEDGER_EQUALS_BALANCE)),
              BrokenHibernate.class,
              s -> new BrokenHibernate(s.dataSource())),
          new BankStrategy(
              "hibernate-version",
              "orm",
              "@Version on the entity, and the whole transaction again when it has moved",
              BankStrategy.Kind.GOOD,
              "hibernate-naive",
              Isolation.READ_COMMITTED,
              BankStrategy.neverAny(),
              HibernateVersion.class,
              s -> new HibernateVersion(s.dataSource())),
          new BankStrategy(
              "hibernate-pessimistic-lock",
              "orm",
              "PESSIMISTIC_WRITE on the first load of each entity, lowest id first",
              BankStrategy.Kind.GOOD,
              "hibernate-naive",
              Isolation.READ_COMMITTED,
              BankStrategy.neverAny(),
              HibernatePessimisticLock.class,
              s -> new HibernatePessimisticLock(s.dataSource())));

  private Strategies() {}

  /** All of them. */
  public static List<BankStrategy> all() {
    return ALL;
  }

  /** The strategy of that name. */
  public static Optional<BankStrategy> byName(String name) {
    return ALL.stream().filter(s -> s.name().equals(name)).findFirst();
  }

  /** Must show at READ COMMITTED; from REPEATABLE READ on PostgreSQL refuses the second writer. */
  private static Map<Anomaly, Claim> unlessSnapshot(Isolation level, Set<Anomaly> must) {
    boolean refused = level == Isolation.REPEATABLE_READ || level == Isolation.SERIALIZABLE;
    return BankStrategy.promise(refused ? Set.of() : must, Set.of());
  }
}
