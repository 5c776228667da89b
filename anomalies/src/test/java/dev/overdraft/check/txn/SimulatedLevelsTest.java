package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.txn.Model;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedLevelsTest {

  /** As many as {@code -Doverdraft.seeds} says. */
  private static final int SEEDS = Integer.getInteger("overdraft.seeds", 15);

  @Test
  void serialRuns_satisfyEverything() {
    for (int seed = 1; seed <= SEEDS; seed++) {
      SerialRun run = new SerialRun(seed);
      run.run(10 + run.random.nextInt(300));
      for (Model model : Model.values()) {
        Judgement judgement = Judge.judge(run.script.history(model), Options.DEFAULT);
        assertEquals(Set.of(), Txns.names(judgement), model + " seed " + seed);
        assertEquals(Set.of(Level.SERIALIZABLE), judgement.levels().strongest(Axis.STRICT));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void simulatedDatabases_satisfyTheirLevel(SimulatedDatabase.Kind kind) {
    Set<Phenomenon> seen = EnumSet.noneOf(Phenomenon.class);
    for (int seed = 1; seed <= SEEDS; seed++) {
      Script script = new SimulatedDatabase(kind, seed).run(10 + 20 * seed % 300);
      for (Model model : Model.values()) {
        if (kind == SimulatedDatabase.Kind.READ_UNCOMMITTED && model != Model.LIST_APPEND) {
          continue;
        }
        Judgement judgement = Judge.judge(script.history(model), Options.DEFAULT);
        String which = kind + " " + model + " seed " + seed + ": " + Txns.names(judgement);
        if (kind != SimulatedDatabase.Kind.READ_UNCOMMITTED) {
          assertEquals(0, judgement.notAllowedAt(kind.level, kind.axis()).size(), which);
          assertTrue(
              judgement.levels().of(kind.level, kind.axis()) != Answer.BROKEN,
              () -> which + " " + judgement.levels().weakestBroken(kind.axis()));
        }
        if (kind != SimulatedDatabase.Kind.READ_UNCOMMITTED) {
          assertEquals(Answer.HOLDS, judgement.levels().of(kind.level, kind.axis()), which);
        }
        judgement.findings().forEach(f -> seen.add(f.phenomenon()));
      }
    }
    assertEquals(kind != SimulatedDatabase.Kind.TWO_PHASE_LOCKING, !seen.isEmpty(), "" + seen);
  }
}
