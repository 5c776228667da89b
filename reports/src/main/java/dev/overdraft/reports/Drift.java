package dev.overdraft.reports;

import dev.overdraft.history.Access;
import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.LedgerEntry;
import dev.overdraft.history.Operation;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where each account's balance parted from what it should be: its versions in the order in which
 * the database installed them, each compared with the one before it and what its operation moves.
 */
final class Drift {

  private final History history;
  private final Map<Long, Map<Long, Long>> installedNanos = new HashMap<>();
  private final Map<Long, Long> expected = new TreeMap<>();
  private final List<Change> changes = new ArrayList<>();

  /** A version whose balance is not the one before it and its operation's part. */
  record Change(long nanos, long account, String kind, long cents, long movedCents, String by) {}

  private Drift(History history) {
    this.history = history;
  }

  static Drift of(History history) {
    var drift = new Drift(history);
    history.executions().forEach(drift::times);
    drift.expect();
    drift.walk();
    drift.changes.sort(Comparator.comparingLong(Change::nanos));
    return drift;
  }

  /** In order of time. */
  List<Change> changes() {
    return changes;
  }

  /** The balance that each account should have in the end. */
  Map<Long, Long> expected() {
    return expected;
  }

  private void times(Execution execution) {
    for (Access access : execution.accesses()) {
      if (access.kind() == Access.Kind.WRITE) {
        installedNanos
            .computeIfAbsent(access.version().account(), a -> new HashMap<>())
            .put(access.version().revision(), access.nanos());
      }
    }
  }

  private void expect() {
    expected.putAll(history.opening());
    Set<Long> seen = new HashSet<>();
    for (LedgerEntry entry : history.ledger()) {
      if (Writer.isOperation(entry.writer()) && seen.add(Writer.operation(entry.writer()))) {
        history
            .execution(Writer.operation(entry.writer()))
            .ifPresent(
                e -> parts(e.operation()).forEach((a, c) -> expected.merge(a, c, Long::sum)));
      }
    }
  }

  private void walk() {
    Map<Long, List<RowVersion>> versions = new TreeMap<>();
    for (LedgerEntry entry : history.ledger()) {
      // Of a row that a transaction wrote twice, others can see the last version only.
      Map<Long, RowVersion> visible = new TreeMap<>();
      entry.versions().forEach(v -> visible.put(v.account(), v));
      visible.forEach(
          (account, v) -> versions.computeIfAbsent(account, a -> new ArrayList<>()).add(v));
    }
    versions.forEach(
        (account, all) -> {
          all.sort(Comparator.comparingLong(RowVersion::revision));
          long before = history.opening().getOrDefault(account, 0L);
          for (RowVersion version : all) {
            step(account, before, version);
            before = version.cents();
          }
        });
  }

  private void step(long account, long before, RowVersion version) {
    Execution execution =
        Writer.isOperation(version.writer())
            ? history.execution(Writer.operation(version.writer())).orElse(null)
            : null;
    long part = execution == null ? 0 : parts(execution.operation()).getOrDefault(account, 0L);
    long moved = version.cents() - before - part;
    boolean overdrawn = version.cents() < 0 && before >= 0;
    if (moved != 0 || overdrawn) {
      long seen = execution == null ? 0 : execution.lastSeenNanos();
      long nanos =
          installedNanos.getOrDefault(account, Map.of()).getOrDefault(version.revision(), seen);
      String by = execution == null ? "somebody unrecorded" : execution.toString();
      changes.add(
          new Change(
              nanos,
              account,
              moved != 0 ? "drift" : "overdraft",
              moved != 0 ? moved : version.cents(),
              moved,
              by));
    }
  }

  private static Map<Long, Long> parts(Operation operation) {
    if (operation instanceof Operation.Transfer t) {
      return t.from() == t.to() ? Map.of() : Map.of(t.from(), -t.cents(), t.to(), t.cents());
    }
    if (operation instanceof Operation.Withdraw w) {
      return Map.of(w.account(), -w.cents());
    }
    if (operation instanceof Operation.Deposit d) {
      return Map.of(d.account(), d.cents());
    }
    return Map.of();
  }
}
