package dev.overdraft.explore.search;

import dev.overdraft.explore.schema.Catalog;
import dev.overdraft.explore.schema.Table;
import dev.overdraft.target.Dialect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables that a statement's text names, in whatever case: two that differ in case alone are
 * taken for a view, which may be anything.
 */
final class Names {

  private static final Pattern WORD = Pattern.compile("[a-z_][a-z0-9_$]*");
  private static final Pattern TARGET =
      Pattern.compile(
          "^(?:insert (?:ignore )?into|update(?: ignore| only)?|delete (?:quick )?from(?: only)?)"
              + " ([^\\s(;]+)");

  /** MariaDB's changes of whatever table of a join they like. */
  private static final Pattern JOIN =
      Pattern.compile("^update (?:(?! set ).)*(?:,| join )|^delete from .* using ");

  private final boolean joinsChange;
  private final Map<String, Table> tables = new HashMap<>();
  private final Set<String> opaque = new HashSet<>();

  Names(Catalog catalog) {
    this.joinsChange = catalog.dialect() == Dialect.MARIADB;
    catalog.views().forEach(view -> opaque.add(view.toLowerCase(Locale.ROOT)));
    for (Table table : catalog.tables().values()) {
      String name = table.name().toLowerCase(Locale.ROOT);
      if (tables.put(name, table) != null) {
        opaque.add(name);
      }
    }
  }

  /** All that are named, in that order; empty if one may be anything. */
  Optional<List<String>> in(Masked sql) {
    List<String> named = new ArrayList<>();
    Matcher words = WORD.matcher(sql.text());
    while (words.find()) {
      if (opaque.contains(words.group())) {
        return Optional.empty();
      }
      Table table = tables.get(words.group());
      if (table != null) {
        named.add(table.name());
      }
    }
    return Optional.of(named);
  }

  /** The one that is changed; empty if it is none of the schema's, or not the only one. */
  Optional<Table> target(Masked sql) {
    Matcher target = TARGET.matcher(sql.text());
    boolean others = joinsChange && JOIN.matcher(sql.text()).find();
    return target.find() && !others
        ? Optional.ofNullable(tables.get(target.group(1)))
        : Optional.empty();
  }

  /** Its first word. */
  static String first(Masked sql) {
    Matcher word = WORD.matcher(sql.text());
    return word.find() ? word.group() : "";
  }
}
