package dev.overdraft.cli;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Claim;
import dev.overdraft.engine.Engine;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.history.Isolation;
import dev.overdraft.storm.Rehearsal;
import dev.overdraft.strategies.NotHere;
import dev.overdraft.strategies.NotOn;
import dev.overdraft.strategies.Roster;
import dev.overdraft.target.Dialect;
import dev.overdraft.target.Settings;
import dev.overdraft.workload.bank.BankStrategy;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Leaves those strategies out, by name, whose SQL the engine does not understand, and those that
 * need a server which this machine does not have.
 *
 * @param err who was chosen and is left out is named there
 */
record Rehearsing(Engine engine, PrintStream err) {

  /**
   * Those that run there. On a server those that are known not to are left out, and others run: one
   * that cannot is a failure, and shows as one. In this JVM each is tried.
   *
   * @param chosen who is missed if he is left out
   * @param level everybody's level; null for each strategy's own
   */
  Roster runnable(Roster roster, List<BankStrategy> chosen, @Nullable Isolation level)
      throws Exception {
    Dialect dialect = engine.target().dialect();
    Roster known = known(here(roster, chosen), chosen, dialect);
    return dialect.isInProcess() ? tried(known, chosen, level) : known;
  }

  /** Of further levels, those that this engine can stand a storm at; the others are named. */
  List<Isolation> bearable(List<Isolation> further) {
    List<Isolation> bearable = new ArrayList<>();
    for (Isolation level : further) {
      Optional<String> breakdown = Rehearsal.breakdown(engine.target().dialect(), level);
      if (breakdown.isEmpty()) {
        bearable.add(level);
      } else {
        err.printf(
            "overdraft: left out on %s: %s%n", engine.target().dialect().label(), breakdown.get());
      }
    }
    return bearable;
  }

  /** Without those that need what this machine does not have. */
  private Roster here(Roster roster, List<BankStrategy> chosen) {
    List<BankStrategy> here = new ArrayList<>();
    for (BankStrategy strategy : roster.all()) {
      Optional<String> reason = NotHere.reason(strategy);
      if (reason.isEmpty()) {
        here.add(strategy);
      } else if (chosen.contains(strategy)) {
        err.printf(
            "overdraft: without %s, which does not run here: %s%n", strategy.name(), reason.get());
      }
    }
    return new Roster(here);
  }

  private Roster known(Roster roster, List<BankStrategy> chosen, Dialect dialect) {
    List<BankStrategy> runnable = new ArrayList<>();
    for (BankStrategy strategy : roster.all()) {
      Optional<String> reason = NotOn.reason(strategy, dialect);
      if (reason.isEmpty()) {
        runnable.add(strategy);
      } else if (chosen.contains(strategy)) {
        leftOut(strategy, reason.get());
      }
    }
    return new Roster(runnable);
  }

  private Roster tried(Roster roster, List<BankStrategy> chosen, @Nullable Isolation level)
      throws Exception {
    Settings server = engine.target().readSettings(Isolation.READ_COMMITTED);
    List<BankStrategy> runnable = new ArrayList<>();
    Set<Anomaly> shown = EnumSet.noneOf(Anomaly.class);
    try (SchemaLease lease = SchemaLease.claim(engine.target(), RunSession.SCHEMA)) {
      for (BankStrategy strategy : roster.all()) {
        if (chosen.contains(strategy) || strategy.core()) {
          Isolation at = level == null ? strategy.isolation() : level;
          Optional<String> refusal = refusal(strategy, at, lease);
          if (refusal.isEmpty()) {
            runnable.add(strategy);
            shown.addAll(shows(strategy, server));
          } else if (chosen.contains(strategy)) {
            leftOut(strategy, refusal.get());
          }
        }
      }
      // Of the others those that show what none of these does: they may be needed as controls.
      for (BankStrategy strategy : roster.all()) {
        if (!chosen.contains(strategy)
            && !strategy.core()
            && !shown.containsAll(shows(strategy, server))
            && refusal(strategy, strategy.isolation(), lease).isEmpty()) {
          runnable.add(strategy);
          shown.addAll(shows(strategy, server));
        }
      }
    }
    runnable.sort(Comparator.comparingInt(roster.all()::indexOf));
    return new Roster(runnable);
  }

  private Optional<String> refusal(BankStrategy strategy, Isolation level, SchemaLease lease)
      throws Exception {
    lease.recreate();
    return new Rehearsal(engine.target(), lease.name()).refusal(strategy, level);
  }

  /** What a broken strategy is sure to show there. */
  private static Set<Anomaly> shows(BankStrategy strategy, Settings server) {
    Set<Anomaly> shown = EnumSet.noneOf(Anomaly.class);
    if (strategy.kind() == BankStrategy.Kind.BROKEN) {
      shown.addAll(
          Contestant.of(strategy, server, strategy.isolation(), false).claiming(Claim.MUST));
    }
    return shown;
  }

  private void leftOut(BankStrategy strategy, String why) {
    err.printf(
        "overdraft: without %s, which does not run on %s: %s%n",
        strategy.name(), engine.target().dialect().label(), why);
  }
}
