package dev.overdraft.check.polygraph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * What may not be chosen together, as clauses: of each, one literal at least has to be true. A
 * literal is twice a choice plus its side. Each clause is looked at only when one of its first two
 * literals becomes false.
 *
 * @see <a href="https://doi.org/10.1145/378239.379017">Moskewicz et al. 2001, Chaff</a>
 */
final class Clauses {

  private final Map<Integer, List<int[]>> watched = new HashMap<>();

  /** Takes a clause of two literals or more. */
  void add(int[] clause) {
    watch(clause[0], clause);
    watch(clause[1], clause);
  }

  private void watch(int literal, int[] clause) {
    watched.computeIfAbsent(literal, l -> new ArrayList<>()).add(clause);
  }

  /** What follows from a clause. */
  interface Consequence {
    /** All of it but its first literal is false; whether that one could be made true. */
    boolean of(int[] clause);
  }

  /**
   * Looks at those that watch a literal that has become false.
   *
   * @return a clause that has no true literal left
   */
  Optional<int[]> falsified(int literal, IntPredicate isFalse, IntPredicate isTrue, Consequence c) {
    List<int[]> clauses = watched.getOrDefault(literal, List.of());
    for (int at = 0; at < clauses.size(); ) {
      int[] clause = clauses.get(at);
      if (clause[0] == literal) {
        clause[0] = clause[1];
        clause[1] = literal;
      }
      if (!isTrue.test(clause[0]) && replace(clause, isFalse)) {
        watch(clause[1], clause);
        clauses.set(at, clauses.get(clauses.size() - 1));
        clauses.remove(clauses.size() - 1);
        continue;
      }
      at++;
      if (isFalse.test(clause[0])) {
        return Optional.of(clause);
      }
      if (!isTrue.test(clause[0]) && !c.of(clause)) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Puts a literal that is not false in the second place, if there is one. */
  private static boolean replace(int[] clause, IntPredicate isFalse) {
    for (int at = 2; at < clause.length; at++) {
      if (!isFalse.test(clause[at])) {
        int other = clause[at];
        clause[at] = clause[1];
        clause[1] = other;
        return true;
      }
    }
    return false;
  }
}
