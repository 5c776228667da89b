package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Registers without versions, against every order that there could have been. */
class RegisterForceTest {

  private static final int SEEDS = Integer.getInteger("overdraft.seeds", 200);
  private static final List<Level> COMPUTED =
      List.of(Level.MONOTONIC_ATOMIC_VIEW, Level.READ_ATOMIC, Level.CAUSAL);

  private final Map<Level, int[]> seen = new EnumMap<>(Level.class);

  @Test
  void drawnHistories_agreeWithEveryOrder() {
    for (int seed = 1; seed <= SEEDS; seed++) {
      agrees(RandomRegisters.of(seed, 3 + seed % 4), "seed " + seed);
    }
    seen.forEach(
        (level, counts) ->
            assertTrue(
                SEEDS < 20 || (counts[0] > SEEDS / 20 && counts[1] > SEEDS / 20),
                "%s held %d times of %d".formatted(level, counts[1], counts[0] + counts[1])));
  }

  @Test
  void simulatedDatabases_agreeWithEveryOrder() {
    for (int seed = 1; seed <= SEEDS / 4; seed++) {
      for (SimulatedDatabase.Kind kind : SimulatedDatabase.Kind.values()) {
        if (kind != SimulatedDatabase.Kind.READ_UNCOMMITTED) {
          Script script = new SimulatedDatabase(kind, seed, 2).run(7);
          script.txns.removeIf(t -> t.outcome != Outcome.OK);
          while (script.txns.size() > 6) {
            script.txns.remove(script.txns.size() - 1);
          }
          TxnHistory history = script.history(Model.REGISTER);
          agrees(history, kind + " seed " + seed);
        }
      }
    }
  }

  private void agrees(TxnHistory history, String which) {
    Judgement judgement = Judge.judge(history, new Options(1_000_000, 5, true));
    for (Axis axis : Axis.values()) {
      String what = which + " " + axis + " " + Txns.names(judgement) + "\n" + Txns.text(history);
      boolean serial = new BruteForce(history, axis).isSerializable();
      is(serial, judgement, Level.SERIALIZABLE, axis, what);
      is(serial, judgement, Level.REPEATABLE_READ, axis, what);
      if (history.size() <= 5) {
        is(
            new BruteForce(history, axis).isSnapshotIsolated(),
            judgement,
            Level.SNAPSHOT_ISOLATION,
            axis,
            what);
        is(new BruteForce(history, axis).isPrefixConsistent(), judgement, Level.PREFIX, axis, what);
      }
      if (judgement.levels().of(Level.READ_COMMITTED, axis) == Answer.HOLDS) {
        for (Level level : COMPUTED) {
          is(new CommitOrderForce(history, axis).holds(level), judgement, level, axis, what);
        }
      }
    }
  }

  private void is(boolean holds, Judgement judgement, Level level, Axis axis, String what) {
    seen.computeIfAbsent(level, l -> new int[2])[holds ? 1 : 0]++;
    Answer answer = judgement.levels().of(level, axis);
    boolean internal =
        judgement.findings().stream().anyMatch(f -> f.phenomenon() == Phenomenon.INTERNAL);
    if (level == Level.REPEATABLE_READ && internal && answer == Answer.UNKNOWN) {
      return;
    }
    assertEquals(
        answer == Answer.BROKEN,
        !judgement.notAllowedAt(level, axis).isEmpty(),
        "a finding that breaks " + level + " in " + what);
    assertNotEquals(Answer.UNKNOWN, answer, level + " of " + what);
    assertEquals(holds ? Answer.HOLDS : Answer.BROKEN, answer, level + " of " + what);
  }
}
