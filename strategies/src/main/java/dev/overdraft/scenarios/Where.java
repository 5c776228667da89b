package dev.overdraft.scenarios;

import dev.overdraft.history.Isolation;
import dev.overdraft.target.Dialect;

/**
 * What the broken code comes to on one engine at one level. The fix has to hold wherever something
 * is stated.
 *
 * @param engine as its makers write it, like {@link Dialect#label()}; engines that cannot be
 *     explored here are named too
 * @param breaks whether some schedule breaks the rule
 * @param note what happens instead, or what has to be set; else empty
 */
public record Where(String engine, Isolation level, boolean breaks, Basis basis, String note) {

  /** How it is known. */
  public enum Basis {
    /** Seen; on an engine that is explored here, by every run of the tests. */
    MEASURED,
    /** A manual, a paper or a public bug report says so. */
    DOCUMENTED,
    /** It follows from the engine's rules. */
    REASONED
  }

  /** Whether it speaks of that engine. */
  public boolean isOn(Dialect dialect) {
    return engine.equalsIgnoreCase(dialect.label());
  }
}
