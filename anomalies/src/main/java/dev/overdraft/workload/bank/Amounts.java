package dev.overdraft.workload.bank;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What amounts a bank is asked to move. */
public enum Amounts {
  /**
   * Small multiples of one denomination, so that an account is emptied exactly again and again: a
   * guard is wrong at its boundary first.
   */
  ROUND(0),
  /**
   * The same multiples of a denomination that is 2^40 times as large, each with a random tag of 40
   * bits. A balance then names the payments that made it up, and what is missing from one tells
   * which were lost, where nothing but balances is recorded.
   */
  FINGERPRINT(40);

  private final int tagBits;

  Amounts(int tagBits) {
    this.tagBits = tagBits;
  }

  /** {@code round} or {@code fingerprint}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The amounts of that name. */
  public static Optional<Amounts> of(String word) {
    return Arrays.stream(values()).filter(amounts -> amounts.word().equals(word)).findFirst();
  }

  /** Bits at the low end of each amount that are drawn at random. */
  int tagBits() {
    return tagBits;
  }

  /** What amounts and opening balances are multiples of, but for the tag. */
  public long denomination() {
    return BankLoad.DENOMINATION << tagBits;
  }
}
