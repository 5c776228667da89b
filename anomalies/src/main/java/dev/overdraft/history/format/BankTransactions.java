package dev.overdraft.history.format;

import dev.overdraft.history.Access;
import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import dev.overdraft.history.txn.TxnHistoryBuilder;
import dev.overdraft.history.txn.TxnName;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * A recorded bank as transactions on rows with versions: what the last attempt of each operation
 * read and wrote.
 *
 * <p>The server's log settles what clients do not know: an operation in it has taken effect,
 * whatever its client was told, and wrote the versions that stand there. One that was refused, and
 * is in the log, had done so by the time of its answer; one without an answer stays open for ever.
 * One without an answer none of whose attempts is in a log that was read to its end failed.
 *
 * <p>Another attempt whose versions somebody read though it was rolled back is a transaction too,
 * by a client of its own since it overlaps the others of its operation: it failed, and wrote what
 * was read. So is another attempt in the log beside what the last one did: nobody knows when it
 * took effect, and so it stays open. If the last did nothing, the other one is the operation; it
 * had taken effect by the time of the answer if that said so, and else stays open too.
 */
public final class BankTransactions {

  private record Row(long account, long revision) {}

  private final TxnHistoryBuilder builder = TxnHistory.of(Model.VERSIONED);
  private final Settled settled;
  private final Set<Row> written = new HashSet<>();
  private int nextProcess;

  private BankTransactions(History history) {
    this.settled = new Settled(history);
    this.nextProcess =
        1 + history.executions().stream().mapToInt(Execution::process).max().orElse(0);
  }

  /** The transactions of {@code history}, in the order of their invocation. */
  public static TxnHistory of(History history) {
    var transactions = new BankTransactions(history);
    history.executions().forEach(transactions::add);
    return transactions.builder.build();
  }

  private void add(Execution each) {
    settled.others(each).forEach(mark -> beside(each, mark));
    long mark = settled.mark(each);
    Outcome outcome = outcome(each, mark);
    boolean refused = each.outcome() == Outcome.FAIL && !settled.isLastLogged(each);
    boolean late = refused && outcome != Outcome.FAIL;
    int process = late ? nextProcess++ : each.process();
    builder.begin(each.id(), process, each.invokedNanos(), mark);
    written.clear();
    accesses(each, mark, outcome);
    write(settled.entries(mark));
    write(settled.renamed(each));
    if (outcome != Outcome.OK) {
      write(settled.seen(mark));
    }
    boolean settledAgainst = outcome == Outcome.FAIL && each.outcome() == Outcome.INFO;
    long completed = settledAgainst ? each.lastSeenNanos() : each.completedNanos();
    builder.end(outcome, late ? TxnHistory.NEVER : completed);
  }

  private void beside(Execution of, long mark) {
    builder.begin(TxnName.index(mark), nextProcess++, of.invokedNanos(), mark);
    written.clear();
    write(settled.entries(mark));
    write(settled.seen(mark));
    if (settled.isLogged(mark)) {
      builder.end(Outcome.OK, TxnHistory.NEVER);
    } else {
      builder.end(Outcome.FAIL, of.lastSeenNanos());
    }
  }

  private Outcome outcome(Execution each, long mark) {
    if (settled.isLogged(mark)) {
      return Outcome.OK;
    }
    if (each.outcome() == Outcome.INFO) {
      boolean failed = settled.isRolledBack(mark) && !settled.isAnyLogged(each);
      return failed ? Outcome.FAIL : Outcome.INFO;
    }
    boolean doubted = each.outcome() == Outcome.FAIL && !settled.renamed(each).isEmpty();
    return doubted ? Outcome.INFO : each.outcome();
  }

  /** What its client learned; of what it wrote in several transactions, those in the log. */
  private void accesses(Execution each, long mark, Outcome outcome) {
    boolean told = each.outcome() == Outcome.OK || !settled.isLogged(mark) || !settled.isWhole();
    Set<RowVersion> lasting = told ? Set.of() : Set.copyOf(settled.entries(mark));
    for (Access access : each.accesses()) {
      RowVersion v = access.version();
      boolean lasts = told || v.writer() != mark || lasting.contains(v);
      if (access.kind() == Access.Kind.WRITE && lasts) {
        write(v);
      } else if (access.kind() == Access.Kind.READ && lasts && outcome == Outcome.OK) {
        long writer = settled.writer(v);
        writer = writer == Writer.OPENING ? TxnHistoryBuilder.OPENING_MARK : writer;
        builder.readVersion(v.account(), v.revision(), writer);
      }
    }
  }

  private void write(Collection<RowVersion> versions) {
    versions.forEach(this::write);
  }

  private void write(RowVersion version) {
    if (written.add(new Row(version.account(), version.revision()))) {
      builder.writeVersion(version.account(), version.revision());
    }
  }
}
