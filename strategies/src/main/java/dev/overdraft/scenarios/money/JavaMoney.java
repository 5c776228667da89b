package dev.overdraft.scenarios.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Sums in Java.
 *
 * <p>A double holds halves, quarters, eighths …, and no tenth. A decimal holds what it is given, if
 * it is given a string, and has to be told what to do with what it cannot hold. Minor units are
 * whole numbers, and the question of the remainder is asked by every division.
 *
 * @see <a href="https://github.com/pirate/django-concurrency-talk">Nick Sweeting, Database
 *     Integrity in Django: S1 to S4</a>
 */
public final class JavaMoney {

  private static final int TRANSFERS = 100;
  private static final BigDecimal HALF_A_CENT = new BigDecimal("0.005");

  private JavaMoney() {}

  /** All of them, in the order of the story. */
  public static List<Calculation> calculations() {
    List<Calculation> all = new ArrayList<>();
    all.addAll(types());
    all.addAll(twoLegs());
    all.addAll(salami());
    return List.copyOf(all);
  }

  // The mistake is the point here.
  @SuppressWarnings("BigDecimalLiteralDouble")
  private static List<Calculation> types() {
    double dimes = 0;
    for (int i = 0; i < 10; i++) {
      dimes += 0.1;
    }
    return List.of(
        Calculation.wrong("float-balance", "0.1 + 0.2", "0.3", new BigDecimal(0.1 + 0.2)),
        Calculation.wrong("float-balance", "ten times 0.1", "1", new BigDecimal(dimes)),
        Calculation.wrong(
            "float-balance", "new BigDecimal(0.1), not of a string", "0.1", new BigDecimal(0.1)),
        Calculation.right(
            "decimal-balance",
            "0.1 + 0.2",
            "0.3",
            new BigDecimal("0.1").add(new BigDecimal("0.2"))),
        Calculation.right(
            "decimal-balance",
            "0.35 + 100.15",
            "100.50",
            new BigDecimal("0.35").add(new BigDecimal("100.15"))),
        Calculation.right("minor-units", "10 + 20, in cents", "0.3", cents(10L + 20L)));
  }

  private static List<Calculation> twoLegs() {
    String what = "100 transfers of 0.005 between 100.00 and 100.00, each leg rounded ";
    return List.of(
        Calculation.wrong("half-up", what + "half up", "200", transfers(RoundingMode.HALF_UP, 0)),
        Calculation.right(
            "half-even", what + "half even", "200", transfers(RoundingMode.HALF_EVEN, 0)),
        Calculation.wrong(
            "half-even",
            "the same half even, the second account at 100.01",
            "200.01",
            transfers(RoundingMode.HALF_EVEN, 1)),
        Calculation.wrong("truncate", what + "down", "200", transfers(RoundingMode.DOWN, 0)),
        Calculation.right(
            "scale-guard",
            "the same, amounts of more than two places refused",
            "200",
            guardedTransfers()));
  }

  private static BigDecimal transfers(RoundingMode mode, long centsMore) {
    BigDecimal payer = cents(10_000);
    BigDecimal payee = cents(10_000 + centsMore);
    for (int i = 0; i < TRANSFERS; i++) {
      payer = payer.subtract(HALF_A_CENT).setScale(2, mode);
      payee = payee.add(HALF_A_CENT).setScale(2, mode);
    }
    return payer.add(payee);
  }

  private static BigDecimal guardedTransfers() {
    BigDecimal payer = cents(10_000);
    BigDecimal payee = cents(10_000);
    for (int i = 0; i < TRANSFERS; i++) {
      if (HALF_A_CENT.stripTrailingZeros().scale() <= 2) {
        payer = payer.subtract(HALF_A_CENT);
        payee = payee.add(HALF_A_CENT);
      }
    }
    return payer.add(payee);
  }

  /** 100,000 among seven. */
  private static List<Calculation> salami() {
    BigDecimal pot = new BigDecimal("100000.00");
    BigDecimal seven = new BigDecimal(7);
    BigDecimal share = pot.divide(seven, 2, RoundingMode.HALF_UP);
    BigDecimal paid = share.multiply(seven);
    BigDecimal carried = pot.subtract(paid);
    long left = pot.movePointRight(2).longValueExact() % 7;
    BigDecimal handedOut = BigDecimal.ZERO;
    for (int i = 0; i < 7; i++) {
      long own = pot.movePointRight(2).longValueExact() / 7 + (i < left ? 1 : 0);
      handedOut = handedOut.add(cents(own));
    }
    BigDecimal halfUp = new BigDecimal("0.005").setScale(2, RoundingMode.HALF_UP);
    return List.of(
        Calculation.wrong("salami-payout", "100000 / 7, rounded, seven times", "100000", paid),
        Calculation.wrong("salami-payout", "0.01 / 2, half up, twice", "0.01", halfUp.add(halfUp)),
        Calculation.right(
            "carry-account",
            "100000 / 7, the remainder on an account",
            "100000",
            paid.add(carried)),
        Calculation.right(
            "largest-remainder", "100000 / 7, a cent more for the first", "100000", handedOut));
  }

  private static BigDecimal cents(long cents) {
    return BigDecimal.valueOf(cents, 2);
  }
}
