package dev.overdraft.strategies;

import static dev.overdraft.check.Anomaly.CONSERVATION;
import static dev.overdraft.check.Anomaly.CONSISTENT_AUDIT;
import static dev.overdraft.check.Anomaly.EXACTLY_ONCE;

import dev.overdraft.strategies.multidatabase.BrokenTwoDatabases;
import dev.overdraft.strategies.multidatabase.Outbox;
import dev.overdraft.strategies.multidatabase.TwoPhaseCommit;
import dev.overdraft.workload.bank.BankStrategy;
import dev.overdraft.workload.bank.Needs;
import java.util.List;
import java.util.Set;

/** No transaction spans all of it. */
final class MultiDatabaseStrategies {

  static final List<BankStrategy> ALL =
      List.of(
          BankStrategy.broken(
                  "two-databases",
                  "multi-database",
                  "one commit after the other: a crash in between leaves half a transfer",
                  "two-phase-commit",
                  Claims.always(Set.of(EXACTLY_ONCE, CONSERVATION), Set.of(CONSISTENT_AUDIT)),
                  BrokenTwoDatabases.class,
                  BrokenTwoDatabases::new)
              .needing(Needs.NOTHING.with(2)),
          BankStrategy.good(
                  "two-phase-commit",
                  "multi-database",
                  "both promise, a decision is written down, both keep it; crashes are recovered",
                  "two-databases",
                  TwoPhaseCommit.class,
                  TwoPhaseCommit::new)
              .claiming(Claims.always(Set.of(), Set.of(CONSISTENT_AUDIT)))
              .needing(TwoPhaseCommit.NEEDS),
          BankStrategy.good(
                  "outbox",
                  "multi-database",
                  "debit and message in one commit, delivered until the receiver has counted it"
                      + " once",
                  "two-databases",
                  Outbox.class,
                  Outbox::new)
              .claiming(Claims.always(Set.of(), Set.of(CONSISTENT_AUDIT)))
              .needing(Outbox.NEEDS));

  private MultiDatabaseStrategies() {}
}
