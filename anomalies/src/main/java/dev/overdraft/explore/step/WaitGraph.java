package dev.overdraft.explore.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which actors are proven to wait in the database, and for whom. */
final class WaitGraph {

  private final Map<Integer, Set<Integer>> waiting = new TreeMap<>();

  void waits(int actor, Set<Integer> holders) {
    waiting.put(actor, holders);
  }

  /** Nothing is known of this actor any more. */
  void forget(int actor) {
    waiting.remove(actor);
  }

  /** Nothing is known any more. */
  void forgetAll() {
    waiting.clear();
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  boolean has(int actor) {
    return waiting.containsKey(actor);
  }

  Map<Integer, Set<Integer>> all() {
    return waiting;
  }

  /** Whether somebody waits for this actor, or for nobody knows whom. */
  boolean isWaitedFor(int actor) {
    return waiting.values().stream()
        .anyMatch(holders -> holders.isEmpty() || holders.contains(actor));
  }

  /** Whether some actors wait for each other in a ring: the server will abort one of them. */
  boolean hasCycle() {
    for (int start : waiting.keySet()) {
      Set<Integer> reached = new TreeSet<>();
      List<Integer> front = new ArrayList<>(waiting.getOrDefault(start, Set.of()));
      while (!front.isEmpty()) {
        int next = front.remove(front.size() - 1);
        if (next == start) {
          return true;
        }
        if (reached.add(next)) {
          front.addAll(waiting.getOrDefault(next, Set.of()));
        }
      }
    }
    return false;
  }
}
