package dev.overdraft.explore.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The functions that a statement calls.
 *
 * <p>Known to be harmless are some of the servers' own, by name alone: a function of the user's
 * with such a name is missed.
 */
public final class Functions {

  private static final Pattern CALL = Pattern.compile("([a-z_][a-z0-9_$]*)\\s*\\(");

  /** They look at what is no row, or lock it, and leave all rows as they are. */
  private static final Set<String> WITHOUT_ROWS =
      Set.of(
          "get_lock",
          "release_lock",
          "is_free_lock",
          "is_used_lock",
          "release_all_locks",
          "nextval",
          "currval",
          "lastval",
          "setval",
          "last_insert_id",
          "sleep",
          "txid_current");

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
          "union",
          "except",
          "intersect",
          "partition",
          "lateral",
          "interval",
          "having",
          "limit",
          "offset",
          "recursive",
          "concat",
          "concat_ws",
          "ifnull",
          "nvl",
          "isnull",
          "row_number",
          "rank",
          "dense_rank",
          "ntile",
          "lag",
          "lead",
          "first_value",
          "last_value",
          "string_agg",
          "group_concat",
          "json_agg",
          "jsonb_agg",
          "json_build_object",
          "jsonb_build_object",
          "to_json",
          "to_jsonb",
          "unnest",
          "generate_series",
          "floor",
          "ceil",
          "ceiling",
          "sqrt",
          "power",
          "sign",
          "random",
          "rand",
          "uuid",
          "gen_random_uuid",
          "md5",
          "left",
          "right",
          "replace",
          "position",
          "char_length",
          "octet_length",
          "date_part",
          "age",
          "date_add",
          "date_sub",
          "datediff",
          "date_format",
          "timestampdiff",
          "unix_timestamp",
          "from_unixtime",
          "clock_timestamp",
          "statement_timestamp",
          "transaction_timestamp",
          "current_timestamp",
          "current_date",
          "current_time",
          "curdate",
          "curtime",
          "sysdate",
          "convert",
          "format",
          "version",
          "database",
          "schema",
          "current_schema",
          "current_user",
          "user",
          "connection_id",
          "to_timestamp",
          "to_date",
          "to_number",
          "regexp_replace",
          "any_value",
          "every",
          "array_length",
          "cardinality",
          "returning",
          "join",
          "distinct");

  private Functions() {}

  /** The names before parentheses that are not known to be harmless; of tables too. */
  public static List<String> unknown(String skeleton) {
    List<String> names = new ArrayList<>();
    Matcher calls = CALL.matcher(skeleton);
    while (calls.find()) {
      if (!HARMLESS.contains(calls.group(1))) {
        names.add(calls.group(1));
      }
    }
    return names;
  }

  /** Whether a query may change rows by what it calls. */
  static boolean mayWrite(String skeleton) {
    return unknown(skeleton).stream()
        .anyMatch(name -> !name.startsWith("pg_") && !WITHOUT_ROWS.contains(name));
  }
}
