package dev.overdraft.cli;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Claim;
import dev.overdraft.history.Isolation;
import dev.overdraft.strategies.Strategies;
import dev.overdraft.workload.bank.BankStrategy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which strategies a run is about, and which broken controls it needs besides. */
final class Selection {
  private Selection() {}

  /** The strategies of these names or families, in the order of the list; all if there are none. */
  static List<BankStrategy> of(List<String> names) {
    if (names.isEmpty()) {
      return Strategies.all();
    }
    Set<BankStrategy> chosen = new LinkedHashSet<>();
    for (String name : names) {
      List<BankStrategy> found =
          Strategies.all().stream()
              .filter(s -> s.name().equals(name) || s.family().equals(name))
              .toList();
      if (found.isEmpty()) {
        throw new UsageException(
            "there is no strategy or family '%s'; 'overdraft list' shows them%s"
                .formatted(name, hint(name)));
      }
      chosen.addAll(found);
    }
    return Strategies.all().stream().filter(chosen::contains).toList();
  }

  /** Whether that is a strategy's name, or a family's. */
  static boolean isStrategy(String name) {
    return Strategies.all().stream()
        .anyMatch(s -> s.name().equals(name) || s.family().equals(name));
  }

  private static String hint(String name) {
    return Strategies.all().stream()
        .map(BankStrategy::name)
        .filter(known -> known.contains(name) || name.contains(known))
        .findFirst()
        .map(known -> ": did you mean " + known + "?")
        .orElse("");
  }

  /**
   * Those who take part.
   *
   * @param level everybody's level; null for each strategy's own
   * @param claimSafe names or families that are held to the promise that no anomaly shows
   */
  static List<Contestant> contestants(
      List<BankStrategy> chosen,
      @Nullable Isolation level,
      List<String> claimSafe,
      boolean controls) {
    List<BankStrategy> safe = claimSafe.isEmpty() ? List.of() : of(claimSafe);
    for (BankStrategy each : safe) {
      if (!chosen.contains(each)) {
        throw new UsageException(
            "--claim-safe names %s, which does not take part".formatted(each.name()));
      }
    }
    List<Contestant> all = new ArrayList<>();
    for (BankStrategy strategy : chosen) {
      var contestant = Contestant.of(strategy, level == null ? strategy.isolation() : level, true);
      all.add(safe.contains(strategy) ? contestant.claimedSafe() : contestant);
    }
    if (controls) {
      addControls(all, level);
    }
    List<BankStrategy> order = Strategies.all();
    all.sort(Comparator.comparingInt(c -> order.indexOf(c.strategy())));
    return List.copyOf(all);
  }

  /**
   * For each anomaly that somebody must not show, a control that must: at the level of the run if
   * one does there, else at the level that the control is written for.
   */
  private static void addControls(List<Contestant> all, @Nullable Isolation level) {
    Set<Anomaly> needed = EnumSet.noneOf(Anomaly.class);
    all.forEach(c -> needed.addAll(c.claiming(Claim.MUST_NOT)));
    all.forEach(c -> needed.removeAll(c.claiming(Claim.MUST)));
    for (boolean ownLevel : new boolean[] {false, true}) {
      for (BankStrategy strategy : Strategies.all()) {
        Isolation at = ownLevel || level == null ? strategy.isolation() : level;
        var control = Contestant.of(strategy, at, false);
        if (strategy.kind() == BankStrategy.Kind.BROKEN
            && needed.removeAll(control.claiming(Claim.MUST))) {
          boolean taken = all.stream().anyMatch(c -> c.strategy().equals(strategy));
          all.add(taken ? control.named(nameAt(control)) : control);
        }
      }
    }
  }

  private static String nameAt(Contestant control) {
    String level = control.level().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return control.name() + "@" + level;
  }
}
