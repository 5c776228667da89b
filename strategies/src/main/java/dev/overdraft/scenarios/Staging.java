package dev.overdraft.scenarios;

import dev.overdraft.explore.Scenario;

/** Puts actors and rules together, ready to be explored. */
@FunctionalInterface
public interface Staging {
  /** The scenario on this database; its name is set by whoever asks. */
  Scenario on(Setting setting);
}
