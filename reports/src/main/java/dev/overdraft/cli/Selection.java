package dev.overdraft.cli;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Claim;
import dev.overdraft.history.Isolation;
import dev.overdraft.strategies.Strategies;
import dev.overdraft.workload.bank.BankStrategy;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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

  private static String hint(String name) {
    return Strategies.all().stream()
        .map(BankStrategy::name)
        .filter(known -> known.contains(name) || name.contains(known))
        .findFirst()
        .map(known -> ": did you mean " + known + "?")
        .orElse("");
  }

  /**
   * The chosen ones, and for each anomaly that one of them must not show a control that must, where
   * there is one.
   */
  static List<BankStrategy> withControls(List<BankStrategy> chosen, @Nullable Isolation level) {
    Set<Anomaly> needed = EnumSet.noneOf(Anomaly.class);
    chosen.forEach(s -> needed.addAll(claimed(s, level, Claim.MUST_NOT)));
    boolean onlyBroken = chosen.stream().allMatch(s -> s.kind() == BankStrategy.Kind.BROKEN);
    if (onlyBroken) {
      return chosen;
    }
    chosen.forEach(s -> needed.removeAll(claimed(s, level, Claim.MUST)));
    Set<BankStrategy> all = new LinkedHashSet<>(chosen);
    for (BankStrategy control : Strategies.all()) {
      if (needed.removeAll(claimed(control, level, Claim.MUST))) {
        all.add(control);
      }
    }
    return Strategies.all().stream().filter(all::contains).toList();
  }

  private static List<Anomaly> claimed(
      BankStrategy strategy, @Nullable Isolation level, Claim claim) {
    return strategy.claims().apply(level == null ? strategy.isolation() : level).entrySet().stream()
        .filter(e -> e.getValue() == claim)
        .map(Map.Entry::getKey)
        .toList();
  }
}
