package dev.overdraft.explore.search;

import dev.overdraft.explore.schema.Catalog;
import dev.overdraft.explore.schema.State;
import dev.overdraft.explore.schema.Table;
import dev.overdraft.explore.search.Footprint.Item;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The footprint that a statement's text shows: by its first word, the tables that it names, and the
 * rows that its condition fixes. Foreign keys and unique columns are looked up; a view, a trigger
 * or an unknown function may touch everything.
 */
final class SqlFootprint {

  private static final Pattern CHANGES = Pattern.compile("\\b(insert|update|delete|merge)\\b");
  private static final Pattern LOCKS = Pattern.compile("\\bfor (no key )?update\\b");
  private static final Pattern SHARES =
      Pattern.compile("\\bfor (key )?share\\b|\\block in share mode\\b");
  private static final Pattern INSERT =
      Pattern.compile("(?s)^insert into \\S+?\\s*\\(([^)]*)\\)\\s*values\\s*\\(([^()]*)\\)(.*)$");
  private static final Pattern UPSERT =
      Pattern.compile("\\b(?:do update set|on duplicate key update)\\b");
  private static final String KEYS = " keys";
  private static final String UNIQUE = " unique";

  private final Catalog catalog;
  private final Names names;
  private final Calls calls;
  private final FirstRows rows;
  private final KeyCondition conditions;

  /** Of statements on these tables, in schedules that begin with these rows. */
  SqlFootprint(Catalog catalog, State start) {
    this.catalog = catalog;
    this.names = new Names(catalog);
    this.calls = new Calls(catalog);
    this.rows = new FirstRows(catalog, start);
    this.conditions = new KeyCondition(catalog, rows);
  }

  /** Of a statement with its values in it. */
  Footprint of(String text) {
    Masked sql = Masked.of(text, catalog.dialect());
    if (!sql.certain()) {
      return Footprint.ALL;
    }
    Optional<List<String>> named = names.in(sql);
    if (named.isEmpty() || calls.areUnknown(sql.text())) {
      return Footprint.ALL;
    }
    return switch (Names.first(sql)) {
      case "select", "table", "values", "with" -> query(sql, named.get());
      case "insert", "update", "delete" ->
          names
              .target(sql)
              .filter(table -> !table.hooked())
              .map(table -> change(sql, table, named.get()))
              .orElse(Footprint.ALL);
      default -> Footprint.ALL;
    };
  }

  private Footprint change(Masked sql, Table table, List<String> named) {
    Set<Item> items = conditions.items(named, sql);
    return switch (Names.first(sql)) {
      case "insert" -> insert(sql, table, named);
      case "update" -> update(sql, table, items);
      default -> delete(table, items);
    };
  }

  private Footprint query(Masked sql, List<String> named) {
    String skeleton = sql.text();
    Set<Item> items = conditions.items(named, sql);
    if (CHANGES.matcher(LOCKS.matcher(skeleton).replaceAll("")).find()) {
      return Footprint.ALL;
    }
    if (LOCKS.matcher(skeleton).find()) {
      // Other tables of a join are locked too, unless OF says otherwise: rounded up.
      Set<Item> locked = new HashSet<>(items);
      if (!skeleton.contains("for no key update")) {
        // FOR UPDATE keeps out the foreign keys that point here too.
        named.stream().filter(this::isParent).forEach(table -> locked.add(keysOf(table)));
      }
      return new Footprint(items, Set.of(), locked, readsLocks(skeleton));
    }
    if (SHARES.matcher(skeleton).find()) {
      return new Footprint(items, items, Set.of(), readsLocks(skeleton));
    }
    return new Footprint(items, Set.of(), Set.of(), named.isEmpty() && skeleton.contains(" from "));
  }

  private boolean isParent(String name) {
    return catalog.table(name).filter(table -> !table.children().isEmpty()).isPresent();
  }

  /** NOWAIT and SKIP LOCKED see locks, not only rows. */
  private static boolean readsLocks(String skeleton) {
    return skeleton.contains("nowait") || skeleton.contains("skip locked");
  }

  private Footprint insert(Masked sql, Table table, List<String> named) {
    List<String> others = new ArrayList<>(named);
    others.remove(table.name());
    Set<Item> reads = new HashSet<>();
    others.forEach(other -> reads.add(Item.table(other)));
    Set<Item> shares = new HashSet<>();
    table.parents().forEach(foreignKey -> shares.add(keysOf(foreignKey.parent())));
    Item inserted = inserted(table, sql);
    Set<Item> writes = new HashSet<>();
    writes.add(table.unique().isEmpty() ? inserted : Item.table(table.name()));
    if (!table.children().isEmpty()) {
      // From its commit on others can refer to it.
      writes.add(new Item(table.name() + KEYS, inserted.key(), inserted.free()));
    }
    var insert = new Footprint(reads, shares, writes, false);
    return UPSERT.matcher(sql.text()).find()
        ? insert.with(update(sql, table, Set.of(inserted)))
        : insert;
  }

