package dev.overdraft.check;

import dev.overdraft.history.Access;
import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.LedgerEntry;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The beginning of a history as a history of its own: what a run would have left behind that had
 * asked for its first operations only.
 *
 * <p>Each account is cut before the first version that a later operation wrote. An operation that
 * saw or wrote something beyond a cut goes too, with all that it wrote, until nothing refers to
 * what is not there: only operations that were open at the end of the slice are lost by that.
 */
final class Slice {

  private final History history;
  private final Set<Long> kept = new HashSet<>();
  private final Map<Long, Long> cuts = new HashMap<>();

  private Slice(History history, int operations) {
    this.history = history;
    history.executions().stream().limit(operations).forEach(e -> kept.add(e.id()));
  }

  /** The first so many operations; the history itself if it has no more. */
  static History first(History history, int operations) {
    if (history.executions().size() <= operations || history.closing().isEmpty()) {
      return history;
    }
    return new Slice(history, operations).history();
  }

  private History history() {
    boolean more = true;
    while (more) {
      more = cut();
      more |= kept.removeIf(id -> history.execution(id).filter(this::beyond).isPresent());
    }
    List<Execution> executions =
        history.executions().stream().filter(e -> kept.contains(e.id())).toList();
    List<LedgerEntry> ledger =
        history.ledger().stream()
            .filter(e -> e.versions().stream().allMatch(this::within))
            .toList();
    return history.with(executions, ledger, Optional.of(rows(ledger)));
  }

  /** Whole transactions go, and with each version all later ones of its account. */
  private boolean cut() {
    boolean more = false;
    for (LedgerEntry entry : history.ledger()) {
      boolean gone = entry.versions().stream().anyMatch(v -> !within(v) || ofOthers(v));
      for (RowVersion v : gone ? entry.versions() : List.<RowVersion>of()) {
        if (within(v)) {
          cuts.put(v.account(), v.revision());
          more = true;
        }
        if (Writer.isOperation(v.writer())) {
          more |= kept.remove(Writer.operation(v.writer()));
        }
      }
    }
    return more;
  }

  private boolean ofOthers(RowVersion version) {
    return Writer.isOperation(version.writer())
        && !kept.contains(Writer.operation(version.writer()));
  }

  private boolean within(RowVersion version) {
    return version.revision() < cuts.getOrDefault(version.account(), Long.MAX_VALUE);
  }

  private boolean beyond(Execution execution) {
    for (Access access : execution.accesses()) {
      if (!within(access.version())) {
        return true;
      }
    }
    return false;
  }

  private Map<Long, RowVersion> rows(List<LedgerEntry> ledger) {
    Map<Long, RowVersion> rows = new HashMap<>();
    Map<Long, RowVersion> stored = history.closing().orElse(Map.of());
    for (Map.Entry<Long, RowVersion> row : stored.entrySet()) {
      long account = row.getKey();
      if (cuts.containsKey(account)) {
        long opening = history.opening().getOrDefault(account, 0L);
        rows.put(account, new RowVersion(account, 0, Writer.OPENING, opening));
      } else {
        rows.put(account, row.getValue());
      }
    }
    for (LedgerEntry entry : ledger) {
      for (RowVersion v : entry.versions()) {
        if (cuts.containsKey(v.account())) {
          rows.merge(v.account(), v, (a, b) -> a.revision() > b.revision() ? a : b);
        }
      }
    }
    return rows;
  }
}
