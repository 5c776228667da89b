package dev.overdraft.check.txn;

import static java.util.Objects.requireNonNull;

import dev.overdraft.check.graph.Budget;
import dev.overdraft.check.graph.Components;
import dev.overdraft.check.graph.Digraph;
import dev.overdraft.check.graph.Subgraph;
import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.check.level.Levels;
import dev.overdraft.check.polygraph.Orientation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Which levels registers satisfy the order of whose versions is not known: whether there is one
 * that satisfies them.
 *
 * <p>First the order of time is tried: most histories that are right end there. Then, from the
 * strictest axis on, causal consistency, read atomic and monotonic atomic view are computed; and
 * for serializability, snapshot isolation and prefix consistency an order is searched. Every order
 * found is laid down and judged like one that was recorded, so that an error of the search can
 * prove nothing. Consistent view and parallel snapshot isolation are not searched for: they hold if
 * one of those orders satisfies them.
 */
final class RegisterLevels {

  private static final List<Level> COMPUTED =
      List.of(Level.CAUSAL, Level.READ_ATOMIC, Level.MONOTONIC_ATOMIC_VIEW);

  private static final List<Axis> STRICTEST_FIRST = List.of(Axis.STRICT, Axis.SESSION, Axis.PLAIN);

  private static final List<Level> SEARCHED =
      List.of(
          Level.CONSISTENT_VIEW,
          Level.PREFIX,
          Level.PARALLEL_SNAPSHOT_ISOLATION,
          Level.SNAPSHOT_ISOLATION,
          Level.REPEATABLE_READ,
          Level.SERIALIZABLE);

  /** So many steps are taken to see whether one order satisfies consistent view. */
  private static final long TRIAL = 2_000_000;

  /** An order by which more vertices than these are on cycles is not looked at any further. */
  private static final int HOPELESS = 100_000;

  private final RegisterVersions registers;
  private final Versions certain;
  private final Options options;
  private final Axis strongest;
  private final Map<Axis, Map<Level, Answer>> own = new EnumMap<>(Axis.class);
  private final List<Refutation> refutations = new ArrayList<>();
  private final List<String> undecided = new ArrayList<>();
  private Levels levels;

  /**
   * On top of what is known already.
   *
   * @param known what holds or is broken whatever the order of versions
   */
  RegisterLevels(RegisterVersions registers, Map<Axis, Map<Level, Answer>> known, Options options) {
    this.registers = registers;
    this.certain = registers.certain();
    this.options = options;
    this.strongest = certain.history.timed() ? Axis.STRICT : Axis.SESSION;
    for (Axis axis : Axis.values()) {
      own.put(axis, new EnumMap<>(known.getOrDefault(axis, Map.of())));
    }
    this.levels = new Levels(own);
  }

  /** Decides all that can be decided. */
  void decide() {
    satisfied(registers.guess());
    if (levels.of(Level.SERIALIZABLE, strongest) != Answer.HOLDS) {
      compute();
      updateAtomic();
      for (Frame frame : Frame.values()) {
        search(frame);
      }
    }
  }

  /** What has been decided of each level. */
  Map<Axis, Map<Level, Answer>> answers() {
    return own;
  }

  /** What no order of versions satisfies. */
  List<Refutation> refutations() {
    return List.copyOf(refutations);
  }

  /** What was given up, and after how many steps. */
  List<String> undecided() {
    return List.copyOf(undecided);
  }

  private boolean isOpen(Level level, Axis axis) {
    return (axis != Axis.STRICT || strongest == Axis.STRICT)
        && levels.of(level, axis) == Answer.UNKNOWN;
  }

  private void put(Level level, Axis axis, Answer answer) {
    requireNonNull(own.get(axis)).put(level, answer);
    levels = new Levels(own);
  }

  private void compute() {
    CommitOrders orders = null;
    for (Level level : COMPUTED) {
      for (Axis axis : STRICTEST_FIRST) {
        if (isOpen(level, axis)) {
          orders = orders == null ? orders() : orders;
          compute(orders, level, axis);
        }
      }
    }
  }

