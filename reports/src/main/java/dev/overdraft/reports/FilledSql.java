package dev.overdraft.reports;

import dev.overdraft.check.Witness;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A step's statement with those of its parameters filled in that its row tells: which account it
 * is, and what a write that sets the balance set it to. A history keeps rows and no parameters, so
 * all others stay question marks.
 */
final class FilledSql {

  /** The one key of the statement, at its end or before further conditions. */
  private static final Pattern KEY =
      Pattern.compile("(\\bwhere (?:\\w+\\.)?id = )\\?", Pattern.CASE_INSENSITIVE);

  private static final Pattern BALANCE =
      Pattern.compile("(\\bset balance = )\\?(?=\\s*(?:,|where\\b))", Pattern.CASE_INSENSITIVE);

  private FilledSql() {}

  static String of(Witness.Step step) {
    Matcher row = HtmlLanes.VERSION.matcher(step.text());
    if (!row.matches()) {
      return step.sql();
    }
    String sql = KEY.matcher(step.sql()).replaceFirst("$1" + row.group(1));
    return step.kind().equals("write")
        ? BALANCE.matcher(sql).replaceFirst("$1" + row.group(3))
        : sql;
  }
}
