package dev.overdraft.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Two runs side by side: anomalies that appeared or are gone, and what became faster or slower.
 *
 * <p>Only broken promises count as anomalies here. That a control on purpose shows this or that
 * beside what it must is luck, and no news.
 *
 * @param threshold the change of speed that matters, 0.05 for 5 %
 * @param differing settings of server and machine that are not the same, {@code base → head}
 */
public record Comparison(double threshold, List<Line> lines, Map<String, String> differing) {

  public Comparison {
    lines = List.copyOf(lines);
    differing = java.util.Collections.unmodifiableMap(new TreeMap<>(differing));
  }

  /**
   * One strategy that is in both runs, or in one of them.
   *
   * @param presence {@code both}, {@code new} or {@code gone}
   * @param appeared seen in head, and not in base
   * @param gone seen in base, and shown not to be in head
   * @param speed empty if one of them was not measured
   */
  public record Line(
      String strategy,
      String source,
      String presence,
      List<String> appeared,
      List<String> gone,
      Optional<SpeedChange> speed) {
    public Line {
      appeared = List.copyOf(appeared);
      gone = List.copyOf(gone);
    }
  }

  /** Compares. */
  public static Comparison of(Snapshot base, Snapshot head, double threshold) {
    List<Line> lines = new ArrayList<>();
    for (Snapshot.Strategy now : head.strategies()) {
      lines.add(
          base.strategy(now.name())
              .map(before -> both(before, now))
              .orElseGet(
                  () ->
                      new Line(
                          now.name(),
                          now.source(),
                          "new",
                          now.broken(),
                          List.of(),
                          Optional.empty())));
    }
    for (Snapshot.Strategy before : base.strategies()) {
      if (head.strategy(before.name()).isEmpty()) {
        lines.add(
            new Line(
                before.name(), before.source(), "gone", List.of(), List.of(), Optional.empty()));
      }
    }
    return new Comparison(threshold, lines, differing(base.settings(), head.settings()));
  }

  private static Line both(Snapshot.Strategy before, Snapshot.Strategy now) {
    List<String> appeared =
        now.broken().stream().filter(each -> !before.broken().contains(each)).toList();
    List<String> gone =
        before.broken().stream()
            .filter(each -> now.decided().contains(each) && !now.broken().contains(each))
            .toList();
    Optional<SpeedChange> speed =
        SpeedChange.comparable(before.ratios(), now.ratios())
            ? Optional.of(SpeedChange.of(before.ratios(), now.ratios()))
            : Optional.empty();
    return new Line(now.name(), now.source(), "both", appeared, gone, speed);
  }

  private static Map<String, String> differing(
      Map<String, String> base, Map<String, String> head) {
    var names = new TreeSet<>(base.keySet());
    names.addAll(head.keySet());
    Map<String, String> differing = new TreeMap<>();
    for (String name : names) {
      String before = base.getOrDefault(name, "nothing");
      String now = head.getOrDefault(name, "nothing");
      if (!before.equals(now)) {
        differing.put(name, before + " → " + now);
      }
    }
    return differing;
  }

  /** Whether an anomaly appeared. */
  public boolean worse() {
    return lines.stream().anyMatch(line -> !line.appeared().isEmpty());
  }

  /** Whether something became slower by more than the threshold. */
  public boolean slower() {
    return lines.stream().anyMatch(l -> l.speed().filter(s -> s.slower(threshold)).isPresent());
  }

  /** Whether there is anything to tell. */
  public boolean differs() {
    return worse()
        || lines.stream()
            .anyMatch(
                line ->
                    !line.gone().isEmpty()
                        || line.speed()
                            .filter(s -> s.slower(threshold) || s.faster(threshold))
                            .isPresent());
  }

  /** The documented exit code: 1 for a new anomaly, 3 for a broken budget, else 0. */
  public int exitCode() {
    return worse() ? 1 : slower() ? 3 : 0;
  }

  /** The widest of the intervals' halves: no smaller change would have been seen everywhere. */
  double noise() {
    return lines.stream()
        .flatMap(line -> line.speed().stream())
        .mapToDouble(SpeedChange::noise)
        .max()
        .orElse(Double.NaN);
  }
}
