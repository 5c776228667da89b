package dev.overdraft.strategies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.workload.bank.BankStrategy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What application developers write, name by name: none may be missing; further ones may join. */
class CatalogueTest {

  private static final List<String> CATALOGUE =
      List.of(
          "naive-read-modify-write",
          "check-then-decrement",
          "transactional-read-modify-write",
          "atomic-update",
          "atomic-update-check",
          "atomic-update-subquery-guard",
          "select-for-update",
          "select-for-no-key-update",
          "select-for-update-nowait",
          "skip-locked",
          "select-for-update-lazy",
          "select-for-update-unordered",
          "send-money-as-printed",
          "send-money-fixed",
          "advisory-xact",
          "advisory-early-unlock",
          "advisory-after-snapshot",
          "table-lock",
          "table-lock-late",
          "gaplock",
          "compare-and-swap",
          "compare-and-swap-value",
          "compare-and-swap-timestamp",
          "compare-and-swap-as-printed",
          "hybrid-fixed",
          "hybrid-as-printed",
          "serializable",
          "repeatable-read",
          "serializable-no-retry",
          "mixed-isolation",
          "log-sum-serializable",
          "log-sum-rc",
          "log-seq-cas",
          "log-and-total",
          "log-only-writer",
          "idempotent-insert",
          "idempotent-lookup",
          "single-writer-queue",
          "condition-action-queue",
          "queue-check-on-read",
          "two-writer-queue",
          "job-table-skip-locked",
          "queue-at-most-once",
          "queue-at-least-once",
          "single-writer-queue-redis",
          "queue-redis-at-most-once",
          "queue-redis-at-least-once",
          "jvm-lock",
          "jvm-lock-inside-tx",
          "jvm-lock-two-processes",
          "two-databases",
          "two-phase-commit",
          "outbox",
          "hibernate-naive",
          "hibernate-version",
          "hibernate-pessimistic-lock",
          "hibernate-pessimistic-lock-stale",
          "hibernate-versionless",
          "hibernate-dynamic-update",
          "hibernate-bulk-update",
          "hibernate-force-increment",
          "hibernate-optimistic-read",
          "hibernate-second-level-cache");

  @Test
  void all_everyNameOfTheCatalogueIsAStrategy() {
    assertThat(Strategies.all().stream().map(BankStrategy::name).toList()).containsAll(CATALOGUE);
  }
}
