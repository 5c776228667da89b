package dev.overdraft.explore.search;

import dev.overdraft.explore.schema.Catalog;
import dev.overdraft.explore.schema.Table;
import dev.overdraft.explore.search.Footprint.Item;
import dev.overdraft.explore.step.LockObserver;
import dev.overdraft.explore.step.SqlText;
import dev.overdraft.explore.step.Step;
import dev.overdraft.target.Dialect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Footprints of statements, from their text, their values and the catalogue.
 *
 * <p>A statement on one table whose condition fixes the primary key touches those rows; any other
 * touches the tables that it names. What the text does not show is looked up (foreign keys) or
 * rounded up to everything (views, triggers, functions that are not known to be harmless). Limits:
 * a function of the user's with a harmless one's name would be missed.
 */
public final class Statements {

  private static final Pattern WORD = Pattern.compile("[a-z_][a-z0-9_$]*");
  private static final Pattern CALL = Pattern.compile("([a-z_][a-z0-9_$]*)\\s*\\(");
  private static final Pattern CHANGES = Pattern.compile("\\b(insert|update|delete|merge)\\b");
  private static final Pattern LOCKS = Pattern.compile("\\bfor (no key )?update\\b");
  private static final Pattern SHARES =
      Pattern.compile("\\bfor (key )?share\\b|\\block in share mode\\b");
  private static final Pattern INSERT =
      Pattern.compile("(?s)^insert into \\S+?\\s*\\(([^)]*)\\)\\s*values\\s*\\(([^()]*)\\)(.*)$");
  private static final String KEYS = " keys";
  private static final String LITERAL = "('(?:[^']|'')*'|-?\\d+)";
  private static final String AFTER =
      "(?=\\s*(?:$|;|\\)|::|and\\b|for\\b|order\\b|limit\\b"
          + "|returning\\b|group\\b|offset\\b|fetch\\b))";
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

  /** Words by which a statement looks at locks, or at what no lock on a table shows. */
  private static final Pattern UNSEEN =
      Pattern.compile("advisory|\\bpg_|nowait|skip locked|\\b(last|curr)val\\b|dblink");

  private final Catalog catalog;
  private volatile boolean signalled;
  private final boolean learning;
  private final LockTable learned = new LockTable(this);
  private final Map<String, Footprint> known = new ConcurrentHashMap<>();

  /** Reads statements on the catalogue's tables. */
  public Statements(Catalog catalog) {
    this(catalog, false);
  }

  /**
   * The same, and believes what the lock table shows of statements whose text hides what they
   * touch.
   *
   * @param learning false if routines of the database do things that no lock on a table shows
   */
  public Statements(Catalog catalog, boolean learning) {
    this.catalog = catalog;
    this.learning = learning;
  }

  /** Who wants to see the locks of executed steps. */
  public LockObserver observer() {
    return learned;
  }

  /**
   * Actors were seen to wait for signals that others give past the database: from now on each step
   * depends on each, since any may come before or after a signal.
   */
  public void signalsSeen() {
    signalled = true;
  }

  boolean signalled() {
    return signalled;
  }

  /** How often locks have shown more than was known. */
  public long growth() {
    return learned.growth() + (signalled ? 1 : 0);
  }

  /** What a statement touches. */
  public Footprint of(Step step) {
    if (step.kind() != Step.Kind.STATEMENT) {
      return Footprint.NONE;
    }
    Footprint shown = shown(step);
    return switch (catalog.dialect()) {
      case POSTGRESQL -> withLocks(step, shown);
      case MARIADB ->
          InnodbLocks.of(shown, step, SqlText.skeleton(step.sql()).startsWith("insert"));
      case H2, HSQLDB, DERBY, SQLITE -> throw dialect().notStepped();
    };
  }

  /** Whose statements they are. */
  Dialect dialect() {
    return catalog.dialect();
  }

  private Footprint withLocks(Step step, Footprint shown) {
    Learned locks = learned.of(step.sql());
    if (hides(step)) {
      return locks.looked() ? locks.footprint() : shown;
    }
    return locks.isSame(Learned.NOTHING) ? shown : shown.with(locks.footprint());
  }

  private Footprint shown(Step step) {
    return known.computeIfAbsent(step.text(), this::parse);
  }

  /** Whether the text hides what is touched, and the lock table shows it. */
  boolean hides(Step step) {
    return learning
        && step.kind() == Step.Kind.STATEMENT
        && shown(step).all()
        && !UNSEEN.matcher(SqlText.skeleton(step.sql())).find();
  }

  /** The tables that the text lets expect to be locked. */
  Set<String> tables(Step step) {
    Set<String> tables = new HashSet<>();
    if (step.kind() == Step.Kind.STATEMENT) {
      Footprint shown = shown(step);
      for (Set<Item> items : List.of(shown.reads(), shown.shares(), shown.writes())) {
        items.forEach(item -> tables.add(item.table().replaceFirst(" (keys|unique)$", "")));
      }
    }
    return tables;
  }

  private Footprint parse(String text) {
    String skeleton = unquote(SqlText.skeleton(text));
    List<String> named = new ArrayList<>();
    Matcher words = WORD.matcher(skeleton);
    while (words.find()) {
      if (catalog.views().contains(words.group())) {
        return Footprint.ALL;
      }
      catalog.table(words.group()).ifPresent(table -> named.add(table.name()));
    }
    if (callsUnknown(skeleton)) {
      return Footprint.ALL;
    }
    String bare = unquote(text);
    Set<Item> items = items(named, bare);
    return switch (first(skeleton)) {
      case "select", "table", "values", "with" -> query(skeleton, items, named);
      case "insert" -> insert(bare, named);
      case "update" -> update(skeleton, items, named);
      case "delete" -> delete(items, named);
      default -> Footprint.ALL;
    };
  }

