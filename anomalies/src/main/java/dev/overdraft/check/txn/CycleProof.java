package dev.overdraft.check.txn;

import dev.overdraft.check.graph.Cycle;
import dev.overdraft.check.graph.EdgeKind;
import dev.overdraft.history.txn.TxnHistory;
import java.util.ArrayList;
import java.util.List;

/** A cycle in words, with the evidence for every edge. */
final class CycleProof {

  private final Versions versions;
  private final TxnHistory history;
  private final Words words;

  CycleProof(Versions versions) {
    this.versions = versions;
    this.history = versions.history;
    this.words = new Words(history);
  }

  Finding of(Found found, long count) {
    Cycle cycle = earliestFirst(found.cycle());
    List<Reason> reasons = new ArrayList<>();
    List<Culprit> culprits = new ArrayList<>();
    for (int at = 0; at < cycle.size(); at++) {
      culprits.add(words.culprit(cycle.vertex(at)));
      reasons.add(reason(cycle.kind(at), cycle.vertex(at), cycle.vertex(at + 1)));
    }
    return new Finding(
        found.phenomenon(),
        found.axis(),
        count,
        sentence(found, cycle, reasons),
        culprits,
        reasons,
        contradiction(cycle),
        new SerialOrders(versions).of(cycle),
        Remedy.of(found.phenomenon(), found.forbiddenBy(), found.axis()),
        false,
        found.forbiddenBy());
  }

  private static Cycle earliestFirst(Cycle cycle) {
    int first = 0;
    for (int at = 1; at < cycle.size(); at++) {
      first = cycle.vertex(at) < cycle.vertex(first) ? at : first;
    }
    List<Cycle.Step> steps = new ArrayList<>(cycle.steps().subList(first, cycle.size()));
    steps.addAll(cycle.steps().subList(0, first));
    return new Cycle(steps);
  }

  private String sentence(Found found, Cycle cycle, List<Reason> reasons) {
    List<String> names = cycle.steps().stream().map(s -> words.name(s.vertex())).toList();
    List<String> keys =
        reasons.stream().map(Reason::key).filter(k -> !k.isEmpty()).distinct().toList();
    String who =
        String.join(", ", names.subList(0, names.size() - 1))
            + " and "
            + names.get(names.size() - 1);
    return "%s on %s between %s: %s"
        .formatted(
            capitalised(found.phenomenon().title()),
            String.join(", ", keys),
            who,
            found.phenomenon().money());
  }

  static String capitalised(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  Reason reason(EdgeKind kind, int from, int to) {
    String before = ", so " + words.name(from) + " comes before " + words.name(to);
    if (kind == EdgeKind.PROCESS) {
      String text =
          "process %d ran %s first and %s later"
              .formatted(history.process(from), words.name(from), words.name(to));
      return new Reason(history.index(from), kind, history.index(to), "", text + before);
    }
    if (kind == EdgeKind.REALTIME) {
      long nanos = history.invokedNanos(to) - history.completedNanos(from);
      String text =
          "%s had completed %s before %s began"
              .formatted(words.name(from), duration(nanos), words.name(to));
      return new Reason(history.index(from), kind, history.index(to), "", text + before);
    }
    Evidence evidence =
        Evidence.of(versions, kind, from, to)
            .orElseThrow(() -> new IllegalStateException("no evidence for an edge"));
    String text = data(evidence);
    return new Reason(
        history.index(from), kind, history.index(to), words.key(evidence.op()), text + before);
  }

  private String data(Evidence evidence) {
    String first = words.did(evidence.from(), evidence.op());
    String second = words.did(evidence.to(), evidence.then());
    if (evidence.isAbsence(history)) {
      return "%s, without %s, which %s had taken out: %s"
          .formatted(second, words.key(evidence.op()), words.name(evidence.from()), first);
    }
    return switch (evidence.kind()) {
      case WW ->
          first + ", which " + words.name(evidence.to()) + " replaced or followed: " + second;
      case WR -> second + ", which is what " + words.name(evidence.from()) + " left: " + first;
      case RW -> first + " before " + second;
      case RW_PREDICATE ->
          "%s, without %s, which %s then put there: %s"
              .formatted(first, words.key(evidence.then()), words.name(evidence.to()), second);
      case PROCESS, REALTIME, LINK -> throw new IllegalStateException("not about data");
    };
  }

  static String duration(long nanos) {
    if (nanos < 1_000) {
      return nanos + " ns";
    }
    return nanos < 1_000_000 ? "%.1f µs".formatted(nanos / 1e3) : "%.1f ms".formatted(nanos / 1e6);
  }

  private String contradiction(Cycle cycle) {
    var text = new StringBuilder(words.name(cycle.vertex(0)));
    for (int at = 1; at <= cycle.size(); at++) {
      text.append(" before ").append(words.name(cycle.vertex(at)));
    }
    return text.append(": no transaction comes before itself").toString();
  }
}
