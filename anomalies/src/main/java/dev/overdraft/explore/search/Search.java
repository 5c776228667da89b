package dev.overdraft.explore.search;

import dev.overdraft.explore.step.Policy;
import dev.overdraft.explore.step.Run;
import java.util.Optional;

/**
 * Hands out schedules. Called by one thread at a time; several schedules may be out at once, and
 * their policies are asked by other threads meanwhile.
 */
public interface Search {

  /** How to schedule another run; empty when there is nothing to run until one that is out ends. */
  Optional<Policy> next();

  /** What came of a policy that was handed out. Called once for each. */
  void done(Policy policy, Run run);
}
