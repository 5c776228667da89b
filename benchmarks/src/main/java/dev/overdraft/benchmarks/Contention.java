package dev.overdraft.benchmarks;

import dev.overdraft.workload.bank.BankLoad;
import java.util.List;
import java.util.stream.Stream;

/** How often two transfers meet on a row. */
public enum Contention {
  /** Everybody moves money between the same two accounts. */
  HOT(2, "hot"),
  /** Some of eight workers meet. */
  EIGHT(8, "accounts-8"),
  /** Few do. */
  SIXTY_FOUR(64, "accounts-64"),
  /** A thousand accounts, all equally likely. */
  UNIFORM(1000, "uniform");

  private final int accounts;
  private final String word;

  Contention(int accounts, String word) {
    this.accounts = accounts;
    this.word = word;
  }

  /** The two ends; what lies between them is for charts. */
  public static List<Contention> ends() {
    return List.of(HOT, UNIFORM);
  }

  /** {@code hot}, {@code uniform}, or how many accounts there are: {@code accounts-8}. */
  public String word() {
    return word;
  }

  /** So many accounts, so rich that nothing is ever refused. */
  BankLoad load() {
    return new BankLoad(accounts, 1_000_000_000, 0, 0);
  }

  static Contention of(String word) {
    return Stream.of(values())
        .filter(each -> each.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no contention '" + word + "'"));
  }
}
