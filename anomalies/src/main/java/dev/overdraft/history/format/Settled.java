package dev.overdraft.history.format;

import dev.overdraft.history.Access;
import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.LedgerEntry;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the server's log and other readers say of the attempts of a recorded bank's operations.
 *
 * <p>An attempt with an entry in the log was committed, and wrote what stands in all its entries.
 * One without was rolled back if the log was read to its end, unless something else speaks for it:
 * an entry or a final row that names it, or a read of a version of its that may have lasted. Such a
 * version cannot have lasted whose number another operation's entry has, or that lies beyond the
 * final row.
 */
final class Settled {

  private record Row(long account, long revision) {
    Row(RowVersion version) {
      this(version.account(), version.revision());
    }
  }

  private final History history;
  private final Map<Long, List<RowVersion>> entries = new HashMap<>();

  /** What others read of attempts that have no entry, unless their client says that they stand. */
  private final Map<Long, Set<RowVersion>> seen = new HashMap<>();

  private final Map<Long, SortedSet<Long>> seenOf = new HashMap<>();

  /** Attempts without an entry for which something else speaks. */
  private final Set<Long> doubtful = new HashSet<>();

  Settled(History history) {
    this.history = history;
    for (LedgerEntry entry : history.ledger()) {
      entries.merge(entry.writer(), entry.versions(), Settled::both);
    }
    history.executions().forEach(this::look);
    if (isWhole()) {
      doubt();
    }
  }

  private static List<RowVersion> both(List<RowVersion> some, List<RowVersion> more) {
    List<RowVersion> both = new ArrayList<>(some);
    both.addAll(more);
    return both;
  }

  /** The mark of an operation's last attempt. */
  static long mark(Execution of) {
    return Writer.of(of.id(), Math.max(1, of.attempts()));
  }

  /** Whether the log was read to its end. */
  boolean isWhole() {
    return history.closing().isPresent();
  }

  /** The versions in the entries of an attempt; none if it has no entry. */
  List<RowVersion> entries(long mark) {
    return entries.getOrDefault(mark, List.of());
  }

  /** Whether an attempt has an entry in the log. */
  boolean isLogged(long mark) {
    return entries.containsKey(mark);
  }

  /** Whether an attempt had certainly no effect. */
  boolean isRolledBack(long mark) {
    return isWhole() && !isLogged(mark) && !doubtful.contains(mark);
  }

  /** What others read of an attempt without an entry. */
  Set<RowVersion> seen(long mark) {
    return seen.getOrDefault(mark, Set.of());
  }

  /** The attempts before the last one that were rolled back, and that others had read from. */
  List<Long> rolledBackBefore(Execution last) {
    return seenOf.getOrDefault(last.id(), new TreeSet<>()).stream()
        .filter(mark -> mark != mark(last) && isRolledBack(mark))
        .toList();
  }

  private void look(Execution reader) {
    for (Access access : reader.accesses()) {
      RowVersion version = access.version();
      long mark = version.writer();
      if (access.kind() == Access.Kind.READ && isOpen(mark) && mark != mark(reader)) {
        seen.computeIfAbsent(mark, m -> new LinkedHashSet<>()).add(version);
        seenOf.computeIfAbsent(Writer.operation(mark), id -> new TreeSet<>()).add(mark);
      }
    }
  }

  /** Whether neither the log nor its client says that an attempt took effect. */
  private boolean isOpen(long mark) {
    return Writer.isOperation(mark)
        && !isLogged(mark)
        && history
            .execution(Writer.operation(mark))
            .filter(e -> e.outcome() != Outcome.OK || mark(e) != mark)
            .isPresent();
  }

  private void doubt() {
    Map<Row, Long> writers = new HashMap<>();
    seen.values().forEach(all -> all.forEach(v -> writers.put(new Row(v), Writer.FOREIGN)));
    for (LedgerEntry entry : history.ledger()) {
      for (RowVersion version : entry.versions()) {
        if (version.writer() != entry.writer()) {
          doubtful.add(version.writer());
        }
        if (!writers.isEmpty()) {
          writers.replace(new Row(version), version.writer());
        }
      }
    }
    history.closing().orElseThrow().values().forEach(row -> doubtful.add(row.writer()));
    seen.forEach(
        (mark, versions) -> {
          if (versions.stream().anyMatch(v -> mayHaveLasted(v, writers))) {
            doubtful.add(mark);
          }
        });
  }

  private boolean mayHaveLasted(RowVersion version, Map<Row, Long> writers) {
    long writer = writers.getOrDefault(new Row(version), Writer.FOREIGN);
    if (Writer.isOperation(writer)) {
      return writer == version.writer();
    }
    RowVersion last = history.closing().orElseThrow().get(version.account());
    return last == null || last.revision() >= version.revision();
  }
}
