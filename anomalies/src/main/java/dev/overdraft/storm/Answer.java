package dev.overdraft.storm;

import dev.overdraft.history.Event;
import dev.overdraft.history.Outcome;
import dev.overdraft.recording.OperationLog;
import dev.overdraft.target.Failure;
import dev.overdraft.target.InFlight;
import dev.overdraft.target.SqlErrors;
import dev.overdraft.workload.bank.Crash;
import dev.overdraft.workload.bank.Receipt;
import java.util.Map;

/**
 * What came of one operation, by the rules for outcomes: the one place where a receipt or an
 * exception becomes {@code ok}, {@code fail} or {@code info}.
 *
 * <p>A commit that returned on an aborted transaction is not {@code ok}, whatever the strategy
 * says; neither is an operation that was tried again after a commit of unknown outcome. If that
 * second try is refused, perhaps because the first took the money, nobody knows either.
 */
record Answer(Outcome outcome, boolean acknowledged, String reason, Map<Long, Long> balances) {

  private static final String TRIED_AGAIN = "tried again after a commit of unknown outcome";

  static Answer of(Receipt receipt, OperationLog log) {
    if (!receipt.accepted()) {
      return unknownBefore(log)
          ? new Answer(Outcome.INFO, false, receipt.reason() + ", " + TRIED_AGAIN, Map.of())
          : new Answer(Outcome.FAIL, false, receipt.reason(), Map.of());
    }
    if (log.silentRollback()) {
      String reason = "a statement failed, and the commit that followed rolled back";
      return new Answer(Outcome.INFO, true, reason, Map.of());
    }
    if (unknownBefore(log)) {
      return new Answer(Outcome.INFO, true, TRIED_AGAIN, Map.of());
    }
    return new Answer(Outcome.OK, true, "", Map.of());
  }

  static Answer of(Exception thrown, OperationLog log) {
    if (thrown instanceof Crash crash) {
      return new Answer(Outcome.INFO, false, String.valueOf(crash.getMessage()), Map.of());
    }
    Failure failure = SqlErrors.classify(thrown, inFlight(log, thrown));
    boolean unknown = failure.outcome() == Outcome.INFO || unknownBefore(log);
    return new Answer(
        unknown ? Outcome.INFO : Outcome.FAIL,
        false,
        (failure.sqlState().isEmpty() ? thrown.getClass().getName() + ":" : failure.sqlState())
            + " "
            + failure.message(),
        Map.of());
  }

  private static boolean unknownBefore(OperationLog log) {
    Map<Throwable, OperationLog.Sent> failures = log.failures();
    return !failures.isEmpty()
        && failures.entrySet().stream()
            .anyMatch(
                failure ->
                    SqlErrors.classify(failure.getKey(), inFlight(failure.getValue())).outcome()
                        == Outcome.INFO);
  }

  private static InFlight inFlight(OperationLog log, Throwable thrown) {
    return log.sentWhen(thrown).map(Answer::inFlight).orElse(InFlight.NOTHING);
  }

  private static InFlight inFlight(OperationLog.Sent sent) {
    return switch (sent) {
      case STATEMENT -> InFlight.STATEMENT;
      case AUTOCOMMIT_WRITE -> InFlight.AUTOCOMMIT_WRITE;
      case COMMIT -> InFlight.COMMIT;
    };
  }

  Answer with(Map<Long, Long> seen) {
    return new Answer(outcome, acknowledged, reason, seen);
  }

  Event.Completion completion(long nanos, int process, OperationLog log) {
    return new Event.Completion(
        nanos,
        process,
        log.operation().id(),
        outcome,
        acknowledged,
        reason,
        log.attempts(),
        log.aborts(),
        log.accesses(),
        balances);
  }
}
