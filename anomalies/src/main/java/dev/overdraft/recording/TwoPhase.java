package dev.overdraft.recording;

import java.util.regex.Pattern;

/** What a statement's text does to a transaction that is committed in two phases. */
enum TwoPhase {
  /** Nothing. */
  NONE(""),
  /** PostgreSQL's: the transaction is no longer this connection's. */
  PREPARES("prepare\\s+transaction\\b"),
  /** MariaDB's: the transaction takes no more statements, and waits to be prepared. */
  ENDS_WORK("xa\\s+end\\b"),
  /** MariaDB's: prepared, or committed; either way as it was when its work had ended. */
  HANDS_OVER("xa\\s+(?:prepare|commit)\\b"),
  /** MariaDB's: undone. */
  ROLLS_BACK("xa\\s+rollback\\b");

  private final Pattern text;

  TwoPhase(String text) {
    this.text = Pattern.compile("\\s*" + text, Pattern.CASE_INSENSITIVE);
  }

  static TwoPhase of(String sql) {
    for (TwoPhase each : values()) {
      if (each != NONE && each.text.matcher(sql).lookingAt()) {
        return each;
      }
    }
    return NONE;
  }
}
