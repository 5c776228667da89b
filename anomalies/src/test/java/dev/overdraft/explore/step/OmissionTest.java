package dev.overdraft.explore.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OmissionTest {

  private final Omission omission = new Omission("for update");

  @Test
  void apply_clauseInAnyCaseAndSpacing_leftOut() {
    assertThat(omission.apply("select 1 FOR\n  Update")).isEqualTo("select 1  ");
    assertThat(omission.occurred()).isTrue();
  }

  @Test
  void apply_twice_bothLeftOut() {
    assertThat(omission.apply("(select 1 for update) union (select 2 for update)"))
        .isEqualTo("(select 1  ) union (select 2  )");
  }

  @Test
  void apply_otherWords_untouched() {
    String sql = "select for_update, is_for update from t for updates for no key update";
    assertThat(omission.apply(sql)).isEqualTo(sql);
    assertThat(omission.occurred()).isFalse();
  }

  @Test
  void apply_clauseWithSymbols_takenLiterally() {
    var guard = new Omission("and balance >= 80");
    assertThat(guard.apply("update a set b = 1 where id = 1 and balance  >= 80"))
        .isEqualTo("update a set b = 1 where id = 1  ");
    assertThat(guard.apply("update a set b = 1 where id = 1 and balance >= 800"))
        .endsWith("and balance >= 800");
  }
}
