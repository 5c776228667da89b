package dev.overdraft.check.level;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A consistency level, weaker ones first.
 *
 * <p>Where a history has reads of predicates, what they did not return counts as read: read
 * committed, consistent view, prefix consistency and all that imply one of these are about rows and
 * predicates alike. Repeatable read is not: it lets a row enter a predicate that was read, and only
 * a row that was returned stays as it is. What monotonic atomic view, read atomic, update atomic
 * and causal consistency add to read committed is judged by what was returned. In a history of keys
 * there is no predicate, and no level says anything of any.
 *
 * @see <a href="https://pmg.csail.mit.edu/papers/adya-phd.pdf">Adya 1999: PL-1 to PL-3</a>
 * @see <a href="https://doi.org/10.14778/2732232.2732237">Bailis et al. 2013: MAV and others</a>
 * @see <a href="https://doi.org/10.4230/LIPIcs.CONCUR.2015.58">Cerone, Bernardi and Gotsman 2015:
 *     read atomic, causal, prefix, parallel snapshot isolation</a>
 */
public enum Level {
  READ_UNCOMMITTED("PL-1", "read uncommitted"),
  READ_COMMITTED("PL-2", "read committed", READ_UNCOMMITTED),
  CURSOR_STABILITY("PL-CS", "cursor stability", READ_COMMITTED),
  MONOTONIC_ATOMIC_VIEW("MAV", "monotonic atomic view", READ_COMMITTED),
  READ_ATOMIC("RA", "read atomic", MONOTONIC_ATOMIC_VIEW),
  UPDATE_ATOMIC("UA", "update atomic", READ_ATOMIC, CURSOR_STABILITY),
  CAUSAL("causal", "causal consistency", READ_ATOMIC),
  CONSISTENT_VIEW("PL-2+", "consistent view", CURSOR_STABILITY),
  REPEATABLE_READ("PL-2.99", "repeatable read", CURSOR_STABILITY, MONOTONIC_ATOMIC_VIEW),
  PREFIX("prefix", "prefix consistency", CAUSAL),
  PARALLEL_SNAPSHOT_ISOLATION(
      "PSI", "parallel snapshot isolation", CAUSAL, UPDATE_ATOMIC, CONSISTENT_VIEW),
  SNAPSHOT_ISOLATION("SI", "snapshot isolation", PREFIX, PARALLEL_SNAPSHOT_ISOLATION),
  SERIALIZABLE("PL-3", "serializability", SNAPSHOT_ISOLATION, REPEATABLE_READ);

  /** Asked for every pair of levels of every history: climbed once. */
  private static final Map<Level, Set<Level>> IMPLIED = new EnumMap<>(Level.class);

  static {
    for (Level level : values()) {
      IMPLIED.put(level, Collections.unmodifiableSet(level.below()));
    }
  }

  private final String code;
  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<Level> weaker;

  Level(String code, String title, Level... weaker) {
    this.code = code;
    this.title = title;
    this.weaker = List.of(weaker);
  }

  /** The short name in the literature. */
  public String code() {
    return code;
  }

  /** The name in words. */
  public String title() {
    return title;
  }

  /** On the command line and in files: {@code snapshot-isolation}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Set<Level> below() {
    Set<Level> implied = EnumSet.noneOf(Level.class);
    for (Level level : weaker) {
      implied.add(level);
      implied.addAll(level.below());
    }
    return implied;
  }

  /** Every weaker level that holds wherever this one does; not to be changed. */
  public Set<Level> implied() {
    return requireNonNull(IMPLIED.get(this));
  }

  /** Whether {@code other} holds wherever this one does. */
  public boolean implies(Level other) {
    return this == other || implied().contains(other);
  }

  /** The level of that {@link #id()} or {@link #code()}, in any case. */
  public static Optional<Level> byName(String name) {
    return Arrays.stream(values())
        .filter(l -> l.id().equalsIgnoreCase(name) || l.code().equalsIgnoreCase(name))
        .findFirst();
  }
}
