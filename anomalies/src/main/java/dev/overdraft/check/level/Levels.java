package dev.overdraft.check.level;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What one history satisfies, level by level and axis by axis. Immutable. */
public final class Levels {

  private final Map<Axis, Map<Level, Answer>> answers = new EnumMap<>(Axis.class);

  /**
   * Closes answers under implication: what implies a broken level is broken, what is implied by one
   * that holds and not itself refuted holds, and what holds on a stronger axis holds on a weaker.
   *
   * @param own what was found for each level by itself; a level left out is unknown
   */
  public Levels(Map<Axis, Map<Level, Answer>> own) {
    for (Axis axis : Axis.values()) {
      Map<Level, Answer> closed = new EnumMap<>(Level.class);
      for (Level level : Level.values()) {
        closed.put(level, closed(own, axis, level));
      }
      answers.put(axis, closed);
    }
  }

  private static Answer closed(Map<Axis, Map<Level, Answer>> own, Axis axis, Level level) {
    boolean proven = false;
    for (Map.Entry<Axis, Map<Level, Answer>> of : own.entrySet()) {
      for (Map.Entry<Level, Answer> one : of.getValue().entrySet()) {
        boolean weaker = of.getKey().compareTo(axis) <= 0 && level.implies(one.getKey());
        if (weaker && one.getValue() == Answer.BROKEN) {
          return Answer.BROKEN;
        }
        boolean stronger = of.getKey().compareTo(axis) >= 0 && one.getKey().implies(level);
        proven |= stronger && one.getValue() == Answer.HOLDS;
      }
    }
    return proven ? Answer.HOLDS : Answer.UNKNOWN;
  }

  private Map<Level, Answer> on(Axis axis) {
    return requireNonNull(answers.get(axis));
  }

  /** Whether the history satisfies that level on that axis. */
  public Answer of(Level level, Axis axis) {
    return requireNonNull(on(axis).get(level));
  }

  /** The levels that hold on an axis and that no stronger one that holds implies. */
  public Set<Level> strongest(Axis axis) {
    Set<Level> holding = with(axis, Answer.HOLDS);
    Set<Level> strongest = EnumSet.copyOf(holding);
    holding.forEach(level -> strongest.removeAll(level.implied()));
    return strongest;
  }

  /** The levels that are broken on an axis though all that they imply are not. */
  public Set<Level> weakestBroken(Axis axis) {
    Set<Level> broken = with(axis, Answer.BROKEN);
    Set<Level> weakest = EnumSet.copyOf(broken);
    weakest.removeIf(level -> level.implied().stream().anyMatch(broken::contains));
    return weakest;
  }

  /** The levels with that answer on an axis. */
  public Set<Level> with(Axis axis, Answer answer) {
    Set<Level> levels = EnumSet.noneOf(Level.class);
    on(axis).forEach((level, is) -> add(levels, level, is == answer));
    return levels;
  }

  private static void add(Set<Level> to, Level level, boolean wanted) {
    if (wanted) {
      to.add(level);
    }
  }
}
