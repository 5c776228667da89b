package dev.overdraft.explore.step;

/** Unwinds an actor whose run was given up. An Error, so that application code lets it pass. */
final class Abandoned extends Error {
  private static final long serialVersionUID = 1L;

  Abandoned() {
    super("the schedule was given up", null, false, false);
  }
}
