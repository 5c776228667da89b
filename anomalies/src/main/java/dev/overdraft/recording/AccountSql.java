package dev.overdraft.recording;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statement as it is sent: with our columns added where it reads or updates single rows of {@code
 * account}.
 *
 * <ul>
 *   <li>{@code select balance from account where …} also returns id, revision, writer and balance,
 *       behind the columns that were asked for, so that positions and names stay what they were;
 *   <li>{@code update account set …} also counts the revision up and leaves the writer's mark, as a
 *       first parameter, and returns the version that it made.
 * </ul>
 *
 * <p>Aggregates, joins that start elsewhere, and everything else pass unchanged.
 *
 * @param kind what can be learned from the statement's rows
 * @param text what to send
 * @param shift how many parameters of ours come before the strategy's own
 * @param returnsRows whether the strategy itself asked for rows
 */
record AccountSql(Kind kind, String text, int shift, boolean returnsRows) {

  /** Our columns: how many, always the last ones. */
  static final int COLUMNS = 4;

  enum Kind {
    READ,
    WRITE,
    OTHER
  }

  private static final String ALIAS =
      "account(?:\\s+(?:as\\s+)?(?!(?:set|where|order|for|limit|group|join|left|inner|cross|on)\\b)(\\w+))?";
  private static final Pattern SELECT =
      Pattern.compile(
          "\\s*select\\s+(.+?)\\s+from\\s+" + ALIAS + "(?=\\s|$)(.*)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern UPDATE =
      Pattern.compile(
          "\\s*update\\s+" + ALIAS + "\\s+set\\s+(.+)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern SETS =
      Pattern.compile(
          "\\b(distinct|group\\s+by|union|count\\s*\\(|sum\\s*\\(|min\\s*\\(|max\\s*\\(|avg\\s*\\()",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern RETURNING =
      Pattern.compile("\\breturning\\b", Pattern.CASE_INSENSITIVE);

  static AccountSql of(String sql) {
    Matcher select = SELECT.matcher(sql);
    if (select.matches() && !SETS.matcher(sql).find()) {
      String columns = sql.substring(select.start(1), select.end(1));
      String head = sql.substring(0, select.start(1)) + columns;
      return new AccountSql(
          Kind.READ, head + ", " + ours(select.group(2)) + sql.substring(select.end(1)), 0, true);
    }
    Matcher update = UPDATE.matcher(sql);
    if (update.matches()) {
      String alias = name(update.group(1));
      boolean returning = RETURNING.matcher(update.group(2)).find();
      String text =
          sql.substring(0, update.start(2))
              + "od_revision = "
              + alias
              + ".od_revision + 1, od_writer = ?, "
              + update.group(2)
              + (returning ? ", " : " returning ")
              + ours(update.group(1));
      return new AccountSql(Kind.WRITE, text, 1, returning);
    }
    boolean rows = sql.stripLeading().toLowerCase(Locale.ROOT).startsWith("select");
    return new AccountSql(Kind.OTHER, sql, 0, rows);
  }

  private static String ours(@Nullable String alias) {
    String a = name(alias);
    return "%s.id as od_id, %s.od_revision, %s.od_writer, %s.balance as od_balance"
        .formatted(a, a, a, a);
  }

  private static String name(@Nullable String alias) {
    return alias == null ? "account" : alias;
  }
}
