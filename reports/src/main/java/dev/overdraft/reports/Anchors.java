package dev.overdraft.reports;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Scorecard;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;

/**
 * The ids that links point to, made of the strategies' names so that they stay the same from run to
 * run: {@code found-broken-read-then-write-lost-update}.
 *
 * <p>A name may hold anything and two may look alike, so an id keeps ASCII letters and digits only
 * and is numbered where it is taken.
 */
final class Anchors {

  private static final int LENGTH = 60;

  private final IdentityHashMap<Scorecard, String> slugs = new IdentityHashMap<>();

  Anchors(Matrix matrix) {
    Set<String> taken = new HashSet<>();
    for (Matrix.Row row : matrix.rows()) {
      String slug = slug(row.card().strategy());
      String free = slug;
      for (int number = 2; !taken.add(free); number++) {
        free = slug + "-" + number;
      }
      slugs.put(row.card(), free);
    }
  }

  /** Where a strategy's details are. */
  String strategy(Scorecard card) {
    return "strategy-" + slugs.get(card);
  }

  /** Where a verdict is told in words. */
  String verdict(Scorecard card, Anomaly anomaly) {
    return "verdict-" + slugs.get(card) + "-" + anomaly.id();
  }

  /** Where a witness is. */
  String found(Scorecard card, Anomaly anomaly) {
    return "found-" + slugs.get(card) + "-" + anomaly.id();
  }

  private static String slug(String name) {
    String slug =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    String cut = slug.length() > LENGTH ? slug.substring(0, LENGTH) : slug;
    return cut.isEmpty() ? "unnamed" : cut;
  }
}
