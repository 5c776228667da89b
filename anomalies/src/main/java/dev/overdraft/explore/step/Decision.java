package dev.overdraft.explore.step;

import java.util.List;
import java.util.Optional;

/**
 * A point of a schedule at which every actor stood still, and who was let go.
 *
 * @param enabled the steps at the gates, by actor
 * @param chosen the actor that was let go
 */
public record Decision(List<Step> enabled, int chosen) {
  public Decision {
    enabled = List.copyOf(enabled);
  }

  /** The step that was let go. */
  public Step step() {
    return pending(chosen).orElseThrow();
  }

  /** The step at which an actor stood, if it was not waiting or done. */
  public Optional<Step> pending(int actor) {
    for (Step step : enabled) {
      if (step.actor() == actor) {
        return Optional.of(step);
      }
    }
    return Optional.empty();
  }

  /** Whether there was a choice at all. */
  public boolean free() {
    return enabled.size() > 1;
  }
}
