package dev.overdraft.history.format;

import dev.overdraft.history.Access;
import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.LedgerEntry;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import dev.overdraft.history.txn.TxnHistoryBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A recorded bank as transactions on rows with versions: what the last attempt of each operation
 * read and wrote.
 *
 * <p>The server's log settles what clients do not know: an operation in it has taken effect,
 * whatever its client was told, and wrote the versions that stand there. Its client has no answer
 * that says when, so it stays open for ever.
 */
public final class BankTransactions {
  private BankTransactions() {}

  /** The transactions of {@code history}, in the order of their invocation. */
  public static TxnHistory of(History history) {
    Map<Long, LedgerEntry> ledger = new HashMap<>();
    history.ledger().forEach(entry -> ledger.putIfAbsent(entry.writer(), entry));
    TxnHistoryBuilder builder = TxnHistory.of(Model.VERSIONED);
    for (Execution each : history.executions()) {
      add(builder, each, ledger);
    }
    return builder.build();
  }

  private static void add(
      TxnHistoryBuilder builder, Execution each, Map<Long, LedgerEntry> ledger) {
    long mark = Writer.of(each.id(), Math.max(1, each.attempts()));
    LedgerEntry kept = ledger.get(mark);
    builder.begin(each.id(), each.process(), each.invokedNanos(), mark);
    for (Access access : each.accesses()) {
      RowVersion v = access.version();
      if (access.kind() == Access.Kind.READ) {
        if (each.outcome() == Outcome.OK || kept != null) {
          long writer = v.writer() == Writer.OPENING ? TxnHistoryBuilder.OPENING_MARK : v.writer();
          builder.readVersion(v.account(), v.revision(), writer);
        }
      } else {
        builder.writeVersion(v.account(), v.revision());
      }
    }
    boolean unseen = each.accesses().stream().noneMatch(a -> a.kind() == Access.Kind.WRITE);
    if (kept != null && unseen) {
      List<RowVersion> versions = kept.versions();
      versions.forEach(v -> builder.writeVersion(v.account(), v.revision()));
    }
    boolean settled = kept != null && each.outcome() == Outcome.FAIL;
    builder.end(settled ? Outcome.INFO : each.outcome(), each.completedNanos());
  }
}
