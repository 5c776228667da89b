package dev.overdraft.strategies;

import static dev.overdraft.check.Anomaly.NO_NEGATIVE_BALANCE;

import dev.overdraft.strategies.jdbc.AtomicUpdate;
import dev.overdraft.strategies.jdbc.AtomicUpdateCheck;
import dev.overdraft.strategies.jdbc.BrokenSubqueryGuard;
import dev.overdraft.workload.bank.BankStrategy;
import java.util.List;
import java.util.Set;

/** The check is part of the write. */
final class AtomicStrategies {

  static final List<BankStrategy> ALL =
      List.of(
          BankStrategy.good(
                  "atomic-update",
                  "atomic",
                  "one guarded update a row, whose row count is looked at",
                  "check-then-decrement",
                  AtomicUpdate.class,
                  s -> new AtomicUpdate(s.dataSource()))
              .inCore(),
          BankStrategy.good(
                  "atomic-update-check",
                  "atomic",
                  "relative updates under CHECK (balance >= 0), which refuses for everybody",
                  "check-then-decrement",
                  AtomicUpdateCheck.class,
                  s -> new AtomicUpdateCheck(s.dataSource()))
              .needing(AtomicUpdateCheck.NEEDS),
          BankStrategy.broken(
              "atomic-update-subquery-guard",
              "atomic",
              "one statement whose guard is a subquery, and the subquery is not evaluated again",
              "atomic-update",
              Claims.belowSnapshot(Set.of(NO_NEGATIVE_BALANCE)),
              BrokenSubqueryGuard.class,
              s -> new BrokenSubqueryGuard(s.dataSource())));

  private AtomicStrategies() {}
}
