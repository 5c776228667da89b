package dev.overdraft.cli;

import dev.overdraft.workload.txn.TxnWorkload;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The options of {@code run} that mean something where a workload asks a database about itself. All
 * others are about strategies, and refused: one that is accepted and has no effect is a promise
 * broken.
 */
final class DatabaseOptions {

  private static final Set<String> TAKEN =
      Set.of(
          "--workload",
          "--isolation",
          "--workers",
          "--duration",
          "--ops",
          "--seed",
          "--quick",
          "--thorough",
          "--out",
          "--json",
          "--engine",
          "--user",
          "--classpath");

  private DatabaseOptions() {}

  /** Refuses, by their names, those that were given and would have no effect. */
  static void check(TxnWorkload workload, ParseResult given) {
    List<String> others =
        given.matchedOptions().stream()
            .map(OptionSpec::longestName)
            .filter(name -> !TAKEN.contains(name))
            .distinct()
            .toList();
    if (!others.isEmpty()) {
      throw new UsageException(
          "%s: for strategies, and without effect on --workload %s: leave it out"
              .formatted(String.join(", ", others), workload.word()));
    }
  }
}
