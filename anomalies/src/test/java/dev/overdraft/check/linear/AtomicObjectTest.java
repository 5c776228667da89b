package dev.overdraft.check.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Model;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Histories of a simulated atomic object: as they are, and with one fault planted into them. */
class AtomicObjectTest {

  private static final int SEEDS = 20 * Integer.getInteger("overdraft.seeds", 100);

  /** What is planted: one operation more. */
  enum Plant {
    STALE_READ,
    FUTURE_READ,
    LOST_UPDATE
  }

  @ParameterizedTest
  @EnumSource(
      value = Model.class,
      names = {"REGISTER", "VERSIONED"})
  void judge_atomicObject_neverAlarms(Model model) {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      boolean versions = model == Model.VERSIONED;
      int size = 1 + random.nextInt(120);
      int spread = 1 + random.nextInt(60);
      List<Step> steps = new AtomicObject(random, versions, 0.1, spread).run(size);

      Linearizability judged = Linearizability.judge(Step.history(model, steps));

      assertTrue(judged.holds(), () -> steps + "\n" + judged);
    }
  }

  @ParameterizedTest
  @EnumSource(Plant.class)
  void judge_oneFaultInARegister_foundWithExactlyItsOperations(Plant plant) {
    planted(Model.REGISTER, plant);
  }

  @ParameterizedTest
  @EnumSource(Plant.class)
  void judge_oneFaultInARow_foundWithExactlyItsOperations(Plant plant) {
    planted(Model.VERSIONED, plant);
  }

  private static void planted(Model model, Plant plant) {
    int done = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      int size = 10 + random.nextInt(90);
      List<Step> steps = new AtomicObject(random, model == Model.VERSIONED, 0, 5).run(size);
      Set<Integer> expected = plant(plant, model, steps, size / 2);
      if (!expected.isEmpty()) {
        done++;
        Linearizability judged = Linearizability.judge(Step.history(model, steps));
        assertEquals(1, judged.violated(), steps::toString);
        Violation violation = judged.violations().get(0);
        assertEquals(plant.name(), violation.kind().name(), steps::toString);
        assertEquals(expected, numbers(violation), () -> steps + "\n" + violation);
      }
    }
    assertTrue(done > SEEDS / 10, () -> "hardly any history had room for it");
  }

  private static Set<Integer> numbers(Violation violation) {
    return violation.involved().stream()
        .map(each -> Integer.parseInt(each.name().substring(1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Adds the fault to a history without overlaps; returns whom to blame, nobody if none fits. */
  private static Set<Integer> plant(Plant plant, Model model, List<Step> steps, int from) {
    int second = writer(steps, from);
    int first = second < 0 ? -1 : before(steps, second);
    if (second < 0) {
      return Set.of();
    }
    Step next = steps.get(second);
    long old = first >= 0 ? steps.get(first).write() : model == Model.REGISTER ? Step.NIL : 0;
    Set<Integer> blamed = new TreeSet<>(Set.of(second, steps.size()));
    long end = next.completed();
    switch (plant) {
      case STALE_READ -> {
        steps.add(new Step(end + 1, end + 1, Outcome.OK, old, Step.NONE, first));
        if (first >= 0 && model == Model.REGISTER && next.read() == Step.NONE) {
          blamed.add(first);
        }
      }
      case FUTURE_READ -> {
        long early = next.invoked() - 1;
        steps.add(new Step(early, early, Outcome.OK, next.write(), Step.NONE, second));
      }
      case LOST_UPDATE -> {
        if (next.read() == Step.NONE) {
          return Set.of();
        }
        long write = model == Model.REGISTER ? 1_000_000 : next.write();
        steps.add(new Step(next.invoked(), end, Outcome.OK, old, write, first));
      }
    }
    return blamed;
  }

  private static int writer(List<Step> steps, int from) {
    for (int at = from; at < steps.size(); at++) {
      if (steps.get(at).write() != Step.NONE) {
        return at;
      }
    }
    return -1;
  }

  private static int before(List<Step> steps, int second) {
    for (int at = second - 1; at >= 0; at--) {
      if (steps.get(at).write() != Step.NONE) {
        return at;
      }
    }
    return -1;
  }
}
