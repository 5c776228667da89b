package dev.overdraft.cli;

import dev.overdraft.scenarios.Catalogue;
import dev.overdraft.strategies.ClassPath;
import dev.overdraft.strategies.Roster;
import picocli.CommandLine.Option;

/** What a team adds to our class path: strategies of its own, drivers, server binaries. */
final class ClassPathOptions {

  @Option(
      names = "--classpath",
      paramLabel = "PATH",
      defaultValue = "",
      description =
          "Jars and directories, separated as in Java's class path, with strategies or anti-patterns"
              + " of your own (a BankStrategyProvider or an AntiPatternProvider, found by"
              + " ServiceLoader), JDBC drivers or server binaries.")
  String classPath = "";

  /** The entries that were named. */
  ClassPath classPath() {
    try {
      return ClassPath.parse(classPath);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException("--classpath: " + wrong.getMessage());
    }
  }

  /** From here on this thread, and every one that it starts, finds what is on the class path. */
  ClassLoader enter() {
    ClassLoader loader = classPath().loader();
    Thread.currentThread().setContextClassLoader(loader);
    return loader;
  }

  /** The built-in anti-patterns and a team's own. */
  Catalogue catalogue() {
    try {
      return Catalogue.of(enter());
    } catch (IllegalArgumentException unusable) {
      throw new UsageException(String.valueOf(unusable.getMessage()));
    }
  }

  /** The built-in strategies and a team's own. */
  Roster roster() {
    try {
      return Roster.of(enter());
    } catch (IllegalArgumentException unusable) {
      throw new UsageException(String.valueOf(unusable.getMessage()));
    }
  }
}
