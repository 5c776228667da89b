package dev.overdraft.strategies;

import dev.overdraft.workload.bank.BankStrategy;
import dev.overdraft.workload.bank.BankStrategyProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The strategies that a command knows: the built-in ones, and behind them what {@link
 * BankStrategyProvider}s on the class path add.
 *
 * @param all names are unique
 */
public record Roster(List<BankStrategy> all) {

  private static final String NAME = "[a-z0-9]+(-[a-z0-9]+)*";

  public Roster {
    all = List.copyOf(all);
  }

  /**
   * The built-in strategies and all that a class loader's providers add.
   *
   * @throws IllegalArgumentException if a provider cannot be loaded, throws, or takes a name that
   *     is taken; the message names it
   */
  public static Roster of(ClassLoader loader) {
    Map<String, BankStrategy> byName = new LinkedHashMap<>();
    Strategies.all().forEach(strategy -> byName.put(strategy.name(), strategy));
    for (BankStrategyProvider provider : providers(loader)) {
      String from = provider.getClass().getName();
      for (BankStrategy strategy : strategies(provider, from)) {
        check(strategy, from);
        BankStrategy taken = byName.putIfAbsent(strategy.name(), strategy);
        if (taken != null) {
          throw new IllegalArgumentException(
              "%s names a strategy '%s', and that name is taken by %s: choose another one"
                  .formatted(from, strategy.name(), taken.type().getName()));
        }
      }
    }
    return new Roster(List.copyOf(byName.values()));
  }

  private static List<BankStrategyProvider> providers(ClassLoader loader) {
    List<BankStrategyProvider> found = new ArrayList<>();
    try {
      ServiceLoader.load(BankStrategyProvider.class, loader).stream()
          .map(ServiceLoader.Provider::get)
          .forEach(found::add);
    } catch (ServiceConfigurationError | LinkageError unusable) {
      throw new IllegalArgumentException(
          "a strategy provider on the class path cannot be loaded: " + why(unusable), unusable);
    }
    return found;
  }

  private static List<BankStrategy> strategies(BankStrategyProvider provider, String from) {
    try {
      return List.copyOf(provider.strategies());
    } catch (RuntimeException | LinkageError unusable) {
      throw new IllegalArgumentException(
          "%s does not tell its strategies: %s".formatted(from, unusable), unusable);
    }
  }

  private static void check(BankStrategy strategy, String from) {
    if (!strategy.name().matches(NAME)) {
      throw new IllegalArgumentException(
          "%s names a strategy '%s': a name is in kebab case, such as our-ledger"
              .formatted(from, strategy.name()));
    }
  }

  private static String why(Throwable unusable) {
    Throwable cause = unusable.getCause();
    return unusable.getMessage() + (cause == null ? "" : " (" + cause + ")");
  }

  /** What is run when nobody names any: the built-in core, and a team's own. */
  public List<BankStrategy> core() {
    return all.stream().filter(BankStrategy::core).toList();
  }

  /** The strategy of that name. */
  public Optional<BankStrategy> byName(String name) {
    return all.stream().filter(s -> s.name().equals(name)).findFirst();
  }
}
