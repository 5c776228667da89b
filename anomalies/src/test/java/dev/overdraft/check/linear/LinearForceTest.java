package dev.overdraft.check.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.check.level.Levels;
import dev.overdraft.check.txn.Judge;
import dev.overdraft.check.txn.Options;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Small histories, at random: the decision against a search over all orders. */
class LinearForceTest {

  /** As many as {@code -Doverdraft.seeds} says. */
  private static final int FEW = Integer.getInteger("overdraft.seeds", 100);

  /** Where the other judge is not slower. */
  private static final int SEEDS = 400 * FEW;

  private int holding;
  private int violated;

  @Test
  void judge_registers_agreesWithForce() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      List<Step> steps =
          random.nextBoolean()
              ? registers(random)
              : spoilt(random, new AtomicObject(random, false, 0.2, 35).run(2 + random.nextInt(7)));
      agrees(Model.REGISTER, steps, Force.register(steps));
    }
    assertTrue(holding > SEEDS / 5 && violated > SEEDS / 5, holding + " and " + violated);
  }

  /** Where what was written twice was read, nothing is said but what no order allows. */
  @Test
  void judge_registersWithRepeatedValues_agreesWithForceOrIsUndecided() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      List<Step> steps = repeated(random, registers(random));
      boolean expected = Force.register(steps);
      Linearizability judged = Linearizability.judge(Step.history(Model.REGISTER, steps));
      if (judged.undecided() == 0) {
        assertEquals(expected, judged.holds(), () -> steps + "\n" + judged);
        holding += expected ? 1 : 0;
        violated += expected ? 0 : 1;
      }
    }
    assertTrue(holding > SEEDS / 5 && violated > SEEDS / 5, holding + " and " + violated);
  }

  @Test
  void judge_rows_agreesWithForce() {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      List<Step> steps =
          random.nextBoolean()
              ? rows(random)
              : spoilt(random, new AtomicObject(random, true, 0.2, 35).run(2 + random.nextInt(7)));
      Linearizability judged = Linearizability.judge(Step.history(Model.VERSIONED, steps));
      if (judged.undecided() == 0) {
        agrees(Model.VERSIONED, steps, Force.row(steps));
      }
    }
    assertTrue(holding > SEEDS / 5 && violated > SEEDS / 5, holding + " and " + violated);
  }

  /** Where each operation touches one object, linearizable is the same as strict serializable. */
  @Test
  void judge_registers_agreesWithTheJudgeOfTransactions() {
    for (int seed = 0; seed < FEW; seed++) {
      Random random = new Random(seed);
      List<Step> steps =
          random.nextBoolean()
              ? answered(registers(random))
              : spoilt(random, new AtomicObject(random, false, 0.1, 35).run(8));
      TxnHistory history = Step.history(Model.REGISTER, steps);
      Linearizability judged = Linearizability.judge(history);
      Levels levels = Judge.judge(history, Options.DEFAULT).levels();
      Answer strict = levels.of(Level.SERIALIZABLE, Axis.STRICT);
      if (judged.undecided() == 0 && strict != Answer.UNKNOWN) {
        assertEquals(strict == Answer.HOLDS, judged.holds(), () -> steps + "\n" + judged);
      }
      if (judged.violated() > 0) {
        violated++;
        for (Level level : Level.values()) {
          if (!Linearizability.isAllowedAt(level, Axis.STRICT)) {
            assertNotEquals(
                Answer.HOLDS, levels.of(level, Axis.STRICT), () -> steps + "\n" + judged);
          }
        }
      } else {
        holding++;
      }
    }
    assertTrue(
        FEW < 20 || (holding > FEW / 10 && violated > FEW / 10), holding + " and " + violated);
  }

  /** What somebody writes and replaces in one operation is nothing to anybody else. */
  @Test
  @Timeout(60)
  void judge_registersWrittenTwiceInOneOperation_asIfOnce() {
    for (int seed = 0; seed < SEEDS / 10; seed++) {
      List<Step> steps = registers(new Random(seed));
      Linearizability once = Linearizability.judge(Step.history(Model.REGISTER, steps));
      Linearizability twice = Linearizability.judge(Step.hesitant(steps));
      assertEquals(once.holds(), twice.holds(), () -> steps + "\n" + once + "\n" + twice);
      assertEquals(once.violated(), twice.violated(), () -> steps + "\n" + once + "\n" + twice);
    }
  }

  /** What is named as the proof is one: those operations alone are no better. */
  private void agrees(Model model, List<Step> steps, boolean expected) {
    Linearizability judged = Linearizability.judge(Step.history(model, steps));
    assertEquals(expected, judged.holds(), () -> steps + "\n" + judged);
    assertEquals(expected ? 0 : 1, judged.violated(), () -> steps + "\n" + judged);
    if (expected) {
      holding++;
    } else {
      violated++;
      Violation violation = judged.violations().get(0);
      List<Step> culprits = culprits(model, steps, violation);
      assertFalse(
          model == Model.REGISTER ? Force.register(culprits) : Force.row(culprits),
          () -> steps + "\n" + violation);
    }
  }

  private static List<Step> culprits(Model model, List<Step> steps, Violation violation) {
    Set<Integer> numbers = new TreeSet<>();
    for (Involved each : violation.involved()) {
      add(steps, Integer.parseInt(each.name().substring(1)), numbers);
    }
    List<Step> culprits = new ArrayList<>();
    List<Integer> order = new ArrayList<>(numbers);
    for (int number : order) {
      Step step = steps.get(number);
      boolean known = model == Model.VERSIONED && numbers.contains(step.from());
      int from = known ? order.indexOf(step.from()) : Math.max(step.from(), Step.UNRECORDED);
      culprits.add(
          new Step(
              step.invoked(), step.completed(), step.outcome(), step.read(), step.write(), from));
    }
    return culprits;
  }

  /** A value that is read needs its writer, or the read alone would prove everything. */
  private static void add(List<Step> steps, int number, Set<Integer> numbers) {
    if (numbers.add(number) && steps.get(number).read() != Step.NONE) {
      for (int i = 0; i < steps.size(); i++) {
        if (steps.get(i).write() == steps.get(number).read()) {
          add(steps, i, numbers);
        }
      }
    }
  }

  private static List<Step> registers(Random random) {
    List<Step> steps = new ArrayList<>();
    int size = 1 + random.nextInt(8);
    long written = 0;
    for (int i = 0; i < size; i++) {
      int deed = random.nextInt(5);
      long write = deed < 3 ? ++written : Step.NONE;
      long read = deed < 2 ? Step.NONE : random.nextInt(4) == 0 ? Step.NIL : value(random);
      steps.add(step(random, read, write, Step.UNRECORDED));
    }
    return steps;
  }

  /** The same, some of them writing what others write too. */
  private static List<Step> repeated(Random random, List<Step> steps) {
    steps.replaceAll(
        step ->
            step.write() == Step.NONE || random.nextInt(3) > 0
                ? step
                : new Step(
                    step.invoked(),
                    step.completed(),
                    step.outcome(),
                    step.read(),
                    value(random),
                    step.from()));
    return steps;
  }

  /** The same without what operations read that did not end well, which nobody learns. */
  private static List<Step> answered(List<Step> steps) {
    steps.replaceAll(
        step ->
            step.outcome() == Outcome.OK
                ? step
                : new Step(
                    step.invoked(),
                    step.completed(),
                    step.outcome(),
                    Step.NONE,
                    step.write(),
                    step.from()));
    return steps;
  }

  private static long value(Random random) {
    return 1L + random.nextInt(3);
  }

  private static List<Step> rows(Random random) {
    List<Step> steps = new ArrayList<>();
    int size = 1 + random.nextInt(8);
    long written = 0;
    for (int i = 0; i < size; i++) {
      int deed = random.nextInt(5);
      long write = deed < 3 ? ++written : Step.NONE;
      long read = deed < 2 ? Step.NONE : deed == 2 ? write - 1 : random.nextInt(5);
      steps.add(step(random, read, write, Step.UNRECORDED));
    }
    List<Step> named = new ArrayList<>();
    for (Step step : steps) {
      int from = step.read() == 0 ? Step.BEFORE_ALL : Step.UNRECORDED;
      for (int w = 0; w < size; w++) {
        from = steps.get(w).write() == step.read() && step.read() > 0 ? w : from;
      }
      named.add(
          new Step(
              step.invoked(), step.completed(), step.outcome(), step.read(), step.write(), from));
    }
    return named;
  }

  private static Step step(Random random, long read, long write, int from) {
    long invoked = random.nextInt(24);
    long completed = invoked + random.nextInt(16);
    int luck = random.nextInt(10);
    Outcome outcome = luck == 0 ? Outcome.FAIL : luck < 3 ? Outcome.INFO : Outcome.OK;
    return new Step(invoked, completed, Outcome.OK, read, write, from).ended(outcome);
  }

  /** Moves one operation in time, which may change the verdict and may not. */
  private static List<Step> spoilt(Random random, List<Step> steps) {
    if (random.nextInt(3) > 0) {
      int at = random.nextInt(steps.size());
      Step step = steps.get(at);
      long by = random.nextInt(81) - 40L;
      long completed = step.completed() == Long.MAX_VALUE ? Long.MAX_VALUE : step.completed() + by;
      steps.set(
          at,
          new Step(
              step.invoked() + by,
              completed,
              step.outcome(),
              step.read(),
              step.write(),
              step.from()));
    }
    return steps;
  }
}
