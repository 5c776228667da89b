package dev.overdraft.workload.bank;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many accounts there are, how rich, and how unevenly they are used.
 *
 * @param accounts ids 1 to this; at least 2
 * @param openingCents what each starts with, in minor units; a multiple of the {@linkplain
 *     Amounts#denomination() denomination}
 * @param skew the exponent of the Zipf distribution by which accounts are picked: 0 uniform, 1 and
 *     more a hot row
 * @param auditShare the share of operations that are audits, in percent
 * @param amounts what amounts are moved
 */
public record BankLoad(
    int accounts, long openingCents, double skew, int auditShare, Amounts amounts) {

  /**
   * Every round amount and its opening balance is a multiple of it, so that balances meet amounts
   * exactly.
   */
  public static final long DENOMINATION = 10;

  /** The most accounts a load may have. */
  public static final int MAX_ACCOUNTS = 1_000_000;

  public BankLoad {
    if (accounts < 2 || accounts > MAX_ACCOUNTS) {
      throw new IllegalArgumentException(
          "a bank has 2 to " + MAX_ACCOUNTS + " accounts, not " + accounts);
    }
    long denomination = amounts.denomination();
    if (openingCents < denomination || openingCents % denomination != 0) {
      throw new IllegalArgumentException(
          "an opening balance is a multiple of " + denomination + ", not " + openingCents);
    }
    if (openingCents > Long.MAX_VALUE / 4 / accounts) {
      throw new IllegalArgumentException(
          "%d accounts of %d each are more money than can be counted"
              .formatted(accounts, openingCents));
    }
    if (!(skew >= 0 && skew <= 10)) {
      throw new IllegalArgumentException("skew is between 0 and 10, not " + skew);
    }
    if (auditShare < 0 || auditShare > 100) {
      throw new IllegalArgumentException("the share of audits is 0 to 100 %, not " + auditShare);
    }
  }

  /** One whose amounts are round. */
  public BankLoad(int accounts, long openingCents, double skew, int auditShare) {
    this(accounts, openingCents, skew, auditShare, Amounts.ROUND);
  }

  /** Every account's opening balance, by id. */
  public Map<Long, Long> opening() {
    Map<Long, Long> opening = new LinkedHashMap<>();
    for (long id = 1; id <= accounts; id++) {
      opening.put(id, openingCents);
    }
    return opening;
  }
}
