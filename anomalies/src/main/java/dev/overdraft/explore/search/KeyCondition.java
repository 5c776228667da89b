package dev.overdraft.explore.search;

import dev.overdraft.explore.schema.Catalog;
import dev.overdraft.explore.schema.Table;
import dev.overdraft.explore.search.Footprint.Item;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which rows a statement's condition leaves over, where it fixes the primary key. */
final class KeyCondition {

  /** A value that is written out, as {@link Masked} text has it. */
  static final String LITERAL = "('\\d+'|-?\\d+)";

  private static final String AFTER =
      "(?=\\s*(?:$|;|\\)|::|and\\b|for\\b|order\\b|limit\\b"
          + "|returning\\b|group\\b|offset\\b|fetch\\b))";

  private static final Pattern NOT_ALL_OF =
      Pattern.compile("\\b(or|xor|not|select|case|is (?:false|unknown))\\b|\\|\\||!(?!=)");

  private final Catalog catalog;
  private final FirstRows rows;

  /** Of statements on these tables. */
  KeyCondition(Catalog catalog, FirstRows rows) {
    this.catalog = catalog;
    this.rows = rows;
  }

  /** The rows that a condition on the sole table's primary key fixes, else whole tables. */
  Set<Item> items(List<String> named, Masked sql) {
    Set<Item> tables = new HashSet<>();
    named.forEach(name -> tables.add(Item.table(name)));
    int where = sql.text().lastIndexOf(" where ");
    Optional<String> key =
        named.size() == 1 ? catalog.table(named.get(0)).flatMap(Table::soleKey) : Optional.empty();
    if (key.isEmpty() || where < 0) {
      return tables;
    }
    String condition = sql.text().substring(where + 7);
    if (NOT_ALL_OF.matcher(condition).find()) {
      return tables;
    }
    String column =
        "(?<![\\w.'])(?:\\w+\\.)?" + Pattern.quote(key.get().toLowerCase(Locale.ROOT)) + "\\s*";
    Matcher equal = Pattern.compile(column + "=\\s*" + LITERAL + AFTER).matcher(condition);
    if (equal.find()) {
      return Set.of(rows.row(named.get(0), sql.value(equal.group(1))));
    }
    Matcher list =
        Pattern.compile(
                column + "in\\s*\\(\\s*(" + LITERAL + "(?:\\s*,\\s*" + LITERAL + ")*)\\s*\\)")
            .matcher(condition);
    if (list.find()) {
      Set<Item> listed = new HashSet<>();
      Matcher literal = Pattern.compile(LITERAL).matcher(list.group(1));
      while (literal.find()) {
        listed.add(rows.row(named.get(0), sql.value(literal.group())));
      }
      return listed;
    }
    return tables;
  }
}
