package dev.overdraft.explore.oracle;

/**
 * What is wrong with a run.
 *
 * @param kind which oracle says so
 * @param what one sentence
 */
public record Failure(Kind kind, String what) {
  /** The oracles. */
  public enum Kind {
    INVARIANT("invariant broken"),
    NOT_SERIAL("equal to no serial order"),
    ERROR("error that should have been handled"),
    ASSERTION("assertion of an actor failed"),
    STUCK("nobody can go on");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    /** In words. */
    public String title() {
      return title;
    }
  }
}
