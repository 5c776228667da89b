package dev.overdraft.explore.step;

/** How an actor's work ended. */
public sealed interface Ending {

  /** A short form that can be compared between runs. */
  String text();

  /**
   * It returned.
   *
   * @param value as text; empty for nothing
   */
  record Returned(String value) implements Ending {
    @Override
    public String text() {
      return value.isEmpty() ? "returned" : "returned " + value;
    }
  }

  /** It threw. */
  record Threw(Throwable error) implements Ending {
    @Override
    public String text() {
      return "threw " + error;
    }
  }

  /** The run was given up before it was done. */
  record Unfinished() implements Ending {
    @Override
    public String text() {
      return "unfinished";
    }
  }
}
