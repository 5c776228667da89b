package dev.overdraft.scenarios;

import dev.overdraft.scenarios.sets.Ap12WriteSkew;
import dev.overdraft.scenarios.unprotected.Ap01NaiveReadModifyWrite;
import dev.overdraft.scenarios.unprotected.Ap02CheckThenBlindDecrement;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every anti-pattern, in the order of the catalogue. To add one: write its file, add its line. */
public final class Scenarios {

  private static final List<AntiPattern> ALL =
      List.of(
          Ap01NaiveReadModifyWrite.STORY, Ap02CheckThenBlindDecrement.STORY, Ap12WriteSkew.STORY);

  private Scenarios() {}

  /** All of them. */
  public static List<AntiPattern> all() {
    return ALL;
  }

  /** Those of the course, in the order of its lessons. */
  public static List<AntiPattern> course() {
    return ALL.stream()
        .filter(ap -> ap.lesson().isPresent())
        .sorted(Comparator.comparing(ap -> ap.lesson().orElseThrow().number()))
        .toList();
  }

  /**
   * One of the two scenarios of an anti-pattern.
   *
   * @param explicit whether the name says which of the two
   */
  public record Named(AntiPattern antiPattern, Variant variant, boolean explicit) {}

  /**
   * What a name means: {@code ap-12-write-skew}, {@code ap-12}, {@code AP12}, an alias such as
   * {@code lock-all-read}; each with {@code .fixed} or {@code .broken} behind it, if wanted.
   */
  public static Optional<Named> find(String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    for (Variant variant : Variant.values()) {
      String suffix = "." + variant.name().toLowerCase(Locale.ROOT);
      if (wanted.endsWith(suffix)) {
        String bare = wanted.substring(0, wanted.length() - suffix.length());
        return named(bare).map(found -> new Named(found.antiPattern(), variant, true));
      }
    }
    return named(wanted);
  }

  private static Optional<Named> named(String wanted) {
    for (AntiPattern ap : ALL) {
      String number = "%02d".formatted(ap.number());
      if (List.of(ap.name(), "ap-" + number, "ap" + number, "ap" + ap.number()).contains(wanted)) {
        return Optional.of(new Named(ap, Variant.BROKEN, false));
      }
      Variant alias = ap.aliases().get(wanted);
      if (alias != null) {
        return Optional.of(new Named(ap, alias, alias == Variant.FIXED));
      }
    }
    return Optional.empty();
  }
}
