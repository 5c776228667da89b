package dev.overdraft.engine;

import dev.overdraft.target.Target;

/** A database server that answers, for as long as this is open. */
public interface Engine extends AutoCloseable {

  /** Where it is. */
  Target target();

  /**
   * What it is, in one line for people; no password, and no port that is another one next time: a
   * plan repeats it.
   */
  String describe();

  /**
   * Stops the server if we started it, and removes everything that starting it made. Safe to call
   * again, and from any thread.
   */
  @Override
  void close();
}
