package dev.overdraft.reports;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Grade;
import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.Scorecard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The table that every report shows: which columns there are, and which strategy stands where.
 *
 * <p>Ranked are the strategies that kept every promise in this run, the fastest on hot accounts
 * first; a rank is one more than are certainly faster, whatever the errors, so that those that
 * cannot be told apart may share it. Below them, without a rank, those of which too little was
 * seen; last, and struck out, those with which money was seen to be unsafe. However fast, they are
 * no contenders.
 *
 * @param anomalies those that at least one strategy was judged for, in the order of the catalogue
 * @param contentions those that were measured, hot first; empty without a benchmark
 */
record Matrix(List<Anomaly> anomalies, List<String> contentions, List<Row> rows) {

  private static final String HOT = "hot";
  private static final String BETWEEN = "accounts-";
  private static final String SHARED = "=";

  Matrix {
    anomalies = List.copyOf(anomalies);
    contentions = List.copyOf(contentions);
    rows = List.copyOf(rows);
  }

  /** Where a strategy stands. */
  enum Place {
    RANKED,
    UNDECIDED,
    UNSAFE
  }

  /**
   * One strategy's line.
   *
   * @param rank {@code 1}, {@code 2} …, {@code 1=} if it is shared, {@code ?} if undecided, {@code
   *     –} if unsafe; empty if it was not measured
   */
  record Row(Place place, String rank, Scorecard card) {

    boolean struck() {
      return place == Place.UNSAFE;
    }

    /** The cell of an anomaly, unless this strategy was not judged for it. */
    Optional<Scorecard.Entry> entry(Anomaly anomaly) {
      return card.verdicts().stream().filter(e -> e.anomaly() == anomaly).findFirst();
    }

    Optional<Scorecard.Cost> cost(String contention) {
      return Matrix.cost(card, contention);
    }

    /** The scenarios that could not be decided, where they leave the whole open. */
    List<Scorecard.Explored> leftOpen() {
      return card.grade() == Grade.INCONCLUSIVE
          ? card.explored().stream().filter(each -> !each.fails() && !each.holds()).toList()
          : List.of();
    }

    /** Retries per commit where it is hottest, of all that was measured. */
    String retries(List<String> contentions) {
      return contentions.stream()
          .flatMap(contention -> cost(contention).stream())
          .findFirst()
          .map(cost -> Wording.ratio(cost.retriesPerCommit()))
          .orElse("");
    }
  }

  /** The contentions that tables have a column for; what lies between the ends is drawn. */
  List<String> tabled() {
    return contentions.stream().filter(name -> !name.startsWith(BETWEEN)).toList();
  }

  /** Whether anything was explored in this run. */
  boolean explored() {
    return rows.stream().anyMatch(row -> !row.card().explored().isEmpty());
  }

  /** Whether some strategies are too close to each other to be told apart. */
  boolean sharesRanks() {
    return rows.stream().anyMatch(row -> row.rank().endsWith(SHARED));
  }

  static Matrix of(Scoreboard board) {
    return new Matrix(
        Stream.of(Anomaly.values()).filter(a -> judged(board, a)).toList(),
        contentions(board),
        rows(board.strategies()));
  }

  private static boolean judged(Scoreboard board, Anomaly anomaly) {
    return board.strategies().stream()
        .flatMap(card -> card.verdicts().stream())
        .anyMatch(entry -> entry.anomaly() == anomaly);
  }

  private static List<String> contentions(Scoreboard board) {
    return board.strategies().stream()
        .flatMap(card -> card.throughput().stream())
        .map(Scorecard.Cost::contention)
        .distinct()
        .sorted(Comparator.comparing((String name) -> !name.equals(HOT)))
        .toList();
  }

  private static List<Row> rows(List<Scorecard> cards) {
    List<Row> rows = new ArrayList<>();
    Comparator<Scorecard> fastest = Comparator.comparingDouble(card -> -hotRate(card));
    List<Scorecard> ranked = at(Place.RANKED, cards).sorted(fastest).toList();
    List<Integer> ranks = ranked.stream().map(card -> rank(card, ranked)).toList();
    for (int at = 0; at < ranked.size(); at++) {
      int rank = ranks.get(at);
      String shared = Collections.frequency(ranks, rank) > 1 ? SHARED : "";
      rows.add(new Row(Place.RANKED, rank > 0 ? rank + shared : "", ranked.get(at)));
    }
    at(Place.UNDECIDED, cards).forEach(c -> rows.add(new Row(Place.UNDECIDED, "?", c)));
    at(Place.UNSAFE, cards).forEach(c -> rows.add(new Row(Place.UNSAFE, "–", c)));
    return rows;
  }

  /**
   * One more than are certainly faster; 0 if it was not measured. Of two that share a rank neither
   * is: whoever is certainly faster than the faster one is so than the slower one as well.
   */
  private static int rank(Scorecard card, List<Scorecard> all) {
    return cost(card, HOT)
        .map(
            own ->
                1
                    + (int)
                        all.stream()
                            .flatMap(c -> cost(c, HOT).stream())
                            .filter(c -> isFaster(c, own))
                            .count())
        .orElse(0);
  }

  /** Whether one rate is the higher one whatever the errors of both. */
  static boolean isFaster(Scorecard.Cost one, Scorecard.Cost other) {
    double gap = one.committedPerSecond() - other.committedPerSecond();
    return gap > 0 && gap >= error(one) + error(other);
  }

  /** The error of a rate; none where there were too few rounds to tell it. */
  static double error(Scorecard.Cost cost) {
    return Double.isFinite(cost.errorPerSecond()) ? cost.errorPerSecond() : 0;
  }

  private static Stream<Scorecard> at(Place place, List<Scorecard> cards) {
    return cards.stream().filter(card -> place(card) == place);
  }

  private static Place place(Scorecard card) {
    if (card.unsafe()) {
      return Place.UNSAFE;
    }
    return card.grade() == Grade.PASS ? Place.RANKED : Place.UNDECIDED;
  }

  private static double hotRate(Scorecard card) {
    return cost(card, HOT).map(Scorecard.Cost::committedPerSecond).orElse(-1.0);
  }

  private static Optional<Scorecard.Cost> cost(Scorecard card, String contention) {
    return card.throughput().stream().filter(c -> c.contention().equals(contention)).findFirst();
  }
}
