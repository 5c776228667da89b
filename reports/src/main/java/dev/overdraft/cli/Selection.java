package dev.overdraft.cli;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Claim;
import dev.overdraft.history.Isolation;
import dev.overdraft.strategies.Roster;
import dev.overdraft.target.Settings;
import dev.overdraft.workload.bank.BankStrategy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which strategies a run is about, and which broken controls it needs besides.
 *
 * @param roster whom to choose from
 */
record Selection(Roster roster) {

  /** The strategies of these names or families, in the order of the list; the core by default. */
  List<BankStrategy> of(List<String> names) {
    if (names.isEmpty()) {
      return roster.core();
    }
    Set<BankStrategy> chosen = new LinkedHashSet<>();
    for (String name : names) {
      List<BankStrategy> found =
          roster.all().stream()
              .filter(s -> s.name().equals(name) || s.family().equals(name))
              .toList();
      if (found.isEmpty()) {
        throw new UsageException(
            "there is no strategy or family '%s'; 'overdraft list' shows them%s"
                .formatted(name, hint(name)));
      }
      chosen.addAll(found);
    }
    return roster.all().stream().filter(chosen::contains).toList();
  }

  /** Whether that is a strategy's name, or a family's. */
  boolean knows(String name) {
    return roster.all().stream().anyMatch(s -> s.name().equals(name) || s.family().equals(name));
  }

  private String hint(String name) {
    return roster.all().stream()
        .map(BankStrategy::name)
        .filter(known -> known.contains(name) || name.contains(known))
        .findFirst()
        .map(known -> ": did you mean " + known + "?")
        .orElse("");
  }

  /** Of the chosen, those of these names or families. */
  List<BankStrategy> among(List<BankStrategy> chosen, List<String> claimSafe) {
    List<BankStrategy> safe = claimSafe.isEmpty() ? List.of() : of(claimSafe);
    for (BankStrategy each : safe) {
      if (!chosen.contains(each)) {
        throw new UsageException(
            "--claim-safe names %s, which does not take part".formatted(each.name()));
      }
    }
    return safe;
  }

  /**
   * Those who take part.
   *
   * @param server whose levels the claims are about
   * @param level everybody's level; null for each strategy's own
   * @param further levels at which each takes part a second time, if they are not its own
   * @param safe who is held to the promise that no anomaly shows
   */
  List<Contestant> contestants(
      List<BankStrategy> chosen,
      Settings server,
      @Nullable Isolation level,
      List<Isolation> further,
      List<BankStrategy> safe,
      boolean controls) {
    List<Contestant> all = new ArrayList<>();
    for (BankStrategy strategy : chosen) {
      Isolation at = level == null ? strategy.isolation() : level;
      var contestant = Contestant.of(strategy, server, at, true);
      all.add(safe.contains(strategy) ? contestant.claimedSafe() : contestant);
      for (Isolation other : further) {
        if (other != at) {
          var again = Contestant.of(strategy, server, other, true);
          all.add(again.named(nameAt(again)));
        }
      }
    }
    if (controls) {
      addControls(all, server, level);
    }
    List<BankStrategy> order = roster.all();
    all.sort(Comparator.comparingInt(c -> order.indexOf(c.strategy())));
    return List.copyOf(all);
  }

  /**
   * For each anomaly that somebody must not show, a control that must: of the core at the level of
   * the run if one does there, else at the level that it is written for, else any other.
   */
  private void addControls(List<Contestant> all, Settings server, @Nullable Isolation level) {
    Set<Anomaly> needed = EnumSet.noneOf(Anomaly.class);
    all.forEach(c -> needed.addAll(c.claiming(Claim.MUST_NOT)));
    all.forEach(c -> needed.removeAll(c.claiming(Claim.MUST)));
    if (level != null) {
      addControls(all, needed, roster.core(), server, strategy -> level);
    }
    addControls(all, needed, roster.core(), server, BankStrategy::isolation);
    addControls(all, needed, roster.all(), server, BankStrategy::isolation);
  }

  private static void addControls(
      List<Contestant> all,
      Set<Anomaly> needed,
      List<BankStrategy> candidates,
      Settings server,
      Function<BankStrategy, Isolation> level) {
    for (BankStrategy strategy : candidates) {
      var control = Contestant.of(strategy, server, level.apply(strategy), false);
      if (strategy.kind() == BankStrategy.Kind.BROKEN
          && needed.removeAll(control.claiming(Claim.MUST))) {
        boolean taken = all.stream().anyMatch(c -> c.strategy().equals(strategy));
        all.add(taken ? control.named(nameAt(control)) : control);
      }
    }
  }

  private static String nameAt(Contestant control) {
    String level = control.level().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return control.name() + "@" + level;
  }
}
