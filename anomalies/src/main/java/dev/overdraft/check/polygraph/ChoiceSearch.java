package dev.overdraft.check.polygraph;

import dev.overdraft.check.graph.Budget;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the choices that do not follow from what is known. Along one order of all vertices a side
 * whose edges go forward costs nothing; a choice that has none is made, by which the order changes
 * or a cycle shows. A cycle says which choices do not go together: that is kept as a clause, and
 * the search goes back to where it would have helped.
 *
 * @see <a href="https://doi.org/10.1109/12.769433">Marques-Silva and Sakallah 1999, GRASP</a>
 */
final class ChoiceSearch {

  private final Polygraph problem;
  private final Budget budget;
  private final Edges edges;
  private final Ordering ordering;
  private final Derivation derivation;
  private final Clauses clauses = new Clauses();
  private final int[] open;

  private final byte[] value;
  private final int[] level;
  private final int[][] reason;

  private final IntList trail = new IntList();
  private final IntList edgesAt = new IntList();
  private final IntList levels = new IntList();
  private int propagated;
  private int @Nullable [] conflict;

  ChoiceSearch(Saturation saturation, int[] hint, Budget budget) {
    this.problem = saturation.problem();
    this.budget = budget;
    this.edges = saturation.edges();
    this.derivation = new Derivation(saturation);
    this.ordering = new Ordering(edges, Kahn.order(edges, hint), budget);
    this.open = saturation.open();
    this.value = new byte[problem.choices()];
    Arrays.fill(value, Saturation.OPEN);
    this.level = new int[problem.choices()];
    this.reason = new int[problem.choices()][];
  }

  Orientation run() {
    int pointer = 0;
    int quiet = 0;
    while (quiet < open.length) {
      if (!budget.take(1)) {
        return Orientation.undecided();
      }
      int choice = open[pointer];
      if (value[choice] != Saturation.OPEN || isFree(choice, 0) || isFree(choice, 1)) {
        pointer = pointer + 1 == open.length ? 0 : pointer + 1;
        quiet++;
        continue;
      }
      quiet = 0;
      levels.add(trail.size());
      assign(2 * choice + preferred(choice), null);
      if (!settle()) {
        return Orientation.impossible(derivation.collected());
      }
    }
    return Orientation.possible(ordering.places());
  }

  /** Whether all edges of a side go forward. */
  private boolean isFree(int choice, int side) {
    return back(choice, side) == 0;
  }

  private int back(int choice, int side) {
    int back = 0;
    for (int e = problem.firstOf(choice, side); e < problem.endOf(choice, side); e++) {
      int by = ordering.place(problem.sideFrom(e)) - ordering.place(problem.sideTo(e));
      back = Math.max(back, by);
    }
    return back;
  }

  /** The side for which less has to move. */
  private int preferred(int choice) {
    return back(choice, 0) <= back(choice, 1) ? 0 : 1;
  }

  /** Draws all conclusions; false if there is no way at all. */
  private boolean settle() {
    while (true) {
      propagate();
      if (conflict == null) {
        return true;
      }
      int[] clause = conflict;
      conflict = null;
      if (levels.size() == 0) {
        return false;
      }
      learn(clause);
    }
  }

  private void propagate() {
    while (conflict == null && propagated < trail.size()) {
      int falsified = trail.get(propagated++) ^ 1;
      Optional<int[]> broken =
          clauses.falsified(falsified, this::isFalse, this::isTrue, this::conclude);
      broken.ifPresent(clause -> conflict = clause);
    }
  }

  private boolean conclude(int[] clause) {
    assign(clause[0], clause);
    return conflict == null;
  }

  private boolean isFalse(int literal) {
    return value[literal >> 1] == ((literal & 1) ^ 1);
  }

  private boolean isTrue(int literal) {
    return value[literal >> 1] == (literal & 1);
  }

  private void assign(int literal, int @Nullable [] because) {
    int choice = literal >> 1;
    int side = literal & 1;
    value[choice] = (byte) side;
    level[choice] = levels.size();
    reason[choice] = because == null ? new int[0] : because;
    trail.add(literal);
    edgesAt.add(edges.size());
    for (int e = problem.firstOf(choice, side); e < problem.endOf(choice, side); e++) {
      int tail = problem.sideFrom(e);
      int head = problem.sideTo(e);
      if (!ordering.add(tail, head, -2 - literal)) {
        conflict = clause(literal, ordering.cycle(tail, head));
        return;
      }
    }
  }

  /** That the choices on a cycle do not go together. */
  private int[] clause(int closing, int[] cycle) {
    IntList literals = new IntList();
    literals.add(closing ^ 1);
    int last = -1;
    for (int e : cycle) {
      derivation.edge(e);
      int owner = edges.owner(e);
      int literal = owner <= -2 ? -2 - owner : -1;
      if (literal >= 0 && literal != closing && literal != last) {
        literals.add(literal ^ 1);
        last = literal;
      }
    }
    return literals.toArray();
  }

  /** Goes back along the reasons to the one choice of this level behind all, and forbids it. */
  private void learn(int[] broken) {
    var marked = new BitSet();
    IntList learned = new IntList();
    learned.add(0);
    int at = trail.size();
    int pending = 0;
    int[] clause = broken;
    int pivot = -1;
    while (true) {
      for (int literal : clause) {
        int choice = literal >> 1;
        if (literal != pivot && !marked.get(choice) && level[choice] > 0) {
          marked.set(choice);
          if (level[choice] == levels.size()) {
            pending++;
          } else {
            learned.add(literal);
          }
        }
      }
      if (pending == 0) {
        break;
      }
      do {
        pivot = trail.get(--at);
      } while (!marked.get(pivot >> 1));
      if (--pending == 0) {
        break;
      }
      clause = reason[pivot >> 1];
    }
    learned.set(0, pivot ^ 1);
    backjump(learned.toArray());
  }

  private void backjump(int[] clause) {
    int highest = 1;
    for (int at = 2; at < clause.length; at++) {
      highest = level[clause[at] >> 1] > level[clause[highest] >> 1] ? at : highest;
    }
    int to = 0;
    if (clause.length > 1) {
      int other = clause[highest];
      clause[highest] = clause[1];
      clause[1] = other;
      to = level[other >> 1];
      clauses.add(clause);
    }
    undo(to);
    assign(clause[0], clause);
  }

  private void undo(int to) {
    int size = levels.get(to);
    while (trail.size() > size) {
      value[trail.removeLast() >> 1] = Saturation.OPEN;
      edges.truncate(edgesAt.removeLast());
    }
    levels.truncate(to);
    propagated = size;
  }
}
