package dev.overdraft.check.txn;

import dev.overdraft.check.graph.Budget;
import dev.overdraft.check.graph.Components;
import dev.overdraft.check.graph.Cycle;
import dev.overdraft.check.graph.CycleClass;
import dev.overdraft.check.graph.CycleSearch;
import dev.overdraft.check.graph.EdgeKind;
import dev.overdraft.check.graph.Subgraph;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.txn.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds cycles worth showing: in each component the worst, shortest one of those that need no order
 * between transactions, then of those that need it; and every pair of transactions with a name.
 */
final class Hunt {

  private static final int ITEMS = EdgeKind.mask(EdgeKind.WW, EdgeKind.WR, EdgeKind.RW);
  private static final int PREDICATES = EdgeKind.RW_PREDICATE.bit();

  private final Versions versions;
  private final long steps;
  private final LostUpdates updates;
  private final boolean exact;
  private final Breach breach;
  private final Map<Phenomenon, Map<Axis, Long>> counts = new EnumMap<>(Phenomenon.class);
  private final List<Found> found = new ArrayList<>();

  /** The worst cycle that begins with a transaction, whether it is kept or only counted. */
  private final Map<Integer, CycleClass> worstItem = new HashMap<>();

  private final Map<Integer, CycleClass> worstPredicate = new HashMap<>();
  private final Set<Integer> leftOut = new HashSet<>();
  private final List<Found> hidden = new ArrayList<>();
  private boolean lostUpdatesDone;

  /**
   * With so many steps for each component.
   *
   * @param exact whether the order of versions is known
   */
  Hunt(Versions versions, long steps, boolean exact) {
    this.exact = exact;
    this.breach = new Breach(versions);
    this.versions = versions;
    this.steps = steps;
    this.updates = new LostUpdates(versions);
  }

  /** The kinds of edges of an axis. */
  static int mask(Axis axis) {
    return items(axis) | PREDICATES;
  }

  /** The same without rw over predicates. */
  static int items(Axis axis) {
    return ITEMS | order(axis);
  }

  static int order(Axis axis) {
    return switch (axis) {
      case PLAIN -> 0;
      case SESSION -> EdgeKind.PROCESS.bit();
      case STRICT -> EdgeKind.mask(EdgeKind.PROCESS, EdgeKind.REALTIME);
    };
  }

  /** Leaves cycles in real time alone that go through those: their reason is known already. */
  void leaveOut(Stream<Integer> txns) {
    txns.forEach(leftOut::add);
  }

  /** Looks for lost updates outside of components, where the order of versions is not known. */
  void lostUpdates() {
    for (int t = 0; t < versions.history.size(); t++) {
      if (versions.committed[t]) {
        updates.look(
            t, (slot, first, second) -> add(LostUpdates.cycle(versions, slot, first, second)));
      }
    }
    lostUpdatesDone = true;
  }

  /** Looks at one component of the graph with all edges. */
  void in(Subgraph component) {
    Budget budget = new Budget(steps);
    var pairs = new Pairs(component, versions, budget, this::add);
    if (!lostUpdatesDone) {
      pairs.lostUpdates(updates);
    }
    pairs.all();
    for (Axis axis : Axis.values()) {
      for (int[] part : Components.of(component.graph(), mask(axis))) {
        search(component, part, axis, budget);
      }
    }
  }

  /** Items by themselves, since levels may allow what is over a predicate; then both together. */
  private void search(Subgraph component, int[] part, Axis axis, Budget budget) {
    Optional<CycleClass> known = worst(component, part, false);
    search(component, part, axis, items(axis), known, budget);
    if (versions.predicates != null) {
      Optional<CycleClass> worst =
          Stream.of(worst(component, part, false), worst(component, part, true))
              .flatMap(Optional::stream)
              .min(Comparator.naturalOrder());
      search(component, part, axis, mask(axis), worst, budget);
    }
  }

  private void search(
      Subgraph component,
      int[] part,
      Axis axis,
      int kinds,
      Optional<CycleClass> known,
      Budget budget) {
    Subgraph within = Subgraph.of(component.graph(), part, kinds);
    for (CycleClass type : CycleClass.values()) {
      if (known.isPresent() && type.compareTo(known.get()) >= 0) {
        return;
      }
      Subgraph certain =
          isGuess(type) ? Subgraph.of(component.graph(), part, kinds & ~EdgeKind.WW.bit()) : within;
      Optional<Cycle> cycle = new CycleSearch(certain.graph(), budget).shortest(type, order(axis));
      if (cycle.isPresent()) {
        show(whole(component, certain, cycle.get()), axis);
        return;
      }
    }
  }

  private void show(Cycle cycle, Axis axis) {
    boolean accountedFor =
        axis == Axis.STRICT && cycle.steps().stream().anyMatch(s -> leftOut.contains(s.vertex()));
    if (accountedFor) {
      hidden.add(of(cycle));
    } else {
      add(cycle);
    }
  }

  /**
   * Registers: that nothing stands between a version and the one whose writer had read it is
   * certain only at levels without lost updates, and so no cycle below those may rest on ww.
   */
  private boolean isGuess(CycleClass type) {
    boolean weak = type == CycleClass.G0 || type == CycleClass.G1C;
    return weak && versions.history.model() == Model.REGISTER;
  }

  /** The worst class found so far among these, on any axis, over items or over predicates. */
  private Optional<CycleClass> worst(Subgraph component, int[] part, boolean predicate) {
    Map<Integer, CycleClass> known = predicate ? worstPredicate : worstItem;
    return Arrays.stream(part)
        .mapToObj(vertex -> Optional.ofNullable(known.get(component.whole(vertex))))
        .flatMap(Optional::stream)
        .min(Comparator.naturalOrder());
  }

  private static Cycle whole(Subgraph component, Subgraph within, Cycle cycle) {
    return new Cycle(
        cycle.steps().stream()
            .map(s -> new Cycle.Step(component.whole(within.whole(s.vertex())), s.kind()))
            .toList());
  }

  private void add(Cycle cycle) {
    Phenomenon phenomenon = Naming.of(versions, cycle);
    Axis axis = Naming.axis(cycle);
    long count =
        counts
            .computeIfAbsent(phenomenon, p -> new EnumMap<>(Axis.class))
            .merge(axis, 1L, Long::sum);
    (cycle.isOverPredicate() ? worstPredicate : worstItem)
        .merge(cycle.vertex(0), CycleClass.of(cycle), (a, b) -> a.compareTo(b) <= 0 ? a : b);
    if (count <= Sightings.KEPT) {
      found.add(of(cycle));
    }
  }

  /** A cycle by its name, neither counted nor kept. */
  Found of(Cycle cycle) {
    Phenomenon phenomenon = Naming.of(versions, cycle);
    Set<Level> forbiddenBy = exact ? breach.of(phenomenon, cycle) : phenomenon.forbiddenBy();
    return new Found(phenomenon, Naming.axis(cycle), cycle, forbiddenBy);
  }

  boolean any(Phenomenon phenomenon) {
    return counts.containsKey(phenomenon);
  }

  List<Found> found() {
    return List.copyOf(found);
  }

  /** Those that were left alone. */
  List<Found> hidden() {
    return List.copyOf(hidden);
  }

  long count(Phenomenon phenomenon, Axis axis) {
    return counts.getOrDefault(phenomenon, Map.of()).getOrDefault(axis, 0L);
  }
}
