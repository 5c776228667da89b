package dev.overdraft.recording;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A statement as it is sent: with our columns added where it reads or updates single rows of {@code
 * account}.
 *
 * <ul>
 *   <li>{@code select balance from account where …} also returns id, revision, writer and balance,
 *       behind the columns that were asked for, so that positions and names stay what they were;
 *   <li>{@code update account set …} also counts the revision up and leaves the writer's mark, as a
 *       first parameter, and returns the version that it made, where the engine can.
 * </ul>
 *
 * <p>Everything else passes unchanged, and so does whatever we are not sure of: aggregates and
 * functions that may be some, subqueries in the select list, joins that start elsewhere or that
 * leave out our row, several statements in one text. A read that is not recorded shows less; a
 * statement that we broke would show what is not there.
 *
 * @param kind what can be learned from the statement's rows
 * @param text what to send
 * @param shift how many parameters of ours come before the strategy's own
 * @param returnsRows whether the strategy itself asked for rows
 * @param ids where the engine returns no rows from an update: which of the strategy's own
 *     parameters, from 1, are the ids of all rows that it can have updated; empty if that cannot be
 *     told
 */
record AccountSql(Kind kind, String text, int shift, boolean returnsRows, List<Integer> ids) {

  /** Our columns: how many, always the last ones. */
  static final int COLUMNS = 4;

  enum Kind {
    READ,
    WRITE,
    OTHER
  }

