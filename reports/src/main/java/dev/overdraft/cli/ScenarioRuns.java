package dev.overdraft.cli;

import dev.overdraft.engine.SchemaLease;
import dev.overdraft.explore.Budget;
import dev.overdraft.explore.Exploration;
import dev.overdraft.explore.Replay;
import dev.overdraft.explore.witness.JUnitCode;
import dev.overdraft.explore.witness.ReplayToken;
import dev.overdraft.explore.witness.Witness;
import dev.overdraft.history.Isolation;
import dev.overdraft.scenarios.AntiPattern;
import dev.overdraft.scenarios.ScenarioExplorer;
import dev.overdraft.scenarios.Scenarios;
import dev.overdraft.scenarios.Variant;
import dev.overdraft.scenarios.Where;
import dev.overdraft.target.Target;
import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Explores anti-patterns on one server, and compares what came out with what is stated.
 *
 * @param isolation the level; null for the one at which each is shown first on this engine
 * @param everyVictim whether deadlocks are explored once for each one in them
 * @param export what the first failing schedule is written to, if that is wanted
 */
record ScenarioRuns(
    PrintStream out,
    Target target,
    SchemaLease lease,
    @Nullable Isolation isolation,
    boolean everyVictim,
    Optional<WitnessExport> export) {

  /** Those of which something is stated here; the others are named, with how to see them. */
  List<Scenarios.Named> stated(List<Scenarios.Named> all) throws SQLException {
    List<Scenarios.Named> stated = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (Scenarios.Named named : all) {
      AntiPattern antiPattern = named.antiPattern();
      if (stated(antiPattern, level(antiPattern)).isPresent()) {
        stated.add(named);
      } else {
        others.add(antiPattern.name());
      }
    }
    if (!others.isEmpty()) {
      out.printf(
          "left out on %s, where nothing is stated of them%s: %s. Name one to see what it does.%n%n",
          target.dialect().label(),
          isolation == null ? "" : " at " + isolation.sql(),
          String.join(", ", others));
    }
    return stated;
  }

  /** What is stated of a server that is set like this one. */
  private Optional<Where> stated(AntiPattern antiPattern, Isolation level) throws SQLException {
    Optional<Where> stated = antiPattern.at(target.dialect(), level);
    boolean conditional = stated.flatMap(Where::condition).isPresent();
    return conditional && target.readSettings(level).asOnPostgresql(level) == level
        ? Optional.empty()
        : stated;
  }

  /** Explores one scenario, or both if the name does not say which; returns the exit code. */
  int explore(Scenarios.Named named, Budget budget) throws Exception {
    AntiPattern antiPattern = named.antiPattern();
    Isolation level = level(antiPattern);
    List<Variant> variants =
        named.explicit() ? List.of(named.variant()) : List.of(Variant.BROKEN, Variant.FIXED);
    int worst = ExitCode.AS_EXPECTED;
    for (Variant variant : variants) {
      worst = ExitCode.worse(worst, explore(antiPattern, variant, level, budget));
    }
    return worst;
  }

  /** With an explorer of its own: one whose actors did not come to an end explores nothing more. */
  private int explore(AntiPattern antiPattern, Variant variant, Isolation level, Budget budget)
      throws Exception {
    lease.recreate();
    try (var explorer = new ScenarioExplorer(target, lease.name(), antiPattern, level)) {
      if (everyVictim) {
        explorer.everyVictim();
      }
      Exploration exploration = explorer.explore(variant, budget);
      out.println(exploration);
      export(explorer, variant, exploration.witness());
      int code = judge(antiPattern, variant, level, exploration.verdict());
      out.println();
      return code;
    }
  }

  /** Repeats one schedule. */
  int replay(Scenarios.Named named, ReplayToken token) throws Exception {
    lease.recreate();
    Isolation level = level(named.antiPattern());
    try (var explorer = new ScenarioExplorer(target, lease.name(), named.antiPattern(), level)) {
      Replay repeated = explorer.replay(named.variant(), token);
      out.println(repeated.text());
      export(explorer, named.variant(), repeated.witness());
      if (repeated.divergence().isPresent()) {
        return ExitCode.INCONCLUSIVE;
      }
      return repeated.played().failure().isPresent() ? ExitCode.ANOMALY : ExitCode.AS_EXPECTED;
    }
  }

  /** The calls are left to whoever takes it: they are private to the anti-pattern. */
  private void export(ScenarioExplorer explorer, Variant variant, Optional<Witness> witness)
      throws IOException {
    if (export.isPresent() && witness.isPresent()) {
      export.get().write(explorer.exports(variant, witness.get()), JUnitCode.UNKNOWN);
    }
  }

  private Isolation level(AntiPattern antiPattern) {
    if (isolation != null) {
      return isolation;
    }
    return antiPattern.on(target.dialect()).stream()
        .findFirst()
        .orElse(antiPattern.where().get(0))
        .level();
  }

  private int judge(
      AntiPattern antiPattern, Variant variant, Isolation level, Exploration.Verdict verdict)
      throws SQLException {
    Optional<Where> stated = stated(antiPattern, level);
    if (stated.isEmpty()) {
      out.printf(
          "nothing is stated of %s at %s on %s%s: see what it does, but nothing to compare with%n",
          antiPattern.name(),
          level.sql(),
          target.dialect().label(),
          antiPattern
              .at(target.dialect(), level)
              .flatMap(Where::condition)
              .map(but -> " but " + but)
              .orElse(""));
      return ExitCode.INCONCLUSIVE;
    }
    boolean breaks = variant == Variant.BROKEN && stated.get().breaks();
    Exploration.Verdict expected = breaks ? Exploration.Verdict.FAILS : Exploration.Verdict.HOLDS;
    if (verdict == expected) {
      out.printf(
          "as expected: %s %s at %s on %s%s%n",
          variant == Variant.BROKEN ? "the broken code" : "the fix",
          breaks ? "breaks" : "holds",
          level.sql(),
          target.dialect().label(),
          note(variant, stated.get()));
      return ExitCode.AS_EXPECTED;
    }
    out.printf("NOT as expected: it should have %s here%n", breaks ? "failed" : "held");
    return verdict == Exploration.Verdict.FAILS ? ExitCode.ANOMALY : ExitCode.INCONCLUSIVE;
  }

  private static String note(Variant variant, Where stated) {
    String basis = stated.basis().name().toLowerCase(Locale.ROOT);
    return variant == Variant.BROKEN && !stated.note().isEmpty()
        ? " (%s: %s)".formatted(basis, stated.note())
        : "";
  }
}
