package dev.overdraft.recording;

import java.util.regex.Pattern;

/**
 * What the first words of a statement tell of it, behind whatever may stand before them: comments,
 * which Hibernate and tracing libraries put there, parentheses, and the braces of a JDBC call
 * escape, {@code {? = call …}}.
 *
 * <p>Limit: a comment within a comment ends where the inner one does.
 */
final class FirstWords {

  private static final String BEFORE = "(?:[\\s({]|\\?\\s*=|--[^\\n\\r]*+|/\\*.*?\\*/)*+";

  private static final Pattern WORK =
      pattern(
          "(?:select|insert|update|delete|merge|replace|with|values|call|do|execute|lock|table)\\b");

  private static final Pattern PLAIN_READ = pattern("select\\b[^(]*+$");

  private static final Pattern COMMIT = pattern("commit\\b(?!\\s+prepared\\b)");

  private static final Pattern COMMIT_PREPARED = pattern("(?:commit\\s+prepared|xa\\s+commit)\\b");

  private FirstWords() {}

  private static Pattern pattern(String words) {
    return Pattern.compile(BEFORE + words, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  /** Whether it reads or changes rows, and neither ends a transaction nor goes back in it. */
  static boolean isWork(String sql) {
    return WORK.matcher(sql).lookingAt();
  }

  /** What has been sent with it: whether it may have committed something when it fails. */
  static OperationLog.Sent sent(String sql, boolean autocommit) {
    if (COMMIT.matcher(sql).lookingAt()) {
      return OperationLog.Sent.COMMIT;
    }
    boolean commits =
        COMMIT_PREPARED.matcher(sql).lookingAt()
            || (autocommit && !isPlainRead(sql) && (sql.isEmpty() || isWork(sql)));
    return commits ? OperationLog.Sent.AUTOCOMMIT_WRITE : OperationLog.Sent.STATEMENT;
  }

  /** Whether it surely changes nothing: a query that calls no function. */
  static boolean isPlainRead(String sql) {
    return PLAIN_READ.matcher(sql).lookingAt();
  }
}
