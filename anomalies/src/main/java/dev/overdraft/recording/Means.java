package dev.overdraft.recording;

/** By which means an engine tells the versions that an update has made. */
public enum Means {
  /**
   * The update itself returns them, as PostgreSQL's do. There several statements go in one message,
   * and an error aborts the transaction without ending it.
   */
  RETURNING,
  /** A trigger notes them in a variable of the session, {@link SessionVariable}. */
  SESSION_VARIABLE,
  /** They are asked for by the writer's mark, {@link ReadBack}. */
  READ_BACK
}
