package dev.overdraft.check;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The closed catalogue of what can go wrong, each with its common name, its code, a definition and
 * a source.
 */
public enum Anomaly {
  LOST_UPDATE(
      "lost update",
      "P4",
      "Two operations read the same version of a row and both wrote it; the first one's effect"
          + " vanished.",
      "Berenson et al. 1995, phenomenon P4"),
  CONSERVATION(
      "money made or lost",
      "I1",
      "The sum of all balances changed by something else than the acknowledged payments in and"
          + " out.",
      "application invariant; judged by the audit equation"),
  NO_NEGATIVE_BALANCE(
      "overdraft",
      "I2",
      "A customer account went below zero although every withdrawal checked the balance first.",
      "application invariant"),
  LEDGER_EQUALS_BALANCE(
      "ledger differs from balance",
      "I3",
      "An account's opening balance plus its entries in the transfer log is not its stored"
          + " balance.",
      "application invariant; double-entry reconciliation per account"),
  EXACTLY_ONCE(
      "not exactly once",
      "I4",
      "An acknowledged operation was not applied once and whole, or a refused one was applied.",
      "application invariant; operations joined with the transfer log"),
  CONSISTENT_AUDIT(
      "torn audit",
      "I6",
      "An audit saw what never was: one leg of a transfer without the other, a balance that nobody"
          + " committed, or an order of payments that another audit contradicts.",
      "Berenson et al. 1995, phenomenon A5A (read skew); Adya 1999, G1a and G1b");

  private final String title;
  private final String code;
  private final String definition;
  private final String source;

  Anomaly(String title, String code, String definition, String source) {
    this.title = title;
    this.code = code;
    this.definition = definition;
    this.source = source;
  }

  /** The name in files and on the command line: {@code lost-update}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The common name of what is seen when it is found. */
  public String title() {
    return title;
  }

  /** Adya's or Berenson's code, or the invariant's number. */
  public String code() {
    return code;
  }

  /** One sentence. */
  public String definition() {
    return definition;
  }

  /** Where the definition comes from. */
  public String source() {
    return source;
  }

  /** The anomaly of that {@link #id()}. */
  public static Optional<Anomaly> byId(String id) {
    return Arrays.stream(values()).filter(a -> a.id().equals(id)).findFirst();
  }
}
