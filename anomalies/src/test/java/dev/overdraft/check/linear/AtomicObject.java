package dev.overdraft.check.linear;

import dev.overdraft.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A simulated atomic register, or row: each operation takes effect at one instant within its
 * interval, so every history of it is linearizable.
 */
final class AtomicObject {

  private final Random random;
  private final boolean versions;
  private final double unknown;
  private final int spread;
  private long value;
  private long next = 1;
  private int writer = Step.BEFORE_ALL;

  /**
   * An object in its opening state.
   *
   * @param unknown how many of its operations nobody answers
   * @param spread how long operations last at most before and after their effect; there is one
   *     every 10
   */
  AtomicObject(Random random, boolean versions, double unknown, int spread) {
    this.spread = spread;
    this.random = random;
    this.versions = versions;
    this.unknown = unknown;
    this.value = versions ? 0 : Step.NIL;
  }

  /** As many operations, each open for a few others' effects. */
  List<Step> run(int operations) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < operations; i++) {
      long instant = 10L * i;
      steps.add(step(i, instant - random.nextInt(spread), instant + random.nextInt(spread)));
    }
    return steps;
  }

  private Step step(int number, long invoked, long completed) {
    int deed = random.nextInt(4);
    boolean reads = deed != 0;
    boolean writes = deed < 2;
    double luck = random.nextDouble();
    Outcome outcome =
        luck < unknown ? Outcome.INFO : luck < unknown * 1.5 ? Outcome.FAIL : Outcome.OK;
    boolean effective = outcome == Outcome.OK || (outcome == Outcome.INFO && random.nextBoolean());
    boolean blind = outcome != Outcome.OK;
    long read = reads && !blind ? value : Step.NONE;
    int from = writer;
    long write = writes || blind ? next : Step.NONE;
    if (effective && write != Step.NONE) {
      value = write;
      writer = number;
      next++;
    } else if (write != Step.NONE && !versions) {
      next++;
    }
    return new Step(
        invoked,
        outcome == Outcome.INFO ? Long.MAX_VALUE : completed,
        outcome,
        read,
        write,
        read == Step.NONE ? Step.UNRECORDED : from);
  }
}
