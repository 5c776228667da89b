package dev.overdraft.check;

import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * All audits of a history, each under the first heading that fits: impossible, torn, or part of a
 * long fork; and, whatever else it is, stale.
 *
 * <p>An audit is the vector of versions that it read, and every transfer that was applied whole
 * lies before it with both legs or with none. Money that was lost earlier, and transfers that
 * stayed half applied, make totals wrong, but tear nothing.
 */
final class Audits {

  /** What can be wrong with an audit. */
  enum Kind {
    TORN,
    IMPOSSIBLE,
    LONG_FORK,
    STALE
  }

  /** One audit, or pair of audits, with which something is wrong. */
  private record Sighting(Kind kind, Witness witness) {}

  private final Evidence evidence;
  private final LongPredicate closely;
  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
  private final List<Sighting> sightings = new ArrayList<>();
  private final Set<Long> wrong = new HashSet<>();
  private long judged;
  private long overlapping;

  private Audits(Evidence evidence, LongPredicate closely) {
    this.evidence = evidence;
    this.closely = closely;
    judge();
  }

  /** Counts all, and keeps one witness of each kind. */
  static Audits of(Evidence evidence) {
    return new Audits(evidence, id -> false);
  }

  /** Looks into one audit as well, which costs a pass through all versions if it is torn. */
  static Audits lookingInto(Evidence evidence, long audit) {
    return new Audits(evidence, id -> id == audit);
  }

  private void judge() {
    History history = evidence.history();
    var transfers = new TornTransfers(history, evidence.chains(), evidence.effects());
    Windows windows = Windows.of(history, evidence.effects());
    var impossible = new ImpossibleReads(evidence);
    var stale = new StaleAudits(evidence.chains());
    List<AuditView> sound = new ArrayList<>();
    for (Execution each : history.executions()) {
      Optional<AuditView> seen = AuditView.of(evidence.chains(), each);
      if (seen.isEmpty()) {
        continue;
      }
      AuditView view = seen.get();
      judged++;
      overlapping += windows.meet(each) ? 1 : 0;
      stale.find(view).ifPresent(witness -> add(Kind.STALE, witness));
      Optional<Witness> never = impossible.find(each);
      if (never.isPresent()) {
        add(Kind.IMPOSSIBLE, never.get());
      } else if (!torn(transfers, view)) {
        sound.add(view);
      }
    }
    new LongForks(evidence.chains()).find(sound).forEach(fork -> add(Kind.LONG_FORK, fork));
  }

  /** Audits of all accounts cost one look an account; only the first is looked into. */
  private boolean torn(TornTransfers transfers, AuditView view) {
    boolean all = transfers.covers(view.seen());
    if (all && transfers.addsUp(view.seen())) {
      return false;
    }
    if (all && !closely.test(view.audit().id()) && count(Kind.TORN) > 0) {
      counts.merge(Kind.TORN, 1L, Long::sum);
      wrong.add(view.audit().id());
      return true;
    }
    Optional<Witness> torn = transfers.find(view.audit(), view.seen());
    torn.ifPresent(witness -> add(Kind.TORN, witness));
    return torn.isPresent();
  }

  private void add(Kind kind, Witness witness) {
    long audit = witness.culprits().get(0).operationId();
    if (closely.test(audit) || count(kind) == 0) {
      sightings.add(new Sighting(kind, witness));
    }
    counts.merge(kind, 1L, Long::sum);
    wrong.add(audit);
    if (kind == Kind.LONG_FORK) {
      wrong.add(witness.culprits().get(1).operationId());
    }
  }

  long count(Kind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  /** The first witness of a kind. */
  Optional<Witness> first(Kind kind) {
    return sightings.stream().filter(s -> s.kind() == kind).map(Sighting::witness).findFirst();
  }

  /** What is wrong in that way with an audit that was looked into. */
  List<Witness> with(Kind kind, long audit) {
    return sightings.stream()
        .filter(s -> s.kind() == kind)
        .map(Sighting::witness)
        .filter(w -> w.culprits().get(0).operationId() == audit)
        .toList();
  }

  /** Every audit with which something is wrong. */
  Set<Long> wrong() {
    return Set.copyOf(wrong);
  }

  /** Audits whose reads were recorded. */
  long judged() {
    return judged;
  }

  /** Those of them that were open together with a transfer that took effect. */
  long overlapping() {
    return overlapping;
  }
}
