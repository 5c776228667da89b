package dev.overdraft.explore.search;

import java.util.Collection;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The columns that an UPDATE sets, as far as it can be told: rather one too many.
 *
 * @param text what stands before its condition, without what is in parentheses
 */
record Assignments(String text) {

  private static final Pattern INNERMOST = Pattern.compile("\\([^()]*\\)");

  /** Columns set together stood in parentheses. */
  private static final Pattern TOGETHER = Pattern.compile("(\\bset|,)\\s*=");

  static Assignments of(Masked sql) {
    String outer = sql.text();
    for (String inner = ""; !inner.equals(outer); ) {
      inner = outer;
      outer = INNERMOST.matcher(inner).replaceAll("");
    }
    int where = outer.indexOf(" where ");
    return new Assignments(where < 0 ? outer : outer.substring(0, where));
  }

  /** Whether one of these columns may be set. */
  boolean meet(Collection<String> columns) {
    return columns.stream().anyMatch(this::sets)
        || (!columns.isEmpty() && TOGETHER.matcher(text).find());
  }

  private boolean sets(String column) {
    String name = "(?<!\\w)" + Pattern.quote(column.toLowerCase(Locale.ROOT)) + "\\s*=";
    return Pattern.compile(name).matcher(text).find();
  }
}
