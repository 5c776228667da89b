package dev.overdraft.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.target.Dialect;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The catalogue is complete, and every name in it can be found. */
class ScenariosTest {

  private static final List<String> CATALOGUE =
      List.of(
          "naive-read-modify-write",
          "check-then-blind-decrement",
          "no-real-transaction",
          "lazy-lock",
          "stale-entity-under-lock",
          "lock-after-read",
          "lock-after-snapshot",
          "unlock-before-commit",
          "lease-expiry",
          "lock-nothing",
          "phantom-under-child-lock",
          "write-skew",
          "count-then-insert",
          "subquery-guard",
          "rowcount-ignored",
          "guard-not-bumped",
          "compare-and-swap-timestamp",
          "affected-vs-matched",
          "optimistic-read-check",
          "retry-inside-tx",
          "blind-write-retry",
          "full-row-save",
          "stale-copy-check",
          "lock-order",
          "lock-upgrade",
          "gap-lock-trust",
          "serializable-no-retry",
          "mixed-isolation",
          "swallowed-error-commit",
          "checked-exception-commits",
          "label-trust",
          "torn-audit",
          "savepoint-swallow",
          "dual-commit",
          "ambiguous-commit-retry",
          "self-transfer-sign-boundary",
          "idempotency-race",
          "mixed-strategies",
          "queue-claim",
          "guard-idempotent-effect-not",
          "log-order",
          "merge-archive-race",
          "rounding",
          "merge-race",
          "payout-split");

  @Test
  void all_everyAntiPatternOfTheCatalogue_underItsNumberAndName() {
    List<String> expected =
        IntStream.range(0, CATALOGUE.size())
            .mapToObj(i -> "ap-%02d-%s".formatted(i + 1, CATALOGUE.get(i)))
            .toList();
    assertThat(Scenarios.all().stream().map(AntiPattern::name)).containsExactlyElementsOf(expected);
  }

  @Test
  void all_eachOne_breaksARuleAndSaysWhereOnPostgres() {
    for (AntiPattern each : Scenarios.all()) {
      assertThat(each.breaks()).as(each.name()).isNotEmpty();
      assertThat(each.references()).as(each.name()).isNotEmpty();
      assertThat(each.on(Dialect.POSTGRESQL)).as(each.name()).isNotEmpty();
      assertThat(each.tables()).as(each.name()).isNotEmpty();
    }
  }

  @Test
  void all_eachOne_saysWhatItComesToOnMariadb() {
    assertThat(Scenarios.all()).allMatch(ap -> !ap.on(Dialect.MARIADB).isEmpty());
  }

  @Test
  void all_chapters_inTheOrderOfTheCatalogue() {
    assertThat(Scenarios.all().stream().map(AntiPattern::chapter)).isSorted();
  }

  @Test
  void course_twelveLessons_eachOnce() {
    assertThat(Scenarios.course().stream().map(taught -> taught.lesson().number()))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
  }

  @Test
  void find_nameNumberAliasAndVariant_found() {
    assertThat(Scenarios.find("ap-12-write-skew"))
        .hasValueSatisfying(named -> assertThat(named.explicit()).isFalse());
    assertThat(found("ap-12-write-skew")).isEqualTo("ap-12-write-skew");
    assertThat(found("ap-12-write-skew.broken")).isEqualTo("ap-12-write-skew");
    assertThat(found("AP12.fixed")).isEqualTo("ap-12-write-skew.fixed");
    assertThat(found("lock-all-read")).isEqualTo("ap-12-write-skew.fixed");
    assertThat(found("ap-1")).isEqualTo("ap-01-naive-read-modify-write");
    assertThat(found("ap-01-naive-rmw")).isEqualTo("ap-01-naive-read-modify-write");
    assertThat(Scenarios.find("ap-46")).isEmpty();
    assertThat(Scenarios.find("")).isEmpty();
  }

  private static String found(String name) {
    Scenarios.Named named = Scenarios.find(name).orElseThrow();
    return named.antiPattern().name() + named.variant().suffix();
  }

  @Test
  void aliases_noneTwice() {
    List<String> aliases =
        Scenarios.all().stream().flatMap(each -> each.aliases().keySet().stream()).toList();
    assertThat(aliases).doesNotHaveDuplicates();
  }
}
