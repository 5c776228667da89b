package dev.overdraft.check.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cuts closed walks to cycles. */
final class Walk {
  private Walk() {}

  /** The cycle of that class, with an order edge if any are asked for, within a closed walk. */
  static Optional<Cycle> cycle(CycleClass type, int order, List<Cycle.Step> steps) {
    if (steps.size() < 2) {
      return Optional.empty();
    }
    Map<Integer, Integer> places = new HashMap<>();
    for (int at = 0; at < steps.size(); at++) {
      Integer before = places.put(steps.get(at).vertex(), at);
      if (before != null) {
        List<Cycle.Step> outer = new ArrayList<>(steps.subList(0, before));
        outer.addAll(steps.subList(at, steps.size()));
        List<Cycle.Step> inner = steps.subList(before, at);
        return cycle(type, order, inner).or(() -> cycle(type, order, outer));
      }
    }
    Cycle cycle = new Cycle(steps);
    boolean ordered = order == 0 || cycle.steps().stream().anyMatch(s -> s.kind().isOrder());
    return Optional.of(cycle).filter(c -> ordered && CycleClass.of(c) == type);
  }
}
