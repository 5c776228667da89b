package dev.overdraft.strategies;

import dev.overdraft.history.Isolation;
import dev.overdraft.strategies.jdbc.BrokenMixedIsolation;
import dev.overdraft.strategies.jdbc.BrokenSerializableNoRetry;
import dev.overdraft.strategies.jdbc.RepeatableRead;
import dev.overdraft.strategies.jdbc.Serializable;
import dev.overdraft.workload.bank.BankStrategy;
import java.util.List;
import java.util.Set;

/** The database notices. */
final class IsolationStrategies {

  static final List<BankStrategy> ALL =
      List.of(
          BankStrategy.good(
                  "serializable",
                  "isolation",
                  "the naive code in SERIALIZABLE transactions that are run again on 40001",
                  "naive-read-modify-write",
                  Serializable.class,
                  s -> new Serializable(s.dataSource()))
              .at(Isolation.SERIALIZABLE)
              .claiming(Claims.belowSnapshot(Claims.LOST))
              .inCore(),
          BankStrategy.good(
                  "repeatable-read",
                  "isolation",
                  "the naive code in REPEATABLE READ transactions that are run again on 40001",
                  "transactional-read-modify-write",
                  RepeatableRead.class,
                  s -> new RepeatableRead(s.dataSource()))
              .at(Isolation.REPEATABLE_READ)
              .claiming(Claims.belowSnapshot(Claims.LOST)),
          BankStrategy.broken(
                  "serializable-no-retry",
                  "isolation",
                  "sets SERIALIZABLE and leaves 40001 to the caller",
                  "serializable",
                  Claims.belowSnapshot(Claims.LOST),
                  BrokenSerializableNoRetry.class,
                  s -> new BrokenSerializableNoRetry(s.dataSource()))
              .at(Isolation.SERIALIZABLE)
              .shown(BankStrategy.Shown.BY_EXPLORER),
          BankStrategy.broken(
              "mixed-isolation",
              "isolation",
              "transfers at SERIALIZABLE beside payments at READ COMMITTED",
              "serializable",
              Claims.always(Claims.LOST, Set.of()),
              BrokenMixedIsolation.class,
              s -> new BrokenMixedIsolation(s.dataSource())));

  private IsolationStrategies() {}
}
