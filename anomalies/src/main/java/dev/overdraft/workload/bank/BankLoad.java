package dev.overdraft.workload.bank;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many accounts there are, how rich, and how unevenly they are used.
 *
 * @param accounts ids 1 to this; at least 2
 * @param openingCents what each starts with, in minor units; a multiple of {@link #DENOMINATION}
 * @param skew the exponent of the Zipf distribution by which accounts are picked: 0 uniform, 1 and
 *     more a hot row
 * @param auditShare the share of operations that are audits, in percent
 */
public record BankLoad(int accounts, long openingCents, double skew, int auditShare) {

  /**
   * Every amount and every opening balance is a multiple of it, so that balances meet amounts
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
    if (openingCents < DENOMINATION || openingCents % DENOMINATION != 0) {
      throw new IllegalArgumentException(
          "an opening balance is a multiple of " + DENOMINATION + ", not " + openingCents);
    }
    if (!(skew >= 0 && skew <= 10)) {
      throw new IllegalArgumentException("skew is between 0 and 10, not " + skew);
    }
    if (auditShare < 0 || auditShare > 100) {
      throw new IllegalArgumentException("the share of audits is 0 to 100 %, not " + auditShare);
    }
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
