package dev.overdraft.explore;

import java.time.Duration;

/**
 * How much may be spent on one exploration.
 *
 * @param time that of the serial orders counts
 * @param schedules the most that are run, serial orders not counted
 */
public record Budget(Duration time, long schedules) {
  /** Ten seconds, 100,000 schedules. */
  public static final Budget STANDARD = new Budget(Duration.ofSeconds(10), 100_000);

  public Budget {
    if (time.isNegative() || time.isZero() || schedules < 1) {
      throw new IllegalArgumentException("a budget allows something");
    }
  }

  /** So much time. */
  public static Budget of(Duration time) {
    return new Budget(time, STANDARD.schedules);
  }

  /** Reads {@code 10s}, {@code 500ms}, {@code 2m} or {@code 1000 schedules}. */
  public static Budget parse(String text) {
    String bare = text.strip();
    String digits = bare.replaceAll("[^0-9].*$", "");
    String unit = bare.substring(digits.length()).strip();
    if (digits.isEmpty()) {
      throw new IllegalArgumentException("not a budget: '" + text + "'");
    }
    long number = Long.parseLong(digits);
    return switch (unit) {
      case "ms" -> of(Duration.ofMillis(number));
      case "s", "" -> of(Duration.ofSeconds(number));
      case "m", "min" -> of(Duration.ofMinutes(number));
      case "schedules" -> new Budget(Duration.ofHours(1), number);
      default -> throw new IllegalArgumentException("not a budget: '" + text + "'");
    };
  }
}
