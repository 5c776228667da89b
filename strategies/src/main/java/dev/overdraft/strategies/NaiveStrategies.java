package dev.overdraft.strategies;

import static dev.overdraft.check.Anomaly.CONSERVATION;
import static dev.overdraft.check.Anomaly.CONSISTENT_AUDIT;
import static dev.overdraft.check.Anomaly.EXACTLY_ONCE;
import static dev.overdraft.check.Anomaly.LEDGER_EQUALS_BALANCE;
import static dev.overdraft.check.Anomaly.LOST_UPDATE;
import static dev.overdraft.check.Anomaly.NO_NEGATIVE_BALANCE;

import dev.overdraft.strategies.jdbc.BrokenCheckThenDecrement;
import dev.overdraft.strategies.jdbc.BrokenReadModifyWrite;
import dev.overdraft.strategies.jdbc.BrokenTransactionalReadModifyWrite;
import dev.overdraft.workload.bank.BankStrategy;
import java.util.List;
import java.util.Set;

/** As everybody writes it first. */
final class NaiveStrategies {

  static final List<BankStrategy> ALL =
      List.of(
          BankStrategy.broken(
                  "naive-read-modify-write",
                  "naive",
                  "reads the balance, computes in Java, writes the result back, without a"
                      + " transaction",
                  "atomic-update",
                  Claims.always(
                      Set.of(
                          LOST_UPDATE,
                          CONSERVATION,
                          LEDGER_EQUALS_BALANCE,
                          EXACTLY_ONCE,
                          CONSISTENT_AUDIT),
                      Set.of(NO_NEGATIVE_BALANCE)),
                  BrokenReadModifyWrite.class,
                  s -> new BrokenReadModifyWrite(s.dataSource()))
              .inCore(),
          BankStrategy.broken(
                  "check-then-decrement",
                  "naive",
                  "checks the balance, then takes the money by a relative update that checks"
                      + " nothing",
                  "atomic-update",
                  Claims.belowSnapshot(Set.of(NO_NEGATIVE_BALANCE)),
                  BrokenCheckThenDecrement.class,
                  s -> new BrokenCheckThenDecrement(s.dataSource()))
              .inCore(),
          BankStrategy.broken(
              "transactional-read-modify-write",
              "naive",
              "the naive code inside a transaction, which makes it atomic and not isolated",
              "select-for-update",
              Claims.belowSnapshot(Claims.LOST),
              BrokenTransactionalReadModifyWrite.class,
              s -> new BrokenTransactionalReadModifyWrite(s.dataSource())));

  private NaiveStrategies() {}
}