  /** The one row of {@code insert into t (…) values (…)}, or the table. */
  private Item inserted(Table table, Masked sql) {
    Matcher insert = INSERT.matcher(sql.text());
    Optional<String> key = table.soleKey();
    if (key.isEmpty() || !insert.matches() || insert.group(3).strip().startsWith(",")) {
      return Item.table(table.name());
    }
    List<String> columns = List.of(insert.group(1).split("\\s*,\\s*", -1));
    List<String> values = List.of(insert.group(2).split("\\s*,\\s*", -1));
    int at =
        columns.stream().map(String::strip).toList().indexOf(key.get().toLowerCase(Locale.ROOT));
    if (at < 0) {
      return rows.areNumbered(table.name())
          ? Item.numbered(table.name())
          : Item.table(table.name());
    }
    String value = at < values.size() ? values.get(at).strip() : "";
    return columns.size() == values.size() && value.matches(KeyCondition.LITERAL)
        ? rows.row(table.name(), sql.value(value))
        : Item.table(table.name());
  }

  private Footprint update(Masked sql, Table table, Set<Item> items) {
    Set<Item> writes = new HashSet<>(rows(items, table.name()));
    Assignments set = Assignments.of(sql);
    if (set.meet(table.key())) {
      writes.add(Item.table(table.name()));
    }
    if (set.meet(table.key()) || set.meet(table.unique())) {
      // Where it may be referred to, it is locked as a deleted row is.
      writes.add(keysOf(table.name()));
    }
    if (!table.unique().isEmpty()) {
      writes.add(Item.table(table.name() + UNIQUE));
    }
    Set<Item> shares = new HashSet<>();
    table.parents().stream()
        .filter(foreignKey -> set.meet(foreignKey.columns()))
        .forEach(foreignKey -> shares.add(keysOf(foreignKey.parent())));
    return new Footprint(items, shares, writes, false).with(reached(children(table, set)));
  }

  /** The tables that refer to what is set. */
  private Set<String> children(Table table, Assignments set) {
    Set<String> children = new HashSet<>(table.children());
    children.removeIf(
        child ->
            catalog.table(child).stream()
                .flatMap(t -> t.parents().stream())
                .noneMatch(f -> f.parent().equals(table.name()) && set.meet(f.referred())));
    return children;
  }

  private Footprint delete(Table table, Set<Item> items) {
    Set<Item> writes = new HashSet<>();
    for (Item row : rows(items, table.name())) {
      writes.add(rows.areNumbered(table.name()) ? row.freed() : row);
    }
    if (!table.children().isEmpty()) {
      writes.add(keysOf(table.name()));
    }
    // What it was unique by, another row may be given.
    Set<Item> shares =
        table.unique().isEmpty() ? Set.of() : Set.of(Item.table(table.name() + UNIQUE));
    return new Footprint(items, shares, writes, false).with(reached(table.children()));
  }

  /** What cascades may do to tables that refer to a change's rows. */
  private Footprint reached(Set<String> children) {
    var descent = Descent.from(children, catalog);
    if (descent.isHooked()) {
      return Footprint.ALL;
    }
    Set<Item> writes = new HashSet<>();
    for (Table table : descent.tables()) {
      writes.add(Item.table(table.name()));
      if (!table.children().isEmpty()) {
        writes.add(keysOf(table.name()));
      }
    }
    return new Footprint(Set.of(), Set.of(), writes, false);
  }

  private static Set<Item> rows(Set<Item> items, String table) {
    Set<Item> own = new HashSet<>();
    items.stream().filter(i -> i.table().equals(table)).forEach(own::add);
    return own.isEmpty() ? Set.of(Item.table(table)) : own;
  }

  private static Item keysOf(String parent) {
    return Item.table(parent + KEYS);
  }

  /** The whole table, if an item stands for its keys alone. */
  static Optional<Item> parent(Item item) {
    String table = item.table();
    return table.endsWith(KEYS)
        ? Optional.of(Item.table(table.substring(0, table.length() - KEYS.length())))
        : Optional.empty();
  }

  /** The table that an item is of, or is of the keys of. */
  static Item wholeTable(Item item) {
    return Item.table(item.table().replaceFirst("(" + KEYS + '|' + UNIQUE + ")$", ""));
  }
}