  private static final String AFTER_TABLE =
      "(?:where|order|for|limit|offset|fetch|group|having|window|union|intersect|except"
          + "|join|left|right|full|inner|cross|natural|tablesample)\\b";
  private static final String ALIAS =
      "account(?:\\s+(?:as\\s+)?(?!set\\b|on\\b|" + AFTER_TABLE + ")(\\w+))?";
  private static final Pattern SELECT =
      Pattern.compile(
          "\\s*select\\s+(.+?)\\s+from\\s+"
              + ALIAS
              + "(?=\\s*(?:$|[;,])|\\s+"
              + AFTER_TABLE
              + ")(.*)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern UPDATE =
      Pattern.compile(
          "\\s*update\\s+" + ALIAS + "\\s+set\\s+(.+)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern NOT_ROW_BY_ROW =
      Pattern.compile(
          "\\b(?:distinct|into|group|having|window|union|intersect|except|right|full)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern CALL =
      Pattern.compile("(\\w*)\\s*\\((?:\\s*(select|with|values)\\b)?", Pattern.CASE_INSENSITIVE);
  private static final Set<String> OF_ONE_ROW =
      Set.of("", "coalesce", "nullif", "greatest", "least", "abs", "round", "cast", "numeric");
  private static final Pattern RETURNING =
      Pattern.compile("\\breturning\\b", Pattern.CASE_INSENSITIVE);

  private static final Pattern WHERE = Pattern.compile("\\bwhere\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern OR = Pattern.compile("\\bor\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern BY_ID =
      Pattern.compile(
          "(?:\\w+\\.)?\\bid\\s*(?:=\\s*\\?|in\\s*\\(\\s*\\?(?:\\s*,\\s*\\?)*\\s*\\))",
          Pattern.CASE_INSENSITIVE);

  /** For an engine whose updates can return rows. */
  static AccountSql of(String sql) {
    return of(sql, true);
  }

  /**
   * A statement as it is sent.
   *
   * @param returning whether the engine's updates can return rows
   */
  static AccountSql of(String sql, boolean returning) {
    Optional<String> outline = Outline.of(sql);
    return outline
        .flatMap(o -> select(sql, o))
        .or(() -> outline.flatMap(o -> returning ? update(sql, o) : plainUpdate(sql, o)))
        .orElseGet(() -> unchanged(sql));
  }

  /** The statement as it is. */
  static AccountSql unchanged(String sql) {
    boolean rows = sql.stripLeading().toLowerCase(Locale.ROOT).startsWith("select");
    return new AccountSql(Kind.OTHER, sql, 0, rows, List.of());
  }

  private static Optional<AccountSql> select(String sql, String outline) {
    String top = Outline.top(outline);
    Matcher select = SELECT.matcher(top);
    if (!select.matches() || NOT_ROW_BY_ROW.matcher(top).find()) {
      return Optional.empty();
    }
    int columnsEnd = select.end(1);
    Matcher call = CALL.matcher(outline).region(select.start(1), columnsEnd);
    while (call.find()) {
      boolean known = OF_ONE_ROW.contains(call.group(1).toLowerCase(Locale.ROOT));
      if (!known || call.group(2) != null) {
        return Optional.empty();
      }
    }
    String ours = ", " + ours(alias(sql, select, 2));
    return Optional.of(
        new AccountSql(
            Kind.READ,
            sql.substring(0, columnsEnd) + ours + sql.substring(columnsEnd),
            0,
            true,
            List.of()));
  }

  private static Optional<AccountSql> update(String sql, String outline) {
    String top = Outline.top(outline);
    Matcher update = UPDATE.matcher(top);
    if (!update.matches()) {
      return Optional.empty();
    }
    String alias = alias(sql, update, 1);
    int sets = update.start(2);
    int end = Outline.end(outline);
    boolean returning = RETURNING.matcher(top).region(sets, end).find();
    String text =
        marked(sql, alias, sets, end)
            + (returning ? ", " : " returning ")
            + ours(alias)
            + sql.substring(end);
    return Optional.of(new AccountSql(Kind.WRITE, text, 1, returning, List.of()));
  }

  private static String marked(String sql, String alias, int sets, int end) {
    return sql.substring(0, sets)
        + "od_revision = "
        + alias
        + ".od_revision + 1, od_writer = ?, "
        + sql.substring(sets, end);
  }

  /** Where an update returns no rows, they are read back: by their ids, if it names those. */
  private static Optional<AccountSql> plainUpdate(String sql, String outline) {
    String top = Outline.top(outline);
    Matcher update = UPDATE.matcher(top);
    int end = Outline.end(outline);
    if (!update.matches() || RETURNING.matcher(top).region(update.start(2), end).find()) {
      return Optional.empty();
    }
    String text = marked(sql, alias(sql, update, 1), update.start(2), end) + sql.substring(end);
    return Optional.of(new AccountSql(Kind.WRITE, text, 1, false, ids(outline, top)));
  }

  private static List<Integer> ids(String outline, String top) {
    Matcher where = WHERE.matcher(top);
    if (!where.find() || OR.matcher(top).region(where.end(), top.length()).find()) {
      return List.of();
    }
    Matcher byId = BY_ID.matcher(outline).region(where.end(), outline.length());
    if (!byId.find() || top.charAt(byId.start()) != outline.charAt(byId.start())) {
      return List.of();
    }
    int before = count(outline.substring(0, byId.start()));
    return IntStream.rangeClosed(1, count(byId.group())).map(n -> before + n).boxed().toList();
  }

  private static int count(String text) {
    return Math.toIntExact(text.chars().filter(c -> c == '?').count());
  }

  /** Reads versions back by the writer's mark, and by as many ids, where those are known. */
  static String readBack(int ids) {
    String byId = ids == 0 ? "" : " and id in (?" + ", ?".repeat(ids - 1) + ")";
    return "select id, od_revision, od_writer, balance from account where od_writer = ?" + byId;
  }

  private static String ours(String row) {
    return "%s.id as od_id, %s.od_revision, %s.od_writer, %s.balance as od_balance"
        .formatted(row, row, row, row);
  }

  /** What the row is called; from the text itself, since a quoted name is blank in the outline. */
  private static String alias(String sql, Matcher matcher, int group) {
    @Nullable String named = matcher.group(group);
    return named == null ? "account" : sql.substring(matcher.start(group), matcher.end(group));
  }
}
