package dev.overdraft.explore.step;

import dev.overdraft.history.Isolation;
import java.util.Optional;

/**
 * What SQL says of the isolation level.
 *
 * @param level the level that it asks for
 * @param lasting whether for all transactions of its session from the next one on; else for one
 * @see <a href="https://www.postgresql.org/docs/18/sql-set-transaction.html">PostgreSQL 18, SET
 *     TRANSACTION</a>
 * @see <a
 *     href="https://mariadb.com/docs/server/reference/sql-statements/transactions/set-transaction">MariaDB,
 *     SET TRANSACTION</a>
 */
record LevelText(Isolation level, boolean lasting) {

  private static final String WORDS = "isolation level ";

  /** What a statement asks for, if it is about the level. */
  static Optional<LevelText> of(String sql) {
    String text = SqlText.skeleton(sql);
    int at = text.indexOf(WORDS);
    if (text.startsWith("set ") && !text.startsWith("set global ") && at > 0) {
      String level = text.substring(at + WORDS.length());
      for (Isolation known : Isolation.values()) {
        if (level.startsWith(known.sql())) {
          return Optional.of(new LevelText(known, text.startsWith("set session ")));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether it sets the level as a variable: of which transactions, depends on the server. */
  static boolean isVariable(String skeleton) {
    return skeleton.startsWith("set ")
        && skeleton.contains("isolation")
        && !skeleton.contains(WORDS);
  }
}
