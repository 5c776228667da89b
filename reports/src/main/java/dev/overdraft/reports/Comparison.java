package dev.overdraft.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Two runs side by side: anomalies that appeared or are gone, and what became faster or slower.
 *
 * <p>The yardstick, which no strategy's change moves, is compared too. What it says to have changed
 * by more than the threshold the measurement cannot tell, and nothing is said of it.
 *
 * <p>Only broken promises count as anomalies here. That a control on purpose shows this or that
 * beside what it must is luck, and no news. What head could not decide is told whether base had
 * decided it or not: no worse is what is shown to be so.
 *
 * @param threshold the change of cost that matters, 0.05 for 5 %
 * @param control how the yardstick itself seems to have changed, by measure: {@code time}, {@code
 *     CPU}
 * @param cutShort whether somebody stopped head before its time
 * @param differing settings of server and machine that are not the same, {@code base → head}
 */
public record Comparison(
    double threshold,
    Map<String, CostChange> control,
    boolean cutShort,
    List<Line> lines,
    Map<String, String> differing) {

  static final String TIME = "time";
  static final String CPU = "CPU";

  public Comparison {
    control = java.util.Collections.unmodifiableMap(new TreeMap<>(control));
    lines = List.copyOf(lines);
    differing = java.util.Collections.unmodifiableMap(new TreeMap<>(differing));
  }

  /**
   * One strategy that is in both runs, or in one of them.
   *
   * @param presence {@code both}, {@code new} or {@code gone}
   * @param appeared seen in head, and not in base
   * @param gone seen in base, and shown not to be in head
   * @param undecided what head had to decide, and could not
   * @param time of a commit, less that in the queue for a CPU; empty if it was not measured in both
   * @param cpu time of a commit, of client thread and server; empty if it was not measured in both
   */
  public record Line(
      String strategy,
      String source,
      String presence,
      List<String> appeared,
      List<String> gone,
      List<String> undecided,
      Optional<CostChange> time,
      Optional<CostChange> cpu) {
    public Line {
      appeared = List.copyOf(appeared);
      gone = List.copyOf(gone);
      undecided = List.copyOf(undecided);
    }

    private Stream<CostChange> costs() {
      return Stream.of(time, cpu).flatMap(Optional::stream);
    }

    boolean measured() {
      return costs().findAny().isPresent();
    }

    /** Whether time or CPU time of a commit has grown by more than the threshold. */
    public boolean slower(double threshold) {
      return costs().anyMatch(cost -> cost.dearer(threshold));
    }

    /** Whether one has shrunk by more than the threshold, and the other has not grown so. */
    public boolean faster(double threshold) {
      return !slower(threshold) && costs().anyMatch(cost -> cost.cheaper(threshold));
    }

    /** Whether a change well beyond the threshold would have been seen. */
    boolean same(double threshold) {
      return costs().allMatch(cost -> cost.same(threshold));
    }
  }

  /** Compares. */
  public static Comparison of(Snapshot base, Snapshot head, double threshold) {
    Map<String, CostChange> control = new TreeMap<>();
    CostChange.of(base.yardstick().time(), head.yardstick().time())
        .ifPresent(change -> control.put(TIME, change));
    CostChange.of(base.yardstick().cpu(), head.yardstick().cpu())
        .ifPresent(change -> control.put(CPU, change));
    var comparison =
        new Comparison(
            threshold,
            control,
            head.cutShort(),
            List.of(),
            differing(base.settings(), head.settings()));
    List<Line> lines = new ArrayList<>();
    for (Snapshot.Strategy now : head.strategies()) {
      lines.add(
          base.strategy(now.name())
              .map(before -> comparison.both(before, now))
              .orElseGet(() -> single(now, "new", now.broken(), now.undecided())));
    }
    for (Snapshot.Strategy before : base.strategies()) {
      if (head.strategy(before.name()).isEmpty()) {
        lines.add(single(before, "gone", List.of(), List.of()));
      }
    }
    return new Comparison(threshold, control, head.cutShort(), lines, comparison.differing());
  }

  private static Line single(
      Snapshot.Strategy only, String presence, List<String> appeared, List<String> undecided) {
    return new Line(
        only.name(),
        only.source(),
        presence,
        appeared,
        List.of(),
        undecided,
        Optional.empty(),
        Optional.empty());
  }

  private Line both(Snapshot.Strategy before, Snapshot.Strategy now) {
    List<String> appeared =
        now.broken().stream().filter(each -> !before.broken().contains(each)).toList();
    List<String> gone =
        before.broken().stream()
            .filter(each -> now.decided().contains(each) && !now.broken().contains(each))
            .toList();
    return new Line(
        now.name(),
        now.source(),
        "both",
        appeared,
        gone,
        now.undecided(),
        change(TIME, before.costs().time(), now.costs().time()),
        change(CPU, before.costs().cpu(), now.costs().cpu()));
  }

  private Optional<CostChange> change(String measure, List<Double> base, List<Double> head) {
    return steady(measure) ? CostChange.of(base, head) : Optional.empty();
  }

  /** Whether the yardstick itself is the same in both, as far as can be told. */
  boolean steady(String measure) {
    CostChange itself = control.get(measure);
    return itself == null || !(itself.dearer(threshold) || itself.cheaper(threshold));
  }

  private static Map<String, String> differing(Map<String, String> base, Map<String, String> head) {
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
    return lines.stream().anyMatch(line -> line.slower(threshold));
  }

  /** Whether head left something open that it had to decide. */
  public boolean undecided() {
    return cutShort || lines.stream().anyMatch(line -> !line.undecided().isEmpty());
  }

  /** Whether a difference was seen. */
  public boolean differs() {
    return worse()
        || lines.stream()
            .anyMatch(
                line -> !line.gone().isEmpty() || line.slower(threshold) || line.faster(threshold));
  }

  /** The documented exit code: 1 for a new anomaly, 3 for a broken budget, 4 if undecided. */
  public int exitCode() {
    return worse() ? 1 : slower() ? 3 : undecided() ? 4 : 0;
  }

  /** The widest of the intervals' halves: no smaller change would have been seen everywhere. */
  double noise() {
    return lines.stream()
        .flatMap(Line::costs)
        .mapToDouble(CostChange::noise)
        .max()
        .orElse(Double.NaN);
  }
}
