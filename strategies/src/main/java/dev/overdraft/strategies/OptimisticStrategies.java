package dev.overdraft.strategies;

import dev.overdraft.strategies.jdbc.BrokenCompareAndSwapAsPrinted;
import dev.overdraft.strategies.jdbc.BrokenCompareAndSwapTimestamp;
import dev.overdraft.strategies.jdbc.BrokenHybridAsPrinted;
import dev.overdraft.strategies.jdbc.CompareAndSwap;
import dev.overdraft.strategies.jdbc.CompareAndSwapValue;
import dev.overdraft.strategies.jdbc.HybridFixed;
import dev.overdraft.workload.bank.BankStrategy;
import java.util.List;

/** Nobody waits, and whoever comes second begins again; hybrids wait for the moment of writing. */
final class OptimisticStrategies {

  static final List<BankStrategy> ALL =
      List.of(
          BankStrategy.good(
                  "compare-and-swap",
                  "optimistic",
                  "writes only if the row's version is still the one it read, and tries again"
                      + " otherwise",
                  "naive-read-modify-write",
                  CompareAndSwap.class,
                  s -> new CompareAndSwap(s.dataSource()))
              .inCore(),
          BankStrategy.good(
              "compare-and-swap-value",
              "optimistic",
              "writes only if the balance is still the one it read",
              "compare-and-swap-timestamp",
              CompareAndSwapValue.class,
              s -> new CompareAndSwapValue(s.dataSource())),
          BankStrategy.broken(
                  "compare-and-swap-timestamp",
                  "optimistic",
                  "takes the time of the last change for a version, and the clock has seconds",
                  "compare-and-swap",
                  Claims.belowSnapshot(Claims.LOST),
                  BrokenCompareAndSwapTimestamp.class,
                  s -> new BrokenCompareAndSwapTimestamp(s.dataSource()))
              .needing(BrokenCompareAndSwapTimestamp.NEEDS)
              .shown(BankStrategy.Shown.BY_STORM),
          BankStrategy.broken(
              "compare-and-swap-as-printed",
              "optimistic",
              "compares the version and never changes it",
              "compare-and-swap",
              Claims.belowSnapshot(Claims.LOST),
              BrokenCompareAndSwapAsPrinted.class,
              s -> new BrokenCompareAndSwapAsPrinted(s.dataSource())),
          BankStrategy.good(
              "hybrid-fixed",
              "hybrid",
              "reads without a lock, then locks, compares the version and writes",
              "hybrid-as-printed",
              HybridFixed.class,
              s -> new HybridFixed(s.dataSource())),
          BankStrategy.broken(
              "hybrid-as-printed",
              "hybrid",
              "describes how to lock and compare, and writes without either",
              "hybrid-fixed",
              Claims.belowSnapshot(Claims.LOST),
              BrokenHybridAsPrinted.class,
              s -> new BrokenHybridAsPrinted(s.dataSource())));

  private OptimisticStrategies() {}
}
