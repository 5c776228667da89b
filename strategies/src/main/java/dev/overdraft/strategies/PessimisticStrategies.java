package dev.overdraft.strategies;

import static dev.overdraft.check.Anomaly.CONSERVATION;
import static dev.overdraft.check.Anomaly.EXACTLY_ONCE;
import static dev.overdraft.check.Anomaly.NO_NEGATIVE_BALANCE;

import dev.overdraft.history.Isolation;
import dev.overdraft.strategies.jdbc.AdvisoryXact;
import dev.overdraft.strategies.jdbc.BrokenAdvisoryEarlyUnlock;
import dev.overdraft.strategies.jdbc.BrokenSelectForUpdateLazy;
import dev.overdraft.strategies.jdbc.BrokenSelectForUpdateUnordered;
import dev.overdraft.strategies.jdbc.BrokenSendMoneyAsPrinted;
import dev.overdraft.strategies.jdbc.BrokenTableLockLate;
import dev.overdraft.strategies.jdbc.SelectForNoKeyUpdate;
import dev.overdraft.strategies.jdbc.SelectForUpdate;
import dev.overdraft.strategies.jdbc.SelectForUpdateNowait;
import dev.overdraft.strategies.jdbc.SendMoneyFixed;
import dev.overdraft.strategies.jdbc.SkipLocked;
import dev.overdraft.strategies.jdbc.TableLock;
import dev.overdraft.strategies.ledger.BrokenAdvisoryAfterSnapshot;
import dev.overdraft.strategies.ledger.BrokenGapLock;
import dev.overdraft.workload.bank.BankStrategy;
import dev.overdraft.workload.bank.Needs;
import java.util.List;
import java.util.Set;

/** Others wait. */
final class PessimisticStrategies {

  static final List<BankStrategy> ALL =
      List.of(
          BankStrategy.good(
                  "select-for-update",
                  "pessimistic",
                  "locks the rows in id order as it reads them, then writes",
                  "naive-read-modify-write",
                  SelectForUpdate.class,
                  s -> new SelectForUpdate(s.dataSource()))
              .inCore(),
          BankStrategy.good(
              "select-for-no-key-update",
              "pessimistic",
              "the same lock but for the key, so that who refers to the row need not wait",
              "select-for-update-lazy",
              SelectForNoKeyUpdate.class,
              s -> new SelectForNoKeyUpdate(s.dataSource())),
          BankStrategy.good(
              "select-for-update-nowait",
              "pessimistic",
              "fails at once where it would wait, and tries again a few times",
              "select-for-update-lazy",
              SelectForUpdateNowait.class,
              s -> new SelectForUpdateNowait(s.dataSource())),
          BankStrategy.good(
              "skip-locked",
              "pessimistic",
              "passes locked rows over, and takes care not to call them absent",
              "select-for-update-lazy",
              SkipLocked.class,
              s -> new SkipLocked(s.dataSource())),
          BankStrategy.broken(
              "select-for-update-lazy",
              "pessimistic",
              "builds the query that would lock the rows, and never runs it",
              "select-for-update",
              Claims.belowSnapshot(Claims.LOST),
              BrokenSelectForUpdateLazy.class,
              s -> new BrokenSelectForUpdateLazy(s.dataSource())),
          BankStrategy.broken(
                  "select-for-update-unordered",
                  "pessimistic",
                  "locks the payer, then the payee: crossing transfers deadlock, and nobody tries"
                      + " again",
                  "select-for-update",
                  BankStrategy.neverAny(),
                  BrokenSelectForUpdateUnordered.class,
                  s -> new BrokenSelectForUpdateUnordered(s.dataSource()))
              .shown(BankStrategy.Shown.BY_EXPLORER),
          BankStrategy.broken(
                  "send-money-as-printed",
                  "pessimistic",
                  "the talk's full example: deadlocks when crossing, and pays money to a payee who"
                      + " does not exist",
                  "send-money-fixed",
                  Claims.always(Set.of(CONSERVATION, EXACTLY_ONCE), Set.of()),
                  BrokenSendMoneyAsPrinted.class,
                  s -> new BrokenSendMoneyAsPrinted(s.dataSource()))
              .needing(BrokenSendMoneyAsPrinted.NEEDS),
          BankStrategy.good(
                  "send-money-fixed",
                  "pessimistic",
                  "the talk's full example with ordered locks, counts, the request's number and a"
                      + " retry",
                  "send-money-as-printed",
                  SendMoneyFixed.class,
                  s -> new SendMoneyFixed(s.dataSource()))
              .needing(SendMoneyFixed.NEEDS),
          BankStrategy.good(
              "advisory-xact",
              "pessimistic",
              "a lock with a number instead of a row, which ends with the transaction",
              "advisory-early-unlock",
              AdvisoryXact.class,
              s -> new AdvisoryXact(s.dataSource())),
          BankStrategy.broken(
              "advisory-early-unlock",
              "pessimistic",
              "gives the lock back before it commits, so that the next one reads the old balance",
              "advisory-xact",
              Claims.belowSnapshot(Claims.LOST),
              BrokenAdvisoryEarlyUnlock.class,
              s -> new BrokenAdvisoryEarlyUnlock(s.dataSource())),
          BankStrategy.broken(
                  "advisory-after-snapshot",
                  "pessimistic",
                  "waits for an advisory lock with a snapshot from before the wait",
                  "table-lock",
                  Claims.except(
                      Claims.NOT_OF_A_LOG,
                      level ->
                          BankStrategy.promise(
                              level == Isolation.REPEATABLE_READ
                                  ? Set.of(NO_NEGATIVE_BALANCE)
                                  : Set.of(),
                              Set.of())),
                  BrokenAdvisoryAfterSnapshot.class,
                  s -> new BrokenAdvisoryAfterSnapshot(s.dataSource()))
              .at(Isolation.REPEATABLE_READ)
              .needing(Needs.entries(Needs.Money.IN_ENTRIES)),
          BankStrategy.broken(
                  "gaplock",
                  "pessimistic",
                  "locks all entries of an account, so that nobody can add one; on InnoDB at"
                      + " REPEATABLE READ nobody can",
                  "log-and-total",
                  Claims.except(
                      Claims.NOT_OF_A_LOG, Claims.belowSerializable(Set.of(NO_NEGATIVE_BALANCE))),
                  BrokenGapLock.class,
                  s -> new BrokenGapLock(s.dataSource()))
              .needing(Needs.entries(Needs.Money.IN_ENTRIES)),
          BankStrategy.good(
              "table-lock",
              "pessimistic",
              "locks the whole table before anything else, which is right at every level",
              "table-lock-late",
              TableLock.class,
              s -> new TableLock(s.dataSource())),
          BankStrategy.broken(
              "table-lock-late",
              "pessimistic",
              "locks the whole table, but after it has read",
              "table-lock",
              Claims.belowSnapshot(Claims.LOST),
              BrokenTableLockLate.class,
              s -> new BrokenTableLockLate(s.dataSource())));

  private PessimisticStrategies() {}
}
