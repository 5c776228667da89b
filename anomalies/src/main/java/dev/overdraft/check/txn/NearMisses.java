package dev.overdraft.check.txn;

import dev.overdraft.check.graph.Budget;
import dev.overdraft.check.graph.Components;
import dev.overdraft.check.graph.Digraph;
import dev.overdraft.check.graph.EdgeKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Looks through a clean history for rw edges between transactions that overlapped and that are
 * connected in the same direction by a second way: had the read come after the write, they would be
 * on a cycle. After Geng et al. 2024, IsoPredict.
 */
final class NearMisses {

  private static final int DATA =
      EdgeKind.mask(EdgeKind.WW, EdgeKind.WR) | EdgeKind.ANTI_DEPENDENCIES;

  /** Longer second ways are not followed. */
  private static final int LONGEST = 3;

  private final Versions versions;
  private final Digraph graph;
  private final Words words;
  private final Budget budget;
  private final int witnesses;

  NearMisses(Versions versions, Options options) {
    this.versions = versions;
    this.graph = Dependencies.of(versions);
    this.words = new Words(versions.history);
    this.budget = new Budget(options.steps());
    this.witnesses = options.witnesses();
  }

  /** All of them; none where the history is not serializable in this order of versions. */
  NearMiss.Found all() {
    if (!Components.acyclic(graph, DATA)) {
      return NearMiss.Found.NONE;
    }
    long count = 0;
    List<NearMiss> first = new ArrayList<>();
    for (int reader = 0; reader < graph.real(); reader++) {
      for (int edge = graph.first(reader); edge < graph.end(reader); edge++) {
        int writer = graph.target(edge);
        if (graph.kind(edge).isAntiDependency()
            && writer < graph.real()
            && overlap(reader, writer)) {
          Optional<List<Integer>> way = otherWay(reader, edge);
          if (way.isPresent()) {
            count++;
            if (first.size() < witnesses) {
              first.add(miss(graph.kind(edge), reader, writer, way.get()));
            }
          }
        }
      }
    }
    return new NearMiss.Found(count, first);
  }

  private boolean overlap(int one, int other) {
    return versions.history.invokedNanos(one) < versions.history.completedNanos(other)
        && versions.history.invokedNanos(other) < versions.history.completedNanos(one);
  }

  /**
   * Those on a shortest way from a reader to a writer without that edge; none within the budget.
   */
  private Optional<List<Integer>> otherWay(int reader, int without) {
    int writer = graph.target(without);
    Map<Integer, Integer> via = new HashMap<>();
    Map<Integer, Integer> length = new HashMap<>(Map.of(reader, 0));
    var queue = new ArrayDeque<Integer>(List.of(reader));
    while (!queue.isEmpty()) {
      int vertex = queue.poll();
      int longer = length.getOrDefault(vertex, 0) + 1;
      if (!budget.take(graph.end(vertex) - graph.first(vertex) + 1L)) {
        return Optional.empty();
      }
      for (int edge = graph.first(vertex); edge < graph.end(vertex); edge++) {
        int next = graph.target(edge);
        if (edge == without || !graph.in(edge, DATA) || longer > LONGEST) {
          continue;
        }
        if (next == writer) {
          List<Integer> way = new ArrayList<>();
          for (int at = vertex; at != reader; at = via.getOrDefault(at, reader)) {
            way.add(0, at);
          }
          way.removeIf(v -> v >= graph.real());
          return Optional.of(way);
        }
        if (length.putIfAbsent(next, longer) == null) {
          via.put(next, vertex);
          queue.add(next);
        }
      }
    }
    return Optional.empty();
  }

  private NearMiss miss(EdgeKind kind, int reader, int writer, List<Integer> way) {
    Evidence evidence =
        Evidence.of(versions, kind, reader, writer)
            .orElseThrow(() -> new IllegalStateException("no evidence for an edge"));
    String also =
        way.isEmpty()
            ? "for a second reason"
            : "by way of " + way.stream().map(words::name).collect(Collectors.joining(", "));
    List<Culprit> culprits = new ArrayList<>();
    culprits.add(words.culprit(reader));
    culprits.add(words.culprit(writer));
    way.forEach(txn -> culprits.add(words.culprit(txn)));
    return new NearMiss(
        culprits,
        "%s before %s, while both were open; %s comes before %s also %s, so the other way round"
                .formatted(
                    words.did(reader, evidence.op()),
                    words.did(writer, evidence.then()),
                    words.name(reader),
                    words.name(writer),
                    also)
            + " there would have been a cycle");
  }
}
