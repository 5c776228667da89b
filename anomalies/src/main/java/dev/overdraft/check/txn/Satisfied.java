package dev.overdraft.check.txn;

import static java.util.Objects.requireNonNull;

import dev.overdraft.check.graph.Budget;
import dev.overdraft.check.graph.Components;
import dev.overdraft.check.graph.Digraph;
import dev.overdraft.check.graph.Doubled;
import dev.overdraft.check.graph.EdgeKind;
import dev.overdraft.check.graph.Subgraph;
import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.txn.Model;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * Decides levels by what they forbid to be a cycle. A level is broken by any component that breaks
 * it; what no component breaks holds.
 *
 * <p>Read uncommitted: ww. Read committed: ww and wr. Parallel snapshot isolation and consistent
 * view: cycles with at most one rw. Prefix and snapshot isolation: {@link Doubled}. Serializable:
 * all. Repeatable read: all but those with an rw over a predicate. Each with the edges of its axis.
 * Of these, consistent view and snapshot isolation depend on the order of appends that nobody read:
 * {@link TailOrders}. Of registers, ww says that a writer had read what it replaced: read
 * uncommitted does not force that order, and for read committed the wr that comes with it says as
 * much.
 *
 * @see <a href="https://doi.org/10.1145/3152396">Cerone and Gotsman 2018, theorems 8 to 10</a>
 */
final class Satisfied {

  private static final int WW = EdgeKind.WW.bit();

  private final boolean places;
  private final Versions versions;
  private final Budget budget;
  private final Visibility visibility;
  private final TailOrders tails;
  private final Map<Axis, Map<Level, Answer>> answers = new EnumMap<>(Axis.class);

  /**
   * With all levels holding until something breaks them.
   *
   * @param places whether the slots of a key are in its order; if not, what can only be decided by
   *     comparing them is unknown
   */
  Satisfied(Versions versions, Budget budget, boolean places) {
    this.places = places;
    this.versions = versions;
    this.budget = budget;
    this.visibility = new Visibility(versions, budget);
    this.tails = new TailOrders(versions, budget.left());
    for (Axis axis : Axis.values()) {
      Map<Level, Answer> held = new EnumMap<>(Level.class);
      if (axis != Axis.STRICT || versions.history.timed()) {
        for (Level level : Level.values()) {
          held.put(level, Answer.HOLDS);
        }
      }
      answers.put(axis, held);
    }
  }

  /** Says that something else than a cycle breaks a level, on all axes. */
  void broken(Level level) {
    answers.values().forEach(held -> held.put(level, Answer.BROKEN));
  }

  /** What has been decided of each level by itself. */
  Map<Axis, Map<Level, Answer>> answers() {
    return answers;
  }

  /** Of the orders of appends that nobody read. */
  TailOrders tails() {
    return tails;
  }

  /** Looks at the order of transactions, which no component is needed for. */
  void order() {
    if (!places) {
      return;
    }
    var freshness = new Freshness(versions, visibility);
    search(Level.READ_ATOMIC, Axis.SESSION, freshness::inSessions);
    if (versions.history.timed()) {
      search(Level.READ_ATOMIC, Axis.STRICT, freshness::inTime);
    }
  }

  /** Looks at one component of the graph with all edges. */
  void in(Subgraph component) {
    for (Axis axis : Axis.values()) {
      if (axis == Axis.STRICT && !versions.history.timed()) {
        return;
      }
      int order = Hunt.order(axis);
      Digraph graph = component.graph();
      test(Level.SERIALIZABLE, axis, () -> Components.acyclic(graph, Hunt.mask(axis)));
      if (answer(Level.SERIALIZABLE, axis) == Answer.HOLDS) {
        continue;
      }
      test(Level.REPEATABLE_READ, axis, () -> Components.acyclic(graph, Hunt.items(axis)));
      test(Level.SNAPSHOT_ISOLATION, axis, () -> Doubled.isSnapshot(graph, Hunt.mask(axis)));
      ordered(Level.SNAPSHOT_ISOLATION, axis, () -> tails.snapshot(component, axis));
      int ww = versions.history.model() == Model.REGISTER ? 0 : WW;
      test(Level.READ_UNCOMMITTED, axis, () -> Components.acyclic(graph, ww | order));
      test(
          Level.READ_COMMITTED,
          axis,
          () -> Components.acyclic(graph, EdgeKind.WR.bit() | ww | order));
      single(component, axis);
      if (places) {
        test(Level.PREFIX, axis, () -> Doubled.isPrefix(graph, Hunt.mask(axis)));
        atomic(component, axis);
        causal(component, axis);
      }
    }
  }

