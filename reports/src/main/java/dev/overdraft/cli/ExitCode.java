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
}
