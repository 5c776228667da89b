package dev.overdraft.history;

import java.io.IOException;

/** A history file that cannot be read, with the line at fault and the reason. */
public final class HistoryFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long line;

  HistoryFormatException(long line, String reason) {
    super("line " + line + ": " + reason);
    this.line = line;
  }

  /** The line at fault, from 1. */
  public long line() {
    return line;
  }
}