  /** Without the quotes around names. */
  private static String unquote(String text) {
    return text.replace("\"", "").replace("`", "");
  }

  private boolean callsUnknown(String skeleton) {
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

  private Footprint query(String skeleton, Set<Item> items, List<String> named) {
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

  private Footprint insert(String text, List<String> named) {
    if (named.isEmpty()) {
      return Footprint.ALL;
    }
    Table table = catalog.tables().get(named.get(0));
    if (table == null || table.hooked()) {
      return Footprint.ALL;
    }
    Set<Item> reads = new HashSet<>();
    named.subList(1, named.size()).forEach(other -> reads.add(Item.table(other)));
    Set<Item> shares = new HashSet<>();
    table.parents().values().forEach(parent -> shares.add(keysOf(parent)));
    Set<Item> writes = new HashSet<>();
    writes.add(table.otherUnique() ? Item.table(table.name()) : inserted(table, text));
    return new Footprint(reads, shares, writes, false);
  }

  /** The one row of {@code insert into t (…) values (…)}, or the table. */
  private static Item inserted(Table table, String text) {
    Matcher insert = INSERT.matcher(text.toLowerCase(Locale.ROOT));
    Optional<String> key = table.soleKey();
    if (key.isEmpty() || !insert.matches() || insert.group(3).strip().startsWith(",")) {
      return Item.table(table.name());
    }
    List<String> columns = List.of(insert.group(1).split("\\s*,\\s*", -1));
    List<String> values = List.of(insert.group(2).split("\\s*,\\s*", -1));
    int at = columns.stream().map(String::strip).toList().indexOf(key.get());
    if (at < 0) {
      boolean assigned =
          table.columns().stream().anyMatch(c -> c.name().equals(key.get()) && c.assigned());
      return assigned ? new Item(table.name(), "a new row") : Item.table(table.name());
    }
    String value = at < values.size() ? values.get(at).strip() : "";
    return columns.size() == values.size() && value.matches(LITERAL)
        ? new Item(table.name(), unquoted(value))
        : Item.table(table.name());
  }

  private Footprint update(String skeleton, Set<Item> items, List<String> named) {
    Table table = named.isEmpty() ? null : catalog.tables().get(named.get(0));
    if (table == null || table.hooked()) {
      return Footprint.ALL;
    }
    Set<Item> writes = new HashSet<>(of(items, table.name()));
    Set<Item> shares = new HashSet<>();
    Set<Item> reads = new HashSet<>(items);
    int where = skeleton.indexOf(" where ");
    String set = where < 0 ? skeleton : skeleton.substring(0, where);
    for (String key : table.key()) {
      if (Pattern.compile("\\b" + key + "\\s*=").matcher(set).find()) {
        writes.add(Item.table(table.name()));
        writes.add(keysOf(table.name()));
        table.children().forEach(child -> writes.add(Item.table(child)));
      }
    }
    table
        .parents()
        .forEach(
            (column, parent) -> {
              if (set.contains(column)) {
                shares.add(keysOf(parent));
              }
            });
    if (table.otherUnique()) {
      writes.add(new Item(table.name() + " unique", ""));
    }
    return new Footprint(reads, shares, writes, false);
  }

  private Footprint delete(Set<Item> items, List<String> named) {
    Table table = named.isEmpty() ? null : catalog.tables().get(named.get(0));
    if (table == null || table.hooked()) {
      return Footprint.ALL;
    }
    Set<Item> writes = new HashSet<>(of(items, table.name()));
    if (!table.children().isEmpty()) {
      writes.add(keysOf(table.name()));
      table.children().forEach(child -> writes.add(Item.table(child)));
    }
    return new Footprint(items, Set.of(), writes, false);
  }

  private static Set<Item> of(Set<Item> items, String table) {
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

  /** The rows that a condition on the sole table's primary key fixes, else whole tables. */
  private Set<Item> items(List<String> named, String text) {
    Set<Item> tables = new HashSet<>();
    named.forEach(name -> tables.add(Item.table(name)));
    String lower = text.toLowerCase(Locale.ROOT);
    int where = lower.lastIndexOf(" where ");
    Optional<String> key =
        named.size() == 1 ? catalog.table(named.get(0)).flatMap(Table::soleKey) : Optional.empty();
    if (key.isEmpty() || where < 0) {
      return tables;
    }
    String condition = lower.substring(where + 7);
    String skeleton = SqlText.skeleton(condition);
    if (Pattern.compile("\\b(or|not|select|case)\\b").matcher(skeleton).find()) {
      return tables;
    }
    String column = "(?<![\\w.'])(?:\\w+\\.)?" + Pattern.quote(key.get()) + "\\s*";
    Matcher equal = Pattern.compile(column + "=\\s*" + LITERAL + AFTER).matcher(condition);
    if (equal.find()) {
      return Set.of(new Item(named.get(0), unquoted(equal.group(1))));
    }
    Matcher list =
        Pattern.compile(
                column + "in\\s*\\(\\s*(" + LITERAL + "(?:\\s*,\\s*" + LITERAL + ")*)\\s*\\)")
            .matcher(condition);
    if (list.find()) {
      Set<Item> rows = new HashSet<>();
      Matcher literal = Pattern.compile(LITERAL).matcher(list.group(1));
      while (literal.find()) {
        rows.add(new Item(named.get(0), unquoted(literal.group())));
      }
      return rows;
    }
    return tables;
  }

  private static String first(String skeleton) {
    Matcher word = WORD.matcher(skeleton);
    return word.find() ? word.group() : "";
  }

  private static String unquoted(String literal) {
    return literal.startsWith("'") ? literal.substring(1, literal.length() - 1) : literal;
  }
}
