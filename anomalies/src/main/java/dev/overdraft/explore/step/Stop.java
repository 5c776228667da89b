package dev.overdraft.explore.step;

/** Why a run was ended before all its actors were done. */
public sealed interface Stop {

  /** One sentence. */
  String why();

  /** The policy chose nobody. */
  record GivenUp() implements Stop {
    @Override
    public String why() {
      return "given up by the search";
    }
  }

  /**
   * The planned actor could not go, since the server let somebody else in than it did before; or it
   * aborted another one than was chosen.
   */
  record Strayed() implements Stop {
    @Override
    public String why() {
      return "the server woke waiters in another order than before, or chose another victim";
    }
  }

  /** Nobody can go on: each waits for something that only another one can give. */
  record Stuck(Kind kind, String why) implements Stop {
    /** By what kind of wait. */
    public enum Kind {
      SELF_DEADLOCK("self-deadlock"),
      UNSEEN_DEADLOCK("deadlock that the server cannot see"),
      POOL_DEADLOCK("pool deadlock"),
      LOST_WAKE_UP("lost wake-up"),
      JVM_DEADLOCK("deadlock through the JVM");

      private final String title;

      Kind(String title) {
        this.title = title;
      }

      /** What people call it. */
      public String title() {
        return title;
      }
    }
  }

  /** An actor made more steps than it may. */
  record TooLong(String why) implements Stop {}

  /** The harness cannot say what happens: a bound was reached, or something it does not step. */
  record Unknown(String why) implements Stop {}
}
