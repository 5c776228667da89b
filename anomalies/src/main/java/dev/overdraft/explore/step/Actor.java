package dev.overdraft.explore.step;

import org.jspecify.annotations.Nullable;

/**
 * One worker of a scenario: a name and what it does, on a thread of its own.
 *
 * @param name as it appears at the head of its lane; unique in a scenario
 */
public record Actor(String name, Work work) {

  public Actor {
    if (name.isBlank()) {
      throw new IllegalArgumentException("an actor needs a name");
    }
  }

  /** Application code. Runs once per schedule, so it must do the same when asked again. */
  @FunctionalInterface
  public interface Work {
    /** What the caller gets back; it takes part in the comparison with serial orders. */
    @Nullable Object run() throws Exception;
  }
}
