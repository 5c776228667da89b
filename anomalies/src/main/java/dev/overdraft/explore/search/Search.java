package dev.overdraft.explore.search;

import dev.overdraft.explore.step.Policy;
import dev.overdraft.explore.step.Run;
import java.util.Optional;

/** Hands out schedules one after the other. Used by one thread. */
public interface Search {

  /** How to schedule the next run; empty when there is nothing left to run. */
  Optional<Policy> next();

  /** What came of the policy handed out last. */
  void done(Run run);
}
