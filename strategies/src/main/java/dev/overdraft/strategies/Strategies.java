package dev.overdraft.strategies;

import dev.overdraft.workload.bank.BankStrategy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every strategy, family by family, in the order in which the story is told. To add one: write its
 * file, and add its line to its family's list.
 */
public final class Strategies {

  private static final List<BankStrategy> ALL =
      Stream.of(
              NaiveStrategies.ALL,
              AtomicStrategies.ALL,
              PessimisticStrategies.ALL,
              OptimisticStrategies.ALL,
              IsolationStrategies.ALL,
              QueueStrategies.ALL,
              LedgerStrategies.ALL,
              JvmLockStrategies.ALL,
              OrmStrategies.ALL,
              MultiDatabaseStrategies.ALL)
          .flatMap(List::stream)
          .toList();

  private static final List<BankStrategy> CORE = ALL.stream().filter(BankStrategy::core).toList();

  private Strategies() {}

  /** All of them. */
  public static List<BankStrategy> all() {
    return ALL;
  }

  /** The few that tell the story in two minutes. */
  public static List<BankStrategy> core() {
    return CORE;
  }

  /** The strategy of that name. */
  public static Optional<BankStrategy> byName(String name) {
    return ALL.stream().filter(s -> s.name().equals(name)).findFirst();
  }
}
