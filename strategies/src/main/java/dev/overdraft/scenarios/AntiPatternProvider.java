package dev.overdraft.scenarios;

import java.util.List;

/**
 * A team's own anti-patterns, found by {@link java.util.ServiceLoader}: they are listed, explored
 * and explained like the built-in ones.
 *
 * <p>To be found, an implementation is public, has a public constructor without arguments, and is
 * named, one line, in {@code META-INF/services/dev.overdraft.scenarios.AntiPatternProvider} of a
 * jar or a directory that the command is given as {@code --classpath}. Numbers up to 99 are ours.
 *
 * <p>Called once for each command, before any database is there. What it throws ends the command
 * with a sentence that names it.
 */
@FunctionalInterface
public interface AntiPatternProvider {

  /** The anti-patterns, in the order in which they are to be shown. */
  List<AntiPattern> antiPatterns();
}
