package dev.overdraft.benchmarks;

import dev.overdraft.workload.bank.BankLoad;
import java.util.Locale;

/** How often two transfers meet on a row. */
public enum Contention {
  /** Everybody moves money between the same two accounts. */
  HOT(2),
  /** A thousand accounts, all equally likely. */
  UNIFORM(1000);

  private final int accounts;

  Contention(int accounts) {
    this.accounts = accounts;
  }

  /** {@code hot} or {@code uniform}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** So many accounts, so rich that nothing is ever refused. */
  BankLoad load() {
    return new BankLoad(accounts, 1_000_000_000, 0, 0);
  }

  static Contention of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
