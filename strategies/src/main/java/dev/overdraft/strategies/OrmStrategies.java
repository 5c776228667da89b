package dev.overdraft.strategies;

import static dev.overdraft.check.Anomaly.NO_NEGATIVE_BALANCE;

import dev.overdraft.strategies.orm.BrokenHibernate;
import dev.overdraft.strategies.orm.BrokenHibernateBulkUpdate;
import dev.overdraft.strategies.orm.BrokenHibernateDynamicUpdate;
import dev.overdraft.strategies.orm.BrokenHibernateOptimisticRead;
import dev.overdraft.strategies.orm.BrokenHibernatePessimisticLockStale;
import dev.overdraft.strategies.orm.BrokenHibernateSecondLevelCache;
import dev.overdraft.strategies.orm.HibernateForceIncrement;
import dev.overdraft.strategies.orm.HibernatePessimisticLock;
import dev.overdraft.strategies.orm.HibernateVersion;
import dev.overdraft.strategies.orm.HibernateVersionless;
import dev.overdraft.workload.bank.BankStrategy;
import dev.overdraft.workload.bank.Needs;
import java.util.List;
import java.util.Set;

/** The SQL is out of sight. */
final class OrmStrategies {

  static final List<BankStrategy> ALL =
      List.of(
          BankStrategy.broken(
                  "hibernate-naive",
                  "orm",
                  "loads entities, changes them, lets dirty checking write the whole row",
                  "hibernate-version",
                  Claims.belowSnapshot(Claims.LOST),
                  BrokenHibernate.class,
                  s -> new BrokenHibernate(s.dataSource()))
              .inCore(),
          BankStrategy.good(
                  "hibernate-version",
                  "orm",
                  "@Version on the entity, and the whole transaction again when it has moved",
                  "hibernate-naive",
                  HibernateVersion.class,
                  s -> new HibernateVersion(s.dataSource()))
              .inCore(),
          BankStrategy.good(
                  "hibernate-pessimistic-lock",
                  "orm",
                  "PESSIMISTIC_WRITE on the first load of each entity, lowest id first",
                  "hibernate-naive",
                  HibernatePessimisticLock.class,
                  s -> new HibernatePessimisticLock(s.dataSource()))
              .inCore(),
          BankStrategy.broken(
              "hibernate-pessimistic-lock-stale",
              "orm",
              "locks an entity that the session already holds, and goes on with its old values",
              "hibernate-pessimistic-lock",
              Claims.belowSnapshot(Claims.LOST),
              BrokenHibernatePessimisticLockStale.class,
              s -> new BrokenHibernatePessimisticLockStale(s.dataSource())),
          BankStrategy.broken(
              "hibernate-dynamic-update",
              "orm",
              "@DynamicUpdate writes only what has changed, which is the balance",
              "hibernate-versionless",
              Claims.belowSnapshot(Claims.LOST),
              BrokenHibernateDynamicUpdate.class,
              s -> new BrokenHibernateDynamicUpdate(s.dataSource())),
          BankStrategy.good(
              "hibernate-versionless",
              "orm",
              "compares the columns that it changes with what it has loaded, without a version",
              "hibernate-dynamic-update",
              HibernateVersionless.class,
              s -> new HibernateVersionless(s.dataSource())),
          BankStrategy.broken(
              "hibernate-bulk-update",
              "orm",
              "bulk updates in HQL, which pass @Version by, beside versioned entities",
              "hibernate-version",
              Claims.belowSnapshot(Claims.LOST),
              BrokenHibernateBulkUpdate.class,
              s -> new BrokenHibernateBulkUpdate(s.dataSource())),
          BankStrategy.good(
                  "hibernate-force-increment",
                  "orm",
                  "counts up the version of the account whose entries it has added up",
                  "hibernate-optimistic-read",
                  HibernateForceIncrement.class,
                  s -> new HibernateForceIncrement(s.dataSource()))
              .claiming(Claims.except(Claims.NOT_OF_A_LOG, BankStrategy.neverAny()))
              .needing(Needs.entries(Needs.Money.IN_ENTRIES)),
          BankStrategy.broken(
                  "hibernate-optimistic-read",
                  "orm",
                  "checks the version of what it has read, and locks nothing",
                  "hibernate-force-increment",
                  Claims.except(
                      Claims.NOT_OF_A_LOG, Claims.belowSerializable(Set.of(NO_NEGATIVE_BALANCE))),
                  BrokenHibernateOptimisticRead.class,
                  s -> new BrokenHibernateOptimisticRead(s.dataSource()))
              .needing(Needs.entries(Needs.Money.IN_ENTRIES)),
          BankStrategy.broken(
                  "hibernate-second-level-cache",
                  "orm",
                  "checks the balance in a cache that other instances write past",
                  "hibernate-version",
                  level ->
                      Claims.snapshot(level)
                          ? BankStrategy.promise(Set.of(), Set.of(NO_NEGATIVE_BALANCE))
                          : BankStrategy.promise(Set.of(NO_NEGATIVE_BALANCE), Set.of()),
                  BrokenHibernateSecondLevelCache.class,
                  s -> new BrokenHibernateSecondLevelCache(s.dataSource()))
              .shown(BankStrategy.Shown.BY_STORM));

  private OrmStrategies() {}
}
