package dev.overdraft.scenarios.money;

import java.math.BigDecimal;

/**
 * A sum that was done, and what it should have come to.
 *
 * @param technique in kebab case: {@code largest-remainder}
 * @param broken whether the technique is expected to be wrong
 * @param what was calculated
 * @param due to the last digit
 * @param came what came of it
 */
public record Calculation(
    String technique, boolean broken, String what, BigDecimal due, BigDecimal came) {

  static Calculation right(String technique, String what, String due, BigDecimal came) {
    return new Calculation(technique, false, what, new BigDecimal(due), came);
  }

  static Calculation wrong(String technique, String what, String due, BigDecimal came) {
    return new Calculation(technique, true, what, new BigDecimal(due), came);
  }

  /** Whether nothing is missing, and nothing too much. */
  public boolean exact() {
    return came.compareTo(due) == 0;
  }

  /** Whether it is as right or as wrong as is stated. */
  public boolean asExpected() {
    return exact() != broken;
  }
}
