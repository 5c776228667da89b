package dev.overdraft.explore.search;

import dev.overdraft.explore.schema.Catalog;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a statement calls functions that may touch what its text does not show.
 *
 * <p>Known to be harmless are some of the server's own, by name alone: a function of the user's
 * with such a name is missed.
 */
final class Calls {

  private static final Pattern CALL = Pattern.compile("([a-z_][a-z0-9_$]*)\\s*\\(");
  private static final Set<String> HARMLESS =
      Set.of(
          "in",
          "values",
          "exists",
          "any",
          "all",
          "some",
          "and",
          "or",
          "not",
          "on",
          "using",
          "over",
          "from",
          "where",
          "select",
          "as",
          "by",
          "set",
          "when",
          "then",
          "else",
          "case",
          "filter",
          "count",
          "sum",
          "max",
          "min",
          "avg",
          "coalesce",
          "greatest",
          "least",
          "abs",
          "now",
          "lower",
          "upper",
          "nullif",
          "round",
          "cast",
          "array_agg",
          "bool_and",
          "bool_or",
          "mod",
          "length",
          "trim",
          "substring",
          "date_trunc",
          "extract",
          "to_char",
          "numeric",
          "varchar",
          "decimal",
          "char",
          "array",
          "row",
          "conflict",
          "into",
          "returning",
          "join",
          "distinct");

  private final Catalog catalog;

  /** Of statements on these tables, whose names may stand before a parenthesis too. */
  Calls(Catalog catalog) {
    this.catalog = catalog;
  }

  /** Whether there is one that is not known to be harmless. */
  boolean areUnknown(String skeleton) {
    Matcher calls = CALL.matcher(skeleton);
    while (calls.find()) {
      String name = calls.group(1);
      if (!HARMLESS.contains(name) && catalog.table(name).isEmpty() && !isAlias(skeleton, name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAlias(String skeleton, String name) {
    return skeleton.startsWith("insert into " + name);
  }
}