  /** No lost update does not depend on the order of versions; it is no more than that. */
  private void updateAtomic() {
    for (Axis axis : Axis.values()) {
      if (isOpen(Level.UPDATE_ATOMIC, axis)
          && levels.of(Level.READ_ATOMIC, axis) == Answer.HOLDS
          && levels.of(Level.CURSOR_STABILITY, axis) == Answer.HOLDS) {
        put(Level.UPDATE_ATOMIC, axis, Answer.HOLDS);
      }
    }
  }

  private CommitOrders orders() {
    return new CommitOrders(
        new External(certain), Dependencies.of(certain), new Budget(options.steps()));
  }

  private void compute(CommitOrders orders, Level level, Axis axis) {
    CommitOrders.Decision decision = orders.decide(level, axis);
    if (decision.answer() == Answer.BROKEN) {
      refuted(level, axis, decision.members());
    } else if (decision.answer() == Answer.UNKNOWN) {
      undecided(level, axis, true);
    } else {
      put(level, axis, Answer.HOLDS);
    }
  }

  private void search(Frame frame) {
    boolean alone = frame.losesUpdates();
    Runs runs = alone ? Runs.apart(registers.runs().reads) : registers.runs();
    Versions versions =
        alone ? new Laying(runs, new long[certain.history.size()]).uncertain() : certain;
    for (Axis axis : STRICTEST_FIRST) {
      if (isOpen(frame.level, axis)) {
        search(runs, versions, frame, axis);
      }
    }
  }

  private void search(Runs runs, Versions versions, Frame frame, Axis axis) {
    var budget = new Budget(options.steps());
    Orientation found = OrderProblem.solve(runs, versions, frame, axis, budget);
    switch (found.outcome()) {
      case POSSIBLE -> {
        long[] order = new long[found.place().length];
        for (int t = 0; t < order.length; t++) {
          order[t] = found.place()[t];
        }
        satisfied(new Laying(runs, order).whole());
      }
      case IMPOSSIBLE -> refuted(frame.level, axis, found.members());
      case UNDECIDED -> undecided(frame.level, axis, budget.spent());
    }
  }

  /**
   * Breaks a level and what its phenomenon breaks with it. Without predicates, repeatable read asks
   * of an order of versions what serializability does; and whoever missed what had come to it, in
   * any order of versions, is on a cycle with one rw.
   */
  private void refuted(Level level, Axis axis, int[] members) {
    var refutation = new Refutation(level, axis, members);
    refutations.add(refutation);
    put(level, axis, Answer.BROKEN);
    refutation.phenomenon().forbiddenBy().forEach(other -> put(other, axis, Answer.BROKEN));
  }

  private void undecided(Level level, Axis axis, boolean spent) {
    undecided.add(
        axis.name(level)
            + (spent
                ? ": unknown after %,d steps".formatted(options.steps())
                : ": not searched, more pairs of versions may come in either order than fit"));
  }

  /** What one possible order of versions satisfies is satisfied. */
  private void satisfied(Versions order) {
    var each = new Satisfied(order, new Budget(Math.min(options.steps(), TRIAL)), true);
    Digraph graph = Dependencies.of(order);
    List<int[]> components = Components.of(graph, Hunt.mask(strongest));
    if (components.stream().mapToInt(c -> c.length).sum() > HOPELESS) {
      return;
    }
    components.forEach(component -> each.possiblyIn(Subgraph.of(graph, component, ~0)));
    for (Axis axis : Axis.values()) {
      for (Level level : SEARCHED) {
        if (each.answers().getOrDefault(axis, Map.of()).get(level) == Answer.HOLDS) {
          requireNonNull(own.get(axis)).putIfAbsent(level, Answer.HOLDS);
        }
      }
    }
    levels = new Levels(own);
  }
}
