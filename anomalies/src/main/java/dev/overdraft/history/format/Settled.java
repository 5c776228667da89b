package dev.overdraft.history.format;

import dev.overdraft.history.Access;
import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.LedgerEntry;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import java.util.ArrayList;
import java.util.Collections;
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
 *
 * <p>The attempt in the log need not be the last that its client counted: a second request counts
 * for itself, another database's failure begins an attempt when the first had been committed, a
 * client without an answer counted none, and a log of entries tells no attempts apart. So an
 * operation is looked for by its number. If it is there with one attempt, and its last did nothing
 * that is known, that one is the operation. An attempt that has a version of a number that the last
 * one wrote is the same transaction, named otherwise. Any other is a transaction of its own.
 */
final class Settled {

  private record Row(long account, long revision) {
    Row(RowVersion version) {
      this(version.account(), version.revision());
    }
  }

  private final History history;
  private final Map<Long, List<RowVersion>> entries = new HashMap<>();

  /** By operation. */
  private final Map<Long, SortedSet<Long>> logged = new HashMap<>();

  /** What others read of attempts that have no entry, unless their client says that they stand. */
  private final Map<Long, Set<RowVersion>> seen = new HashMap<>();

  private final Map<Long, SortedSet<Long>> seenOf = new HashMap<>();

  /** Attempts without an entry for which something else speaks. */
  private final Set<Long> doubtful = new HashSet<>();

  Settled(History history) {
    this.history = history;
    for (LedgerEntry entry : history.ledger()) {
      entries.merge(entry.writer(), entry.versions(), Settled::both);
      if (Writer.isOperation(entry.writer())) {
        long operation = Writer.operation(entry.writer());
        logged.computeIfAbsent(operation, id -> new TreeSet<>()).add(entry.writer());
      }
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

  private static long last(Execution of) {
    return Writer.of(of.id(), Math.max(1, of.attempts()));
  }

  /** The mark of the attempt that is the operation: of its last one, as a rule. */
  long mark(Execution of) {
    long last = last(of);
    SortedSet<Long> marks = logged(of);
    boolean unknown = of.accesses().isEmpty() && !isLogged(last) && !seen.containsKey(last);
    return unknown && marks.size() == 1 ? marks.first() : last;
  }

  private SortedSet<Long> logged(Execution of) {
    return logged.getOrDefault(of.id(), Collections.emptySortedSet());
  }

  /** Whether an operation's last attempt has an entry in the log, by its own name. */
  boolean isLastLogged(Execution of) {
    return isLogged(last(of));
  }

  /** Whether any attempt of an operation has an entry in the log. */
  boolean isAnyLogged(Execution of) {
    return logged.containsKey(of.id());
  }

  /** Versions that the log has of an operation's last attempt, by the name of another. */
  List<RowVersion> renamed(Execution of) {
    return logged(of).stream()
        .filter(mark -> mark != last(of) && isRenamed(of, mark))
        .flatMap(mark -> entries(mark).stream())
        .toList();
  }

  private boolean isRenamed(Execution of, long mark) {
    return of.accesses().stream()
        .filter(a -> a.kind() == Access.Kind.WRITE && a.version().writer() == last(of))
        .anyMatch(a -> hasEntry(mark, new Row(a.version())));
  }

  private boolean hasEntry(long mark, Row row) {
    return entries(mark).stream().map(Row::new).anyMatch(row::equals);
  }

  /** The mark of the transaction that wrote a version, however its reader knows it. */
  long writer(RowVersion read) {
    if (!Writer.isOperation(read.writer())) {
      return read.writer();
    }
    long operation = Writer.operation(read.writer());
    long mark = isLogged(read.writer()) ? read.writer() : inTheLog(operation, read);
    return history
        .execution(operation)
        .filter(of -> mark != last(of) && isLogged(mark) && isRenamed(of, mark))
        .map(Settled::last)
        .orElse(mark);
  }

  /** A log that tells no attempts apart calls all of them the first. */
  private long inTheLog(long operation, RowVersion read) {
    return logged.getOrDefault(operation, Collections.emptySortedSet()).stream()
        .filter(mark -> mark < read.writer() && hasEntry(mark, new Row(read)))
        .findFirst()
        .orElse(read.writer());
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

  /**
   * The attempts that are transactions beside the one that is the operation: those in the log, and
   * those that were rolled back and that others had read from.
   */
  SortedSet<Long> others(Execution of) {
    SortedSet<Long> others = new TreeSet<>(seenOf.getOrDefault(of.id(), new TreeSet<>()));
    others.removeIf(mark -> !isRolledBack(mark));
    others.addAll(logged(of));
    others.removeIf(mark -> mark == mark(of) || (isLogged(mark) && isRenamed(of, mark)));
    return others;
  }

  private void look(Execution reader) {
    for (Access access : reader.accesses()) {
      RowVersion version = access.version();
      long mark = version.writer();
      if (access.kind() == Access.Kind.READ && isOpen(mark) && mark != last(reader)) {
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
            .filter(e -> e.outcome() != Outcome.OK || last(e) != mark)
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
      return writer <= version.writer()
          && Writer.operation(writer) == Writer.operation(version.writer());
    }
    RowVersion last = history.closing().orElseThrow().get(version.account());
    return last == null || last.revision() >= version.revision();
  }
}
