package dev.overdraft.check.txn;

import dev.overdraft.check.graph.EdgeKind;
import dev.overdraft.check.level.Axis;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** That no order of versions satisfies a level, in words: what is certain, and what that leaves. */
final class NoOrder {

  private static final int REASONS = 20;

  private final TxnHistory history;
  private final Versions versions;
  private final Words words;

  NoOrder(Versions versions) {
    this.history = versions.history;
    this.versions = versions;
    this.words = new Words(history);
  }

  Finding of(Refutation refutation, Set<Integer> culprits, boolean reproduced) {
    Phenomenon phenomenon = refutation.phenomenon();
    String keys = keys(culprits);
    return new Finding(
        phenomenon,
        refutation.axis(),
        1,
        "%s of %s between %s: %s"
            .formatted(
                CycleProof.capitalised(phenomenon.title()),
                keys,
                culprits.stream().map(words::name).collect(Collectors.joining(", ")),
                phenomenon.money()),
        culprits.stream().map(words::culprit).toList(),
        reasons(culprits, refutation.axis()),
        "%swhichever order the versions of %s came in, there is none of these transactions that %s"
            .formatted(
                unread(culprits),
                keys,
                "allows them " + refutation.axis().name(refutation.level())),
        refutation.phenomenon() == Phenomenon.NO_SERIAL_ORDER
            ? new Replays(history, refutation.axis()).of(culprits)
            : List.of(),
        Remedy.of(phenomenon, phenomenon.forbiddenBy(), refutation.axis()),
        reproduced,
        phenomenon.forbiddenBy());
  }

  /** The keys that several of them touched. */
  private String keys(Set<Integer> culprits) {
    Set<String> once = new TreeSet<>();
    Set<String> shared = new TreeSet<>();
    for (int t : culprits) {
      Set<String> own = new TreeSet<>();
      for (int op = history.firstOp(t); op < history.endOp(t); op++) {
        own.add(words.key(op));
      }
      own.stream().filter(key -> !once.add(key)).forEach(shared::add);
    }
    return String.join(", ", shared);
  }

  /** Who appended what nobody read. */
  private String unread(Set<Integer> culprits) {
    StringBuilder text = new StringBuilder();
    for (int key = 0; key < history.keys(); key++) {
      Ints authors = versions.tails.of(key);
      String names =
          culprits.stream()
              .filter(t -> authors.place(t) >= 0)
              .map(words::name)
              .collect(Collectors.joining(" or "));
      if (names.contains(" or ")) {
        text.append(
            "nobody read whether %s appended to %s first; ".formatted(names, history.keyName(key)));
      }
    }
    return text.toString();
  }

  private List<Reason> reasons(Set<Integer> culprits, Axis axis) {
    var proof = new CycleProof(versions);
    List<Reason> reasons = new ArrayList<>();
    for (int from : culprits) {
      for (int to : culprits) {
        if (from != to && reasons.size() < REASONS) {
          kind(from, to, axis).ifPresent(kind -> reasons.add(proof.reason(kind, from, to)));
        }
      }
    }
    return reasons;
  }

  private Optional<EdgeKind> kind(int from, int to, Axis axis) {
    if (Evidence.of(versions, EdgeKind.WR, from, to).isPresent()) {
      return Optional.of(EdgeKind.WR);
    }
    if (history.model() == Model.LIST_APPEND) {
      for (EdgeKind known : List.of(EdgeKind.WW, EdgeKind.RW)) {
        if (Evidence.of(versions, known, from, to).isPresent()) {
          return Optional.of(known);
        }
      }
    }
    boolean earlier = history.completedNanos(from) < history.invokedNanos(to);
    if (axis == Axis.STRICT && earlier) {
      return Optional.of(EdgeKind.REALTIME);
    }
    boolean own = history.process(from) == history.process(to);
    boolean first = history.timed() ? earlier : from < to && history.ends(from);
    return axis != Axis.PLAIN && own && first ? Optional.of(EdgeKind.PROCESS) : Optional.empty();
  }
}
