package dev.overdraft.strategies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Claim;
import dev.overdraft.history.Isolation;
import dev.overdraft.workload.bank.BankStrategy;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StrategiesTest {

  @Test
  void all_namesAreUniqueKebabCase() {
    assertThat(Strategies.all().stream().map(BankStrategy::name))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.matches("[a-z]+(-[a-z]+)*"));
  }

  @Test
  void all_twinIsOfTheOtherKind() {
    for (BankStrategy strategy : Strategies.all()) {
      assertThat(Strategies.byName(strategy.twin()))
          .as("the twin of " + strategy.name())
          .hasValueSatisfying(twin -> assertThat(twin.kind()).isNotEqualTo(strategy.kind()));
    }
  }

  @Test
  void all_brokenOnesSayBrokenInTheirClassName() {
    for (BankStrategy strategy : Strategies.all()) {
      boolean broken = strategy.kind() == BankStrategy.Kind.BROKEN;
      assertThat(strategy.type().getSimpleName().startsWith("Broken"))
          .as(strategy.name())
          .isEqualTo(broken);
    }
  }

  @Test
  void claims_atTheirOwnLevel_goodOnesShowNothingAndEveryAnomalyHasAControl() {
    Set<Anomaly> controlled = EnumSet.noneOf(Anomaly.class);
    for (BankStrategy strategy : Strategies.all()) {
      var claims = strategy.claims().apply(strategy.isolation());
      assertThat(claims.keySet()).containsExactlyInAnyOrder(Anomaly.values());
      if (strategy.kind() == BankStrategy.Kind.GOOD) {
        assertThat(claims.values()).as(strategy.name()).doesNotContain(Claim.MUST);
        assertThat(claims).as(strategy.name()).containsEntry(Anomaly.CONSERVATION, Claim.MUST_NOT);
        assertThat(claims)
            .as(strategy.name())
            .containsEntry(Anomaly.NO_NEGATIVE_BALANCE, Claim.MUST_NOT)
            .containsEntry(Anomaly.EXACTLY_ONCE, Claim.MUST_NOT);
      } else {
        claims.forEach((anomaly, claim) -> add(controlled, anomaly, claim));
      }
    }
    assertThat(controlled).containsExactlyInAnyOrder(Anomaly.values());
  }

  @Test
  void claims_atTheirOwnLevel_brokenOnesShowSomethingUnlessOnlySchedulesCatchThem() {
    for (BankStrategy strategy : Strategies.all()) {
      if (strategy.kind() == BankStrategy.Kind.BROKEN) {
        boolean bySchedule = strategy.shown() == BankStrategy.Shown.BY_EXPLORER;
        assertThat(strategy.claims().apply(strategy.isolation()).containsValue(Claim.MUST))
            .as(strategy.name())
            .isNotEqualTo(bySchedule);
      }
    }
  }

  @Test
  void core_isTheStoryInTwoMinutes() {
    assertThat(Strategies.core().stream().map(BankStrategy::name))
        .containsExactly(
            "naive-read-modify-write",
            "check-then-decrement",
            "atomic-update",
            "select-for-update",
            "compare-and-swap",
            "serializable",
            "single-writer-queue",
            "hibernate-naive",
            "hibernate-version",
            "hibernate-pessimistic-lock");
  }

  private static void add(Set<Anomaly> controlled, Anomaly anomaly, Claim claim) {
    if (claim == Claim.MUST) {
      controlled.add(anomaly);
    }
  }

  @Test
  void claims_everyLevel_everyStrategyHasSome() {
    for (BankStrategy strategy : Strategies.all()) {
      for (Isolation level : Isolation.values()) {
        assertThat(strategy.claims().apply(level)).as(strategy.name()).isNotEmpty();
      }
    }
  }
}
