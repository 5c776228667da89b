package dev.overdraft.scenarios;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The anti-patterns that a command knows: the built-in ones, and behind them what {@link
 * AntiPatternProvider}s on the class path add.
 *
 * @param all names and numbers are unique
 */
public record Catalogue(List<AntiPattern> all) {

  /** The first number that a team may take. */
  public static final int FIRST_OF_A_TEAM = 100;

  public Catalogue {
    all = List.copyOf(all);
  }

  /**
   * The built-in anti-patterns and all that a class loader's providers add.
   *
   * @throws IllegalArgumentException if a provider cannot be loaded, throws, or takes a number that
   *     is ours or taken; the message names it
   */
  public static Catalogue of(ClassLoader loader) {
    List<AntiPattern> all = new ArrayList<>(Scenarios.all());
    for (AntiPatternProvider provider : providers(loader)) {
      String from = provider.getClass().getName();
      for (AntiPattern each : antiPatterns(provider, from)) {
        boolean taken = all.stream().anyMatch(known -> known.number() == each.number());
        if (taken || each.number() < FIRST_OF_A_TEAM) {
          throw new IllegalArgumentException(
              "%s gives '%s' the number %d, which is %s: choose another one from %d on"
                  .formatted(
                      from,
                      each.name(),
                      each.number(),
                      taken ? "taken" : "not a team's",
                      FIRST_OF_A_TEAM));
        }
        all.add(each);
      }
    }
    return new Catalogue(all);
  }

  private static List<AntiPatternProvider> providers(ClassLoader loader) {
    try {
      return ServiceLoader.load(AntiPatternProvider.class, loader).stream()
          .map(ServiceLoader.Provider::get)
          .toList();
    } catch (ServiceConfigurationError | LinkageError unusable) {
      throw new IllegalArgumentException(
          "a provider of anti-patterns on the class path cannot be loaded: "
              + unusable.getMessage(),
          unusable);
    }
  }

  private static List<AntiPattern> antiPatterns(AntiPatternProvider provider, String from) {
    try {
      return List.copyOf(provider.antiPatterns());
    } catch (RuntimeException | LinkageError unusable) {
      throw new IllegalArgumentException(
          "%s does not tell its anti-patterns: %s".formatted(from, unusable), unusable);
    }
  }

  /**
   * What a name means: {@code ap-12-write-skew}, {@code ap-12}, {@code AP12}, an alias such as
   * {@code lock-all-read}; each with {@code .fixed} or {@code .broken} behind it, if wanted.
   */
  public Optional<Scenarios.Named> find(String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    for (Variant variant : Variant.values()) {
      String suffix = "." + variant.name().toLowerCase(Locale.ROOT);
      if (wanted.endsWith(suffix)) {
        String bare = wanted.substring(0, wanted.length() - suffix.length());
        return named(bare).map(found -> new Scenarios.Named(found.antiPattern(), variant, true));
      }
    }
    return named(wanted);
  }

  private Optional<Scenarios.Named> named(String wanted) {
    for (AntiPattern ap : all) {
      String number = "%02d".formatted(ap.number());
      if (List.of(ap.name(), "ap-" + number, "ap" + number, "ap-" + ap.number(), "ap" + ap.number())
          .contains(wanted)) {
        return Optional.of(new Scenarios.Named(ap, Variant.BROKEN, false));
      }
      Variant alias = ap.aliases().get(wanted);
      if (alias != null) {
        return Optional.of(new Scenarios.Named(ap, alias, alias == Variant.FIXED));
      }
    }
    return Optional.empty();
  }
}
