package dev.overdraft.check.linear;

import static dev.overdraft.check.linear.Step.NIL;
import static dev.overdraft.check.linear.Step.NONE;

import dev.overdraft.history.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Wing and Gong's search for an order of all operations, without memory: for a few operations.
 *
 * @see <a href="https://doi.org/10.1006/jpdc.1993.1015">Wing and Gong 1993</a>
 */
final class Force {

  private final List<Step> steps;
  private final boolean versions;

  private Force(List<Step> steps, boolean versions) {
    this.steps = steps;
    this.versions = versions;
  }

  /** Whether a register allows the steps; unknown ones may be left out. */
  static boolean register(List<Step> steps) {
    List<Step> kept = new ArrayList<>(steps);
    kept.removeIf(step -> step.outcome() == Outcome.FAIL);
    return new Force(kept, false).search(0, NIL);
  }

  /**
   * Whether a row allows the steps. Unknown ones are left out unless somebody named them; versions
   * that none of the rest wrote may come at any time.
   */
  static boolean row(List<Step> steps) {
    boolean[] in = new boolean[steps.size()];
    for (int i = 0; i < in.length; i++) {
      in[i] = steps.get(i).outcome() == Outcome.OK;
    }
    for (int round = 0; round < in.length; round++) {
      for (int i = 0; i < in.length; i++) {
        int from = steps.get(i).from();
        if (in[i] && steps.get(i).read() != NONE && from >= 0 && from != Step.UNRECORDED) {
          in[from] = true;
        }
      }
    }
    List<Step> kept = new ArrayList<>();
    for (int i = 0; i < in.length; i++) {
      if (in[i] && steps.get(i).outcome() == Outcome.FAIL) {
        return false;
      }
      if (in[i]) {
        Step step = steps.get(i);
        kept.add(
            new Step(step.invoked(), step.completed(), Outcome.OK, step.read(), step.write(), 0));
      }
    }
    return new Force(kept, true).search(0, 0);
  }

  private boolean search(int done, long state) {
    boolean finished = true;
    for (int i = 0; i < steps.size(); i++) {
      boolean open = (done & (1 << i)) == 0;
      finished &= !open || steps.get(i).outcome() == Outcome.INFO;
      if (open && mayBeNext(done, i)) {
        long next = versions ? row(steps.get(i), state) : register(steps.get(i), state);
        if (next != NONE && search(done | 1 << i, next)) {
          return true;
        }
      }
    }
    return finished;
  }

  private boolean mayBeNext(int done, int next) {
    for (int i = 0; i < steps.size(); i++) {
      if ((done & (1 << i)) == 0 && steps.get(i).completed() < steps.get(next).invoked()) {
        return false;
      }
    }
    return true;
  }

  private static long register(Step step, long state) {
    if (step.read() != NONE && step.read() != state) {
      return NONE;
    }
    return step.write() == NONE ? state : step.write();
  }

  private long row(Step step, long state) {
    long base = state;
    if (step.read() != NONE) {
      if (step.read() < state || owned(state, step.read() + 1)) {
        return NONE;
      }
      base = step.read();
    }
    if (step.write() == NONE) {
      return base;
    }
    return step.write() > base && !owned(base, step.write()) ? step.write() : NONE;
  }

  /** Whether somebody wrote a version between these two. */
  private boolean owned(long after, long before) {
    return steps.stream().anyMatch(s -> s.write() > after && s.write() < before);
  }
}
