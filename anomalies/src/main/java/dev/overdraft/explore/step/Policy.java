package dev.overdraft.explore.step;

import java.util.List;
import java.util.Map;

/** Decides whose step is next. Called by one thread; the same calls must get the same answers. */
@FunctionalInterface
public interface Policy {
  /** Chooses nobody: the run is given up. */
  int STOP = -1;

  /** Chooses nobody, since the actor that was planned to go cannot: the run took another course. */
  int STRAYED = -2;

  /**
   * The actor to let go, {@link #STOP} or {@link #STRAYED}.
   *
   * @param enabled the steps at the gates, by actor; never empty
   */
  int choose(List<Step> enabled, Past past);

  /**
   * The order in which actors begin, each when the one before it is done; empty if all begin at
   * once.
   */
  default List<Integer> oneAfterTheOther() {
    return List.of();
  }

  /**
   * Whom deadlocks shall cost their transactions, by the number of the decision that closes the
   * cycle, where it is not the actor that is let go there. Known before the run; a server that
   * cannot arrange it aborts somebody else.
   */
  default Map<Integer, Integer> victims() {
    return Map.of();
  }

  /** What has happened so far, in order. */
  interface Past {
    /** Every decision, forced ones included. */
    List<Decision> decisions();

    /** What came of them; costs a copy. */
    List<Moment> moments();
  }
}
