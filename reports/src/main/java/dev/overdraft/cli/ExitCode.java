package dev.overdraft.cli;

/** The documented exit codes, everywhere the same. */
final class ExitCode {
  static final int AS_EXPECTED = 0;
  static final int ANOMALY = 1;
  static final int USAGE = 2;
  static final int BUDGET = 3;
  static final int INCONCLUSIVE = 4;
  static final int ENVIRONMENT = 5;

  private ExitCode() {}

  /** The code for both: an anomaly that was seen stays one, whatever else was not decided. */
  static int worse(int one, int other) {
    return one == ANOMALY || other == ANOMALY ? ANOMALY : Math.max(one, other);
  }
}
