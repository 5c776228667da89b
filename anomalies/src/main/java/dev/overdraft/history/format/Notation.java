package dev.overdraft.history.format;

/** The two ways to write an event down that other tools read. */
public enum Notation {
  /** Keywords and commas that are white space. */
  EDN,
  /** Strings for keywords. */
  JSON
}
