package dev.overdraft.explore.step;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What has happened in a run so far, in order. Written by whoever schedules. */
final class Chronicle implements Policy.Past {

  private final List<Decision> decisions = new ArrayList<>();
  private final List<Draft> drafts = new ArrayList<>();
  private final Map<Integer, Set<Integer>> told = new TreeMap<>();

  /** A moment whose rows the application may still be fetching. */
  private record Draft(
      Moment.Kind kind, int decision, Step step, Tape tape, List<Integer> holders) {
    Moment done() {
      return new Moment(kind, decision, step, tape.answer(), holders);
    }
  }

  @Override
  public List<Decision> decisions() {
    return Collections.unmodifiableList(decisions);
  }

  @Override
  public List<Moment> moments() {
    List<Moment> moments = new ArrayList<>(drafts.size());
    for (Draft draft : drafts) {
      moments.add(draft.done());
    }
    return moments;
  }

  /** What a step's transaction had done before it. */
  List<Step> before(Step step) {
    return drafts.stream()
        .map(Draft::step)
        .filter(s -> s.actor() == step.actor() && s.transaction() == step.transaction())
        .filter(s -> s.ordinal() < step.ordinal())
        .toList();
  }

  void decided(Decision decision) {
    decisions.add(decision);
  }

  /** Whether this actor's wait has been written down and not its end. */
  boolean isToldToWait(int actor) {
    return told.containsKey(actor);
  }

  /** Whether it is, for any of these. */
  boolean isToldToWaitForAny(int actor, Set<Integer> holders) {
    return !Collections.disjoint(told.getOrDefault(actor, Set.of()), holders);
  }

  /** All of which that is so, in a set of its own. */
  Set<Integer> toldToWait() {
    return new TreeSet<>(told.keySet());
  }

  /** A step has been answered. */
  void answered(Step step, Tape tape) {
    Moment.Kind kind = told.remove(step.actor()) != null ? Moment.Kind.WOKE : Moment.Kind.RAN;
    drafts.add(new Draft(kind, now(), step, tape, List.of()));
  }

  /** A step has waited, unless that is known, for those who were aborted or wait for it. */
  void unseenWait(Step step, List<Integer> victims) {
    if (!told.containsKey(step.actor())) {
      tell(
          Moment.Kind.WAITS,
          step,
          victims.contains(step.actor()) ? toldToWait() : new TreeSet<>(victims));
    }
  }

  /** Writes down every wait that has not been. */
  void waits(Map<Integer, Set<Integer>> waiting, Map<Integer, Step> inFlight) {
    for (Map.Entry<Integer, Set<Integer>> each : waiting.entrySet()) {
      Step step = inFlight.get(each.getKey());
      if (step != null && !told.containsKey(each.getKey())) {
        tell(Moment.Kind.WAITS, step, each.getValue());
      }
    }
  }

  /** Writes down for whom those wait now who have waited for others. */
  void changedWaits(Map<Integer, Set<Integer>> waiting, Map<Integer, Step> inFlight) {
    for (Map.Entry<Integer, Set<Integer>> each : waiting.entrySet()) {
      Step step = inFlight.get(each.getKey());
      Set<Integer> holders = each.getValue();
      if (step != null && !holders.equals(told.getOrDefault(each.getKey(), holders))) {
        tell(Moment.Kind.STILL_WAITS, step, holders);
      }
    }
  }

  private void tell(Moment.Kind kind, Step step, Set<Integer> holders) {
    told.put(step.actor(), Set.copyOf(holders));
    drafts.add(new Draft(kind, now(), step, new Tape(), List.copyOf(holders)));
  }

  private int now() {
    return decisions.size() - 1;
  }
}
