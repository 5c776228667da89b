package dev.overdraft.explore.step;

import java.util.List;
import java.util.Set;

/**
 * Is shown which tables a transaction has locked, right after a step and before anybody else moves:
 * what a statement really touches, whatever its text says.
 *
 * <p>Called by one thread at a time in each run; several runs may have the same one.
 */
public interface LockObserver {

  /** Wants to see nothing. */
  LockObserver NONE =
      new LockObserver() {
        @Override
        public boolean wants(Step step) {
          return false;
        }

        @Override
        public void saw(Step step, List<Step> before, boolean changed, Set<Held> held) {
          throw new IllegalStateException("nothing was wanted");
        }
      };

  /** How strongly a table is locked. */
  enum Strength {
    /** As by a plain read. */
    READ,
    /** As by a statement that locks or changes rows. */
    WRITE,
    /** Against others, as a whole. */
    TABLE
  }

  /**
   * A table that the transaction has locked by now, by this step or an earlier one.
   *
   * @param table without its schema where that is the current one
   */
  record Held(String table, Strength strength) {}

  /**
   * Whether a step may have to wait for what another one has locked. It says how soon the server is
   * asked and nothing else: a wait that nobody expects is found all the same, a little later.
   */
  default boolean mayMeet(Step step, Step locked) {
    return true;
  }

  /** Whether it is worth a round trip to find out what is locked after this step. */
  boolean wants(Step step);

  /**
   * What was found.
   *
   * @param before the steps that the same transaction had made
   * @param changed false if the step is known to have changed nothing
   */
  void saw(Step step, List<Step> before, boolean changed, Set<Held> held);
}
