package dev.overdraft.scenarios.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class JavaMoneyTest {

  private final List<Calculation> all = JavaMoney.calculations();

  @Test
  void calculations_eachOne_asRightOrAsWrongAsStated() {
    assertThat(all).allSatisfy(each -> assertThat(each.asExpected()).as(each.what()).isTrue());
  }

  @Test
  void calculations_salami_threeCentsMissingAndNoneWithARemainder() {
    assertThat(came("salami-payout")).isEqualByComparingTo("99999.97");
    assertThat(came("carry-account")).isEqualByComparingTo("100000");
    assertThat(came("largest-remainder")).isEqualByComparingTo("100000");
  }

  @Test
  void calculations_twoLegs_roundingMakesOrLosesOne() {
    assertThat(came("half-up")).isEqualByComparingTo("201");
    assertThat(came("truncate")).isEqualByComparingTo("199");
    assertThat(came("scale-guard")).isEqualByComparingTo("200");
  }

  private BigDecimal came(String technique) {
    return all.stream()
        .filter(each -> each.technique().equals(technique))
        .findFirst()
        .orElseThrow()
        .came();
  }
}
