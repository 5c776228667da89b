package dev.overdraft.storm;

/** Somebody wants the run to end early: Ctrl-C. Safe for use by several threads. */
public final class StopSignal {

  private volatile boolean requested;

  /** Asks everybody to stop after the operation at hand. */
  public void request() {
    requested = true;
  }

  /** Whether that has been asked. */
  public boolean requested() {
    return requested;
  }
}
