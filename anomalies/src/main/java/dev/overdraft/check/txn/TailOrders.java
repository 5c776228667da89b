package dev.overdraft.check.txn;

import dev.overdraft.check.graph.Budget;
import dev.overdraft.check.graph.Digraph;
import dev.overdraft.check.graph.Doubled;
import dev.overdraft.check.graph.Subgraph;
import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.check.polygraph.Orientation;
import dev.overdraft.check.polygraph.Polygraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Whether the appends that nobody read can have come in an order that satisfies a level.
 *
 * <p>Two levels ask for it: where writers of one key may not be concurrent, one of each two has to
 * come first. All others either let ww go along any order of commits that they allow anyway, or ask
 * only what was read. A pair of writers in different components is no question either: they come in
 * the order of these.
 */
final class TailOrders {

  /** Choices need memory: more than these are not tried. */
  private static final long MOST = 4_000_000;

  private final long steps;

  /** Of each transaction, the keys to which it and others made such appends. */
  private final Map<Integer, Ints> keys = new HashMap<>();

  private final List<Refutation> refutations = new ArrayList<>();
  private final List<String> undecided = new ArrayList<>();

  /** With so many steps for each search. */
  TailOrders(Versions versions, long steps) {
    this.steps = steps;
    for (Map.Entry<Integer, Ints> tail : versions.tails.all()) {
      Ints authors = tail.getValue();
      for (int at = 0; authors.size() > 1 && at < authors.size(); at++) {
        keys.computeIfAbsent(authors.get(at), txn -> new Ints()).add(tail.getKey());
      }
    }
  }

  /** What no order satisfies. */
  List<Refutation> refutations() {
    return refutations;
  }

  /** What was given up, and after how many steps or why before the first. */
  List<String> undecided() {
    return undecided;
  }

  /** Of a component that satisfies snapshot isolation but for that order. */
  Answer snapshot(Subgraph component, Axis axis) {
    Map<Integer, Ints> authors = authors(component);
    if (authors.isEmpty()) {
      return Answer.HOLDS;
    }
    Orientation found = snapshot(component, authors, axis);
    return switch (found.outcome()) {
      case POSSIBLE -> Answer.HOLDS;
      case IMPOSSIBLE -> {
        int real = component.graph().real();
        int[] members = IntStream.of(found.members()).map(v -> v / 2).toArray();
        IntStream txns = IntStream.of(members).filter(v -> v < real).map(component::whole);
        yield broken(Level.SNAPSHOT_ISOLATION, axis, txns.distinct().toArray());
      }
      case UNDECIDED -> undecided(Level.SNAPSHOT_ISOLATION, axis, pairs(authors) <= MOST);
    };
  }

  private Orientation snapshot(Subgraph component, Map<Integer, Ints> authors, Axis axis) {
    var budget = new Budget(steps);
    long pairs = pairs(authors);
    if (pairs > MOST || !budget.take(pairs)) {
      return new Orientation(Orientation.Outcome.UNDECIDED, new int[0], new int[0]);
    }
    Digraph doubled = Doubled.snapshot(component.graph(), Hunt.mask(axis));
    var graph = new Polygraph.Builder(doubled.size());
    for (int vertex = 0; vertex < doubled.size(); vertex++) {
      for (int edge = doubled.first(vertex); edge < doubled.end(vertex); edge++) {
        graph.edge(vertex, doubled.target(edge));
      }
    }
    for (int[] pair : each(authors)) {
      graph.side();
      graph.sideEdge(2 * pair[0] + 1, 2 * pair[1]);
      graph.side();
      graph.sideEdge(2 * pair[1] + 1, 2 * pair[0]);
    }
    return graph.build().orient(hint(component.graph()), budget);
  }

  /** Transactions as they come in the history; vertices that stand for nobody at once. */
  private static int[] hint(Digraph graph) {
    int[] hint = new int[2 * graph.size()];
    for (int vertex = 0; vertex < 2 * graph.real(); vertex++) {
      hint[vertex] = vertex + 1;
    }
    return hint;
  }

  /** Of a component that satisfies consistent view but for that order. */
  Answer view(Subgraph component, Axis axis) {
    Map<Integer, Ints> authors = authors(component);
    if (authors.isEmpty()
        || (Doubled.isSnapshot(component.graph(), Hunt.mask(axis))
            && snapshot(component, authors, axis).outcome() == Orientation.Outcome.POSSIBLE)) {
      return Answer.HOLDS;
    }
    if (pairs(authors) > MOST) {
      return undecided(Level.CONSISTENT_VIEW, axis, false);
    }
    var search = new TailSearch(component.graph(), axis, new Budget(steps));
    return switch (search.decide(each(authors))) {
      case HOLDS -> Answer.HOLDS;
      case BROKEN -> {
        IntStream txns = IntStream.range(0, component.graph().real()).map(component::whole);
        yield broken(Level.CONSISTENT_VIEW, axis, txns.toArray());
      }
      case UNKNOWN -> undecided(Level.CONSISTENT_VIEW, axis, true);
    };
  }

  private Answer broken(Level level, Axis axis, int[] members) {
    refutations.add(new Refutation(level, axis, members));
    return Answer.BROKEN;
  }

  private Answer undecided(Level level, Axis axis, boolean tried) {
    undecided.add(
        axis.name(level)
            + (tried
                ? ": unknown after %,d steps".formatted(steps)
                : ": not searched, more pairs of appends may come in either order than fit"));
    return Answer.UNKNOWN;
  }

  /** For each key several of whose last writers are in a component, those writers. */
  private Map<Integer, Ints> authors(Subgraph component) {
    Map<Integer, Ints> authors = new TreeMap<>();
    for (int local = 0; !keys.isEmpty() && local < component.graph().real(); local++) {
      Ints own = keys.get(component.whole(local));
      for (int at = 0; own != null && at < own.size(); at++) {
        authors.computeIfAbsent(own.get(at), key -> new Ints()).add(local);
      }
    }
    authors.values().removeIf(of -> of.size() < 2);
    return authors;
  }

  private static long pairs(Map<Integer, Ints> authors) {
    return authors.values().stream().mapToLong(of -> of.size() * (of.size() - 1L) / 2).sum();
  }

  private static List<int[]> each(Map<Integer, Ints> authors) {
    List<int[]> pairs = new ArrayList<>();
    for (Ints of : authors.values()) {
      for (int one = 0; one < of.size(); one++) {
        for (int other = one + 1; other < of.size(); other++) {
          pairs.add(new int[] {of.get(one), of.get(other)});
        }
      }
    }
    return pairs;
  }
}
