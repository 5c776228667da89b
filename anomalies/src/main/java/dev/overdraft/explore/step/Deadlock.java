package dev.overdraft.explore.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A cycle of waits that the server has ended by aborting somebody.
 *
 * @param decision the one that closed it
 * @param victim the actor that was aborted
 * @param ring the actors that waited for each other, the victim among them
 */
public record Deadlock(int decision, int victim, Set<Integer> ring) {

  public Deadlock {
    ring = Set.copyOf(ring);
  }

  /** All of a run, in order. */
  public static List<Deadlock> in(Run run) {
    List<Deadlock> deadlocks = new ArrayList<>();
    Map<Integer, Set<Integer>> waiting = new TreeMap<>();
    for (Moment moment : run.moments()) {
      int actor = moment.step().actor();
      if (moment.waits()) {
        waiting.put(actor, Set.copyOf(moment.holders()));
        continue;
      }
      if (moment.isDeadlock()) {
        int closing = run.decisions().get(moment.decision()).chosen();
        Set<Integer> ring = ring(waiting, closing);
        ring.add(actor);
        deadlocks.add(new Deadlock(moment.decision(), actor, ring));
      }
      waiting.remove(actor);
    }
    return deadlocks;
  }

  /**
   * Whom it could have cost instead: all others of the ring, but for the actor that closed it, who
   * is the victim unless somebody else is chosen. Nobody where one was chosen already.
   *
   * @param closing the actor that closed the cycle
   * @param chosen see {@link Policy#victims}
   */
  public Set<Integer> otherVictims(int closing, Map<Integer, Integer> chosen) {
    Set<Integer> others = new TreeSet<>(chosen.containsKey(decision) ? Set.of() : ring);
    others.remove(victim);
    others.remove(closing);
    return others;
  }

  /**
   * Whom the deadlocks of a run have cost their transactions, by decision, where it is another one
   * than the actor that the decision let go.
   */
  public static Map<Integer, Integer> victims(Run run) {
    Map<Integer, Integer> victims = new TreeMap<>();
    for (Deadlock deadlock : in(run)) {
      if (deadlock.victim() != run.decisions().get(deadlock.decision()).chosen()) {
        victims.putIfAbsent(deadlock.decision(), deadlock.victim());
      }
    }
    return victims;
  }

  /**
   * Whether a deadlock cost another one his transaction than the actor who closed the cycle,
   * although nobody else was chosen: the server's clock ran ahead of the machine's, or the closing
   * actor was too slow to look for the cycle. Only cycles that a step closed by coming to wait
   * count; one that an awakened step closes later on is the server's to settle.
   *
   * @param chosen see {@link Policy#victims}
   */
  public static boolean anyUnplanned(Run run, Map<Integer, Integer> chosen) {
    return in(run).stream()
        .filter(deadlock -> !chosen.containsKey(deadlock.decision()))
        .anyMatch(
            deadlock -> {
              int closing = run.decisions().get(deadlock.decision()).chosen();
              return deadlock.victim() != closing
                  && run.moments().stream()
                      .anyMatch(
                          moment ->
                              moment.kind() == Moment.Kind.WAITS
                                  && moment.decision() == deadlock.decision()
                                  && moment.step().actor() == closing);
            });
  }

  /** The actors from which one comes to {@code start} by way of waits, and to which one comes. */
  private static Set<Integer> ring(Map<Integer, Set<Integer>> waiting, int start) {
    Set<Integer> ring = new TreeSet<>(Set.of(start));
    for (int actor : reached(waiting, start)) {
      if (reached(waiting, actor).contains(start)) {
        ring.add(actor);
      }
    }
    return ring;
  }

  private static Set<Integer> reached(Map<Integer, Set<Integer>> waiting, int start) {
    Set<Integer> reached = new TreeSet<>();
    List<Integer> front = new ArrayList<>(List.of(start));
    while (!front.isEmpty()) {
      Set<Integer> next = waiting.getOrDefault(front.remove(front.size() - 1), Set.of());
      next.stream().filter(reached::add).forEach(front::add);
    }
    return reached;
  }
}
