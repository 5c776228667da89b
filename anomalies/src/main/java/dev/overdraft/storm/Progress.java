package dev.overdraft.storm;

/** Hears how a storm is getting on, a few times a second, on the thread that runs it. */
@FunctionalInterface
public interface Progress {

  /** Tells nobody. */
  Progress SILENT = (strategy, operations, elapsedMillis, plannedMillis) -> {};

  /**
   * A sign of life.
   *
   * @param operations completed so far by this strategy
   * @param plannedMillis negative if only the number of operations limits it
   */
  void tick(String strategy, long operations, long elapsedMillis, long plannedMillis);
}
