package dev.overdraft.explore.step;

import java.util.List;
import java.util.Optional;

/**
 * One executed schedule.
 *
 * @param actors names, by index
 * @param decisions every point of choice, forced ones included
 * @param moments what happened, in order
 * @param endings by actor
 * @param stop empty if every actor came to its end
 */
public record Run(
    List<String> actors,
    List<Decision> decisions,
    List<Moment> moments,
    List<Ending> endings,
    Optional<Stop> stop) {

  public Run {
    actors = List.copyOf(actors);
    decisions = List.copyOf(decisions);
    moments = List.copyOf(moments);
    endings = List.copyOf(endings);
  }

  /** Whom each decision let go. */
  public List<Integer> choices() {
    return decisions.stream().map(Decision::chosen).toList();
  }

  /** How often the schedule left an actor that could have gone on. */
  public int switches() {
    int switches = 0;
    for (int i = 1; i < decisions.size(); i++) {
      int before = decisions.get(i - 1).chosen();
      Decision now = decisions.get(i);
      if (now.chosen() != before && now.pending(before).isPresent()) {
        switches++;
      }
    }
    return switches;
  }
}
