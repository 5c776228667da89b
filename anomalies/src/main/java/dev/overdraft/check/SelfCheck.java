package dev.overdraft.check;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether faults that were planted into copies of a history are found there, with the right
 * culprits: the recall of the checkers, measured on the very history that they judge.
 *
 * @param operations how many operations the copies had: the first ones of the history
 * @param of how many the history has
 * @param lines one a kind of fault, in the order of {@link PlantedFault}; none where nothing was
 *     planted at all
 */
public record SelfCheck(long operations, long of, List<Line> lines) {

  /** Nothing was planted. */
  public static final SelfCheck NONE = new SelfCheck(0, 0, List.of());

  public SelfCheck {
    lines = List.copyOf(lines);
  }

  /**
   * What became of one kind of fault.
   *
   * @param planted in how many copies; 0 if the history has no room for it
   * @param caught in how many it was found, at its place and with its culprits and no others
   * @param why why it could not be planted, or what was missed first; empty if all were caught
   */
  public record Line(PlantedFault fault, int planted, int caught, String why) {

    /** Whether one was not found. */
    public boolean missed() {
      return caught < planted;
    }

    @Override
    public String toString() {
      if (planted == 0) {
        return fault.title() + " not applicable (" + why + ")";
      }
      String share = "%s %d of %d".formatted(fault.title(), caught, planted);
      return missed() ? share + " (" + why + ")" : share;
    }
  }

  /** The anomalies of which nothing is proven, because a fault went unnoticed. */
  public Set<Anomaly> blind() {
    Set<Anomaly> blind = EnumSet.noneOf(Anomaly.class);
    lines.stream().filter(Line::missed).forEach(line -> blind.addAll(line.fault().columns()));
    return blind;
  }

  /** Copies with a fault. */
  public int planted() {
    return lines.stream().mapToInt(Line::planted).sum();
  }

  /** Copies in which it was found. */
  public int caught() {
    return lines.stream().mapToInt(Line::caught).sum();
  }

  /** The same with one more line, for adding up several histories' checks. */
  public SelfCheck plus(SelfCheck other) {
    List<Line> sum = new ArrayList<>();
    for (PlantedFault fault : PlantedFault.values()) {
      List<Line> both =
          List.of(this, other).stream()
              .flatMap(check -> check.lines.stream())
              .filter(line -> line.fault() == fault)
              .toList();
      if (!both.isEmpty()) {
        sum.add(sum(fault, both));
      }
    }
    return new SelfCheck(operations + other.operations, of + other.of, sum);
  }

  private static Line sum(PlantedFault fault, List<Line> both) {
    int planted = both.stream().mapToInt(Line::planted).sum();
    int caught = both.stream().mapToInt(Line::caught).sum();
    String why =
        both.stream()
            .filter(line -> planted == 0 || line.missed())
            .map(Line::why)
            .findFirst()
            .orElse("");
    return new Line(fault, planted, caught, why);
  }

  /** One line, for people; empty if nothing was planted. */
  @Override
  public String toString() {
    if (lines.isEmpty()) {
      return "";
    }
    String kinds = lines.stream().map(Line::toString).collect(Collectors.joining(", "));
    String where =
        operations < of
            ? "copies of the first %d of %d operations".formatted(operations, of)
            : "copies of all %d operations".formatted(of);
    return "%d of %d planted faults found with their culprits in %s: %s"
        .formatted(caught(), planted(), where, kinds);
  }
}