  /**
   * The same for one of several possible orders of versions: only for the levels that are not
   * computed for all of them at once.
   */
  void possiblyIn(Subgraph component) {
    Digraph graph = component.graph();
    for (Axis axis : Axis.values()) {
      if (axis == Axis.STRICT && !versions.history.timed()) {
        return;
      }
      test(Level.SERIALIZABLE, axis, () -> Components.acyclic(graph, Hunt.mask(axis)));
      if (answer(Level.SERIALIZABLE, axis) == Answer.HOLDS) {
        continue;
      }
      on(axis).put(Level.REPEATABLE_READ, Answer.BROKEN);
      test(Level.SNAPSHOT_ISOLATION, axis, () -> Doubled.isSnapshot(graph, Hunt.mask(axis)));
      test(Level.PREFIX, axis, () -> Doubled.isPrefix(graph, Hunt.mask(axis)));
      single(component, axis);
    }
  }

  private Map<Level, Answer> on(Axis axis) {
    return requireNonNull(answers.get(axis));
  }

  private Answer answer(Level level, Axis axis) {
    return on(axis).getOrDefault(level, Answer.UNKNOWN);
  }

  private void test(Level level, Axis axis, BooleanSupplier holds) {
    if (answer(level, axis) != Answer.BROKEN && !holds.getAsBoolean()) {
      on(axis).put(level, Answer.BROKEN);
    }
  }

  /** The same for what is searched and not computed: without steps left, nothing is known. */
  private void search(Level level, Axis axis, BooleanSupplier holds) {
    test(level, axis, holds);
    if (answer(level, axis) == Answer.HOLDS && budget.spent()) {
      on(axis).put(level, Answer.UNKNOWN);
    }
  }

  /** What some order of the appends that nobody read satisfies is satisfied. */
  private void ordered(Level level, Axis axis, Supplier<Answer> some) {
    if (answer(level, axis) != Answer.BROKEN) {
      Answer answer = some.get();
      if (answer != Answer.HOLDS) {
        on(axis).put(level, answer);
      }
    }
  }

  /** Who sees one effect sees all: the members against whom they read from. */
  private void atomic(Subgraph component, Axis axis) {
    search(Level.MONOTONIC_ATOMIC_VIEW, axis, () -> members(component, visibility::isMonotonic));
    search(Level.READ_ATOMIC, axis, () -> members(component, visibility::isAtomic));
  }

  private static boolean members(Subgraph component, IntPredicate holds) {
    for (int local = 0; local < component.graph().real(); local++) {
      if (!holds.test(component.whole(local))) {
        return false;
      }
    }
    return true;
  }

  /** No cycle with exactly one rw; where snapshot isolation holds, there is none. */
  private void single(Subgraph component, Axis axis) {
    if (answer(Level.SNAPSHOT_ISOLATION, axis) == Answer.HOLDS) {
      return;
    }
    search(
        Level.CONSISTENT_VIEW, axis, () -> ConsistentView.holds(component.graph(), axis, budget));
    ordered(Level.CONSISTENT_VIEW, axis, () -> tails.view(component, axis));
    Answer answer = answer(Level.CONSISTENT_VIEW, axis);
    if (answer != Answer.HOLDS) {
      on(axis).put(Level.PARALLEL_SNAPSHOT_ISOLATION, answer);
    }
  }

  private void causal(Subgraph component, Axis axis) {
    if (answer(Level.PARALLEL_SNAPSHOT_ISOLATION, axis) != Answer.HOLDS
        && answer(Level.READ_ATOMIC, axis) != Answer.BROKEN) {
      var causes = new Causes(component, visibility, budget);
      search(Level.CAUSAL, axis, () -> causes.areSeen(Hunt.order(axis)));
    }
  }
}
