package dev.overdraft.scenarios;

/** The two scenarios of an anti-pattern. */
public enum Variant {
  /** The code as people write it. */
  BROKEN(""),
  /** The same situation with the code mended. */
  FIXED(".fixed");

  private final String suffix;

  Variant(String suffix) {
    this.suffix = suffix;
  }

  /** What the scenario's name has after the anti-pattern's. */
  public String suffix() {
    return suffix;
  }
}
