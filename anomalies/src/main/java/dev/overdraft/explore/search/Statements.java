package dev.overdraft.explore.search;

import dev.overdraft.explore.schema.Catalog;
import dev.overdraft.explore.schema.Routines;
import dev.overdraft.explore.schema.State;
import dev.overdraft.explore.search.Footprint.Item;
import dev.overdraft.explore.step.LockObserver;
import dev.overdraft.explore.step.LockObserver.Held;
import dev.overdraft.explore.step.LockObserver.Strength;
import dev.overdraft.explore.step.SqlText;
import dev.overdraft.explore.step.Step;
import dev.overdraft.target.Dialect;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Footprints of statements, from their text, their values and the catalogue.
 *
 * <p>A statement on one table whose condition fixes the primary key touches those rows; any other
 * touches the tables that it names ({@link SqlFootprint}). What the text hides, the lock table may
 * show ({@link LockTable}).
 */
public final class Statements {

  /** Words by which a statement looks at locks, or at what no lock on a table shows. */
  private static final Pattern UNSEEN =
      Pattern.compile("advisory|\\bpg_|nowait|skip locked|\\b(last|curr)val\\b|dblink");

  /** Engines of which {@link #of} tells locks that {@link #ofRows} does not. */
  private static final Set<Dialect> LOCKING_MORE = EnumSet.of(Dialect.HSQLDB, Dialect.DERBY);

  private final Catalog catalog;
  private final SqlFootprint texts;
  private volatile boolean signalled;
  private final Routines routines;
  private final LockTable learned = new LockTable(this);

  /** By text and values. */
  private final Map<String, Map<List<String>, Footprint>> known = new ConcurrentHashMap<>();

  /**
   * Reads statements on the catalogue's tables, in schedules that begin with these rows; and
   * believes what the lock table shows of statements whose text hides what they touch.
   *
   * @param routines of the database: they may do things that no lock on a table shows
   */
  public Statements(Catalog catalog, State start, Routines routines) {
    this.catalog = catalog;
    this.texts = new SqlFootprint(catalog, start);
    this.routines = routines;
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

  /** What a statement touches, or what a commit does that makes up for checks put off. */
  public Footprint of(Step step) {
    if (step.kind() != Step.Kind.STATEMENT) {
      boolean checks = routines.runAtCommit() && step.kind() == Step.Kind.COMMIT;
      return checks ? Footprint.ALL : Footprint.NONE;
    }
    Footprint shown = shown(step);
    return switch (catalog.dialect()) {
      case POSTGRESQL -> withLocks(step, shown);
      case MARIADB -> InnodbLocks.of(shown, step, inserts(step));
      case H2 -> shown;
      case HSQLDB -> TableLocks.of(shown);
      case DERBY -> DerbyLocks.of(shown, step.level());
      case SQLITE -> throw dialect().notStepped();
    };
  }

  /** The same, without what is locked beside the rows that are read and written. */
  Footprint ofRows(Step step) {
    return LOCKING_MORE.contains(dialect()) && step.kind() == Step.Kind.STATEMENT
        ? shown(step)
        : of(step);
  }

  /** Whose statements they are. */
  Dialect dialect() {
    return catalog.dialect();
  }

  private Footprint withLocks(Step step, Footprint shown) {
    Learned locks = learned.of(step.sql());
    if (hides(step, shown)) {
      return locks.looked() ? locks.footprint() : shown;
    }
    return locks.isSame(Learned.NOTHING) ? shown : shown.with(locks.footprint());
  }

  private Footprint shown(Step step) {
    Map<List<String>, Footprint> sameText = known.get(step.sql());
    if (sameText == null) {
      sameText = known.computeIfAbsent(step.sql(), sql -> new ConcurrentHashMap<>());
    }
    Footprint before = sameText.get(step.binds());
    return before == null ? sameText.computeIfAbsent(step.binds(), binds -> read(step)) : before;
  }

  private Footprint read(Step step) {
    return step.texts().stream().map(texts::of).reduce(Footprint.NONE, Footprint::with);
  }

  private static boolean inserts(Step step) {
    return SqlText.each(step.sql()).stream()
        .anyMatch(sql -> SqlText.skeleton(sql).startsWith("insert"));
  }

  /** Whether the text hides what is touched, and the lock table shows it. */
  boolean hides(Step step) {
    return routines.showInLocks() && step.kind() == Step.Kind.STATEMENT && hides(step, shown(step));
  }

  private boolean hides(Step step, Footprint shown) {
    return routines.showInLocks()
        && shown.all()
        && !UNSEEN.matcher(SqlText.skeleton(step.sql())).find();
  }

  /** The locks on tables that the text lets expect, or that it was seen to take. */
  Set<Held> locks(Step step) {
    Set<Held> locks = new HashSet<>();
    if (step.kind() == Step.Kind.STATEMENT) {
      Footprint touched = hides(step) ? learned.of(step.sql()).footprint() : shown(step);
      touched.reads().forEach(item -> locks.add(lock(item, Strength.READ)));
      touched.shares().forEach(item -> locks.add(lock(item, Strength.WRITE)));
      touched.writes().forEach(item -> locks.add(lock(item, Strength.WRITE)));
    }
    return locks;
  }

  private static Held lock(Item item, Strength strength) {
    return new Held(SqlFootprint.wholeTable(item).table(), strength);
  }
}
