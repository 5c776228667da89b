package dev.overdraft.strategies;

import dev.overdraft.strategies.orm.BrokenHibernate;
import dev.overdraft.strategies.orm.HibernatePessimisticLock;
import dev.overdraft.strategies.orm.HibernateVersion;
import dev.overdraft.workload.bank.BankStrategy;
import java.util.List;

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
              .inCore());

  private OrmStrategies() {}
}
