package dev.overdraft.check.txn;

import dev.overdraft.check.graph.Cycle;
import dev.overdraft.check.graph.EdgeKind;
import java.util.ArrayList;
import java.util.List;

/**
 * What each order of a few transactions, one after the other, would have given, and what was seen
 * instead.
 */
final class SerialOrders {

  /** The orders of more transactions are too many to read. */
  private static final int MOST = 3;

  private final Versions versions;
  private final Words words;

  SerialOrders(Versions versions) {
    this.versions = versions;
    this.words = new Words(versions.history);
  }

  /** One line an order; nothing for a long cycle. */
  List<String> of(Cycle cycle) {
    List<String> lines = new ArrayList<>();
    if (cycle.size() <= MOST) {
      List<Integer> all = new ArrayList<>();
      for (int at = 0; at < cycle.size(); at++) {
        all.add(cycle.vertex(at));
      }
      permute(cycle, new ArrayList<>(), all, lines);
    }
    return lines;
  }

  private void permute(Cycle cycle, List<Integer> before, List<Integer> left, List<String> lines) {
    if (left.isEmpty()) {
      lines.add(line(cycle, before));
      return;
    }
    for (int next : left) {
      List<Integer> rest = new ArrayList<>(left);
      rest.remove(Integer.valueOf(next));
      before.add(next);
      permute(cycle, before, rest, lines);
      before.remove(before.size() - 1);
    }
  }

  private String line(Cycle cycle, List<Integer> order) {
    String names = String.join(", then ", order.stream().map(words::name).toList());
    for (int at = 0; at < cycle.size(); at++) {
      int from = cycle.vertex(at);
      int to = cycle.vertex(at + 1);
      if (order.indexOf(from) > order.indexOf(to)) {
        return names + ": " + broken(cycle.kind(at), from, to);
      }
    }
    throw new IllegalStateException("an order that breaks no edge of a cycle");
  }

  private String broken(EdgeKind kind, int from, int to) {
    if (kind.isOrder()) {
      return words.name(to) + " would have come before " + words.name(from) + ", which it did not";
    }
    Evidence evidence = Evidence.of(versions, kind, from, to).orElseThrow();
    if (evidence.isAbsence(versions.history)) {
      return "%s would have found %s in %s; %s"
          .formatted(
              words.name(to),
              words.key(evidence.op()),
              words.key(evidence.then()),
              words.did(to, evidence.then()));
    }
    return switch (kind) {
      case RW ->
          "%s would have seen that %s; but %s"
              .formatted(
                  words.name(from), words.did(to, evidence.then()), words.did(from, evidence.op()));
      case RW_PREDICATE ->
          "%s would have found %s in %s; %s"
              .formatted(
                  words.name(from),
                  words.key(evidence.then()),
                  words.key(evidence.op()),
                  words.did(from, evidence.op()));
      case WR ->
          "%s could not have read what %s had yet to write; %s"
              .formatted(words.name(to), words.name(from), words.did(to, evidence.then()));
      case WW ->
          "%s's version of %s would have come after %s's; it came before"
              .formatted(words.name(from), words.key(evidence.op()), words.name(to));
      case PROCESS, REALTIME, LINK -> throw new IllegalStateException("not about data");
    };
  }
}
