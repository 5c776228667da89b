package dev.overdraft.reports.check;

import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.check.linear.Linearizability;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A level that a history is held to, with the order between transactions that it respects. */
public record Promise(Level level, Axis axis) {

  /** What is expected where nobody says otherwise. */
  public static final Promise DEFAULT = new Promise(Level.SERIALIZABLE, Axis.PLAIN);

  /**
   * {@code snapshot-isolation}, {@code SI}, {@code strong-session-SI}, {@code strict-serializable}.
   * {@code linearizable} is the latter's name where every operation touches one object.
   */
  public static Optional<Promise> of(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT).replace(' ', '-').replace('_', '-');
    if (word.equals("linearizable")) {
      return Optional.of(new Promise(Level.SERIALIZABLE, Axis.STRICT));
    }
    Axis axis = Axis.PLAIN;
    if (word.startsWith("strong-session-")) {
      axis = Axis.SESSION;
      word = word.substring("strong-session-".length());
    } else if (word.startsWith("strict-") || word.startsWith("strong-")) {
      axis = Axis.STRICT;
      word = word.substring(word.indexOf('-') + 1);
    }
    Axis found = axis;
    return level(word).map(level -> new Promise(level, found));
  }

  private static Optional<Level> level(String word) {
    return switch (word) {
      case "ru" -> Optional.of(Level.READ_UNCOMMITTED);
      case "rc" -> Optional.of(Level.READ_COMMITTED);
      case "rr" -> Optional.of(Level.REPEATABLE_READ);
      case "ser", "serializability" -> Optional.of(Level.SERIALIZABLE);
      default -> Level.byName(word);
    };
  }

  /** The levels that {@link #of} understands, for an error. */
  public static String known() {
    return Arrays.stream(Level.values()).map(Level::id).collect(Collectors.joining(", "))
        + "; with strong-session- or strict- before it for its order; linearizable";
  }

  /** Whether it allows an object that is not linearizable. */
  boolean allowsUnlinearizable() {
    return Linearizability.isAllowedAt(level, axis);
  }

  /** In words. */
  public String title() {
    return axis.name(level);
  }
}
