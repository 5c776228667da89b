package dev.overdraft.history;

import java.io.IOException;

/** A history file that cannot be read, with the place at fault and the reason. */
public final class HistoryFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long line;

  /** The line counts from 1. */
  public HistoryFormatException(long line, String reason) {
    super("line " + line + ": " + reason);
    this.line = line;
  }

  /** Line and column count from 1. */
  public HistoryFormatException(long line, long column, String reason) {
    super("line " + line + ", column " + column + ": " + reason);
    this.line = line;
  }

  /** The line at fault, from 1. */
  public long line() {
    return line;
  }
}
