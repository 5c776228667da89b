package dev.overdraft.check;

import dev.overdraft.history.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Scoreboards for tests. */
final class Boards {
  private Boards() {}

  static final Plan PLAN =
      new Plan(
          "bank",
          List.of("select-for-update", "broken-read-then-write"),
          42,
          "embedded PostgreSQL 18",
          List.of("--engine", "embedded"),
          "read committed",
          Map.of("fsync", "on", "synchronous_commit", "on"),
          8,
          5_000,
          0,
          10,
          100_000,
          "round",
          0.9,
          50,
          Map.of("java", "17"));

  static Scoreboard of(Grade... grades) {
    List<Scorecard> cards = new ArrayList<>();
    for (Grade grade : grades) {
      cards.add(card("strategy-" + cards.size(), false, grade));
    }
    return new Scoreboard(PLAN, "2026-11-01T00:00:00Z", false, cards);
  }

  /** A card with those verdicts, one an anomaly in the order of the catalogue. */
  static Scorecard card(String name, boolean control, Grade grade, Verdict... verdicts) {
    List<Scorecard.Entry> entries = new ArrayList<>();
    Arrays.stream(verdicts)
        .forEach(
            v ->
                entries.add(
                    new Scorecard.Entry(
                        Checkers.bank().get(entries.size()).anomaly(), v, Claim.MUST_NOT, grade)));
    return new Scorecard(
        name,
        "locks",
        "Locks what it reads.",
        control,
        "strategies/X.java",
        "PostgreSQL",
        "read committed",
        grade,
        entries,
        new Scorecard.Operations(5, 3, 1, 7, Map.of("40001", 6L, "40P01", 1L), 5_001),
        "final 1 - opening 1 = 0",
        List.of(
            new Scorecard.Cost("hot", 8, 1234.5, 6.25, 0.5, 0.25),
            new Scorecard.Cost("uniform", 8, 9876.5, Double.NaN, 0, 0)));
  }
}
