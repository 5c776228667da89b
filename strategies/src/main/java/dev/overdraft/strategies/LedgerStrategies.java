package dev.overdraft.strategies;

import static dev.overdraft.check.Anomaly.CONSERVATION;
import static dev.overdraft.check.Anomaly.CONSISTENT_AUDIT;
import static dev.overdraft.check.Anomaly.EXACTLY_ONCE;
import static dev.overdraft.check.Anomaly.LEDGER_EQUALS_BALANCE;
import static dev.overdraft.check.Anomaly.LOST_UPDATE;
import static dev.overdraft.check.Anomaly.NO_NEGATIVE_BALANCE;

import dev.overdraft.history.Isolation;
import dev.overdraft.strategies.ledger.BrokenIdempotentLookup;
import dev.overdraft.strategies.ledger.BrokenLogOnlyWriter;
import dev.overdraft.strategies.ledger.BrokenLogSum;
import dev.overdraft.strategies.ledger.IdempotentInsert;
import dev.overdraft.strategies.ledger.LogAndTotal;
import dev.overdraft.strategies.ledger.LogSeqCas;
import dev.overdraft.strategies.ledger.LogSumSerializable;
import dev.overdraft.workload.bank.BankStrategy;
import dev.overdraft.workload.bank.Needs;
import java.util.List;
import java.util.Set;

/** What happened is written down. */
final class LedgerStrategies {

  /** Every total is what its account was opened with, 100 where this is explored, and its log. */
  private static final Needs TOTALS =
      Needs.entries(Needs.Money.IN_BOTH)
          .rule(
              "select count(*) = 0 from account a where a.balance <> 100 +"
                  + " (select coalesce(sum(cents), 0) from entry e where e.account = a.id)");

  static final List<BankStrategy> ALL =
      List.of(
          BankStrategy.good(
                  "log-sum-serializable",
                  "ledger",
                  "the balance is the sum of a log, added up in SERIALIZABLE transactions",
                  "log-sum-rc",
                  LogSumSerializable.class,
                  s -> new LogSumSerializable(s.dataSource()))
              .at(Isolation.SERIALIZABLE)
              .claiming(
                  Claims.except(
                      Claims.NOT_OF_A_LOG, Claims.belowSerializable(Set.of(NO_NEGATIVE_BALANCE))))
              .needing(Needs.entries(Needs.Money.IN_ENTRIES)),
          BankStrategy.broken(
                  "log-sum-rc",
                  "ledger",
                  "adds up the log and enters a debit, while somebody else does the same",
                  "log-sum-serializable",
                  Claims.except(
                      Claims.NOT_OF_A_LOG, Claims.belowSerializable(Set.of(NO_NEGATIVE_BALANCE))),
                  BrokenLogSum.class,
                  s -> new BrokenLogSum(s.dataSource()))
              .needing(Needs.entries(Needs.Money.IN_ENTRIES)),
          BankStrategy.good(
                  "log-seq-cas",
                  "ledger",
                  "numbers an account's entries under a unique key: who comes second begins again",
                  "log-sum-rc",
                  LogSeqCas.class,
                  s -> new LogSeqCas(s.dataSource()))
              .claiming(Claims.except(Claims.NOT_OF_A_LOG, BankStrategy.neverAny()))
              .needing(LogSeqCas.NEEDS),
          BankStrategy.good(
                  "log-and-total",
                  "ledger",
                  "locks the total, enters the movement, changes the total",
                  "log-only-writer",
                  LogAndTotal.class,
                  s -> new LogAndTotal(s.dataSource()))
              .claiming(
                  Claims.except(Set.of(LOST_UPDATE, CONSISTENT_AUDIT), BankStrategy.neverAny()))
              .needing(TOTALS),
          BankStrategy.broken(
                  "log-only-writer",
                  "ledger",
                  "one writer enters movements and leaves the totals as they are",
                  "log-and-total",
                  Claims.except(
                      Set.of(LOST_UPDATE, CONSISTENT_AUDIT),
                      Claims.always(
                          Set.of(LEDGER_EQUALS_BALANCE, CONSERVATION),
                          Set.of(NO_NEGATIVE_BALANCE))),
                  BrokenLogOnlyWriter.class,
                  s -> new BrokenLogOnlyWriter(s.dataSource()))
              .needing(TOTALS),
          BankStrategy.good(
                  "idempotent-insert",
                  "ledger",
                  "the request's key first, under a unique constraint, in the same commit as the"
                      + " work",
                  "idempotent-lookup",
                  IdempotentInsert.class,
                  IdempotentInsert::new)
              .needing(IdempotentInsert.NEEDS),
          BankStrategy.broken(
                  "idempotent-lookup",
                  "ledger",
                  "looks the request's key up, works, stores the key: two copies both find nothing",
                  "idempotent-insert",
                  Claims.belowSnapshot(Set.of(EXACTLY_ONCE, CONSERVATION)),
                  BrokenIdempotentLookup.class,
                  BrokenIdempotentLookup::new)
              .needing(BrokenIdempotentLookup.NEEDS));

  private LedgerStrategies() {}
}
