package dev.overdraft.check.level;

import java.util.Locale;

/** Which order between transactions a level has to respect beside that of the data. */
public enum Axis {
  /** None. */
  PLAIN(""),
  /** A process's transactions in its own order: "strong session". */
  SESSION("strong session "),
  /** Whoever completed before another was invoked comes first: "strict". */
  STRICT("strict ");

  private final String prefix;

  Axis(String prefix) {
    this.prefix = prefix;
  }

  /** {@code plain}, {@code session} or {@code strict}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A level's name on this axis: {@code strong session snapshot isolation}. */
  public String name(Level level) {
    return prefix + level.title();
  }

  /** The suffix of an anomaly's code: nothing, {@code -process} or {@code -realtime}. */
  public String suffix() {
    return switch (this) {
      case PLAIN -> "";
      case SESSION -> "-process";
      case STRICT -> "-realtime";
    };
  }
}
