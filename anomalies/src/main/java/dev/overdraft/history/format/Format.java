package dev.overdraft.history.format;

import java.util.Locale;

/** How a history is written down. */
public enum Format {
  /** Jepsen's: a map an operation, one after the other or in one vector. */
  EDN("EDN"),
  /** The same as JSON: an array of objects, or one object after the other. */
  JSON("JSON"),
  /** {@code r(key,value,session,transaction)} and {@code w(…)}, one a line. */
  TEXT("plain text"),
  /** Overdraft's own: JSON objects, a line each, sorted by time and not by place. */
  OVERDRAFT("Overdraft's JSON Lines");

  private final String title;

  Format(String title) {
    this.title = title;
  }

  /** For people. */
  public String title() {
    return title;
  }

  /** {@code edn}, {@code json}, {@code text}, {@code overdraft}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
