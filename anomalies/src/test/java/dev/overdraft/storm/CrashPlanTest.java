package dev.overdraft.storm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overdraft.history.Operation;
import dev.overdraft.workload.bank.Crash;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CrashPlanTest {

  private static final String POINT = "between the two commits";

  private static List<Long> crashes(CrashPlan plan, String point) {
    return LongStream.range(0, 800).boxed().filter(id -> dies(plan, point, id)).toList();
  }

  private static boolean dies(CrashPlan plan, String point, long id) {
    try {
      plan.at(point, new Operation.Deposit(id, 1, 10));
      return false;
    } catch (Crash died) {
      return true;
    }
  }

  @Test
  void at_sameSeed_sameOperationsDieWhateverTheOrder() {
    List<Long> first = crashes(CrashPlan.of(42), POINT);
    CrashPlan again = CrashPlan.of(42);
    assertThat(
            LongStream.rangeClosed(1, 800).map(n -> 800 - n).filter(id -> dies(again, POINT, id)))
        .containsExactlyInAnyOrderElementsOf(first);
    assertThat(first).hasSizeBetween(50, 150);
  }

  @Test
  void at_otherSeedOrOtherPoint_othersDie() {
    List<Long> first = crashes(CrashPlan.of(42), POINT);
    assertThat(crashes(CrashPlan.of(43), POINT)).isNotEqualTo(first);
    assertThat(crashes(CrashPlan.of(42), "after both were prepared")).isNotEqualTo(first);
  }

  @Test
  void at_whoeverStartsAgain_getsBy() {
    CrashPlan plan = CrashPlan.of(42);
    assertThat(crashes(plan, POINT)).isNotEmpty();
    assertThat(crashes(plan, POINT)).isEmpty();
  }

  @Test
  void at_noPlan_nobodyDies() {
    assertThat(crashes(CrashPlan.none(), POINT)).isEmpty();
  }

  @Test
  void at_death_saysWhere() {
    long first = crashes(CrashPlan.of(42), POINT).get(0);
    assertThatThrownBy(() -> CrashPlan.of(42).at(POINT, new Operation.Deposit(first, 1, 10)))
        .isInstanceOf(Crash.class)
        .hasMessageContaining(POINT);
  }
}
