package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.txn.TxnHistory;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Registers at levels between read atomic and serializability are never accused at their own. */
class SimulatedReplicasTest {

  private static final int SEEDS = Integer.getInteger("overdraft.seeds", 20);

  @ParameterizedTest
  @EnumSource
  void replicas_satisfyTheirLevelAndNoMore(SimulatedReplicas.Kind kind) {
    int more = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      int txns = 20 + new SplittableRandom(seed).nextInt(100);
      TxnHistory history = new SimulatedReplicas(kind, seed).run(txns);
      Judgement judgement = Judge.judge(history, new Options(5_000_000, 5, false));
      String which = kind + " seed " + seed + ": " + Txns.names(judgement);
      assertEquals(0, judgement.notAllowedAt(kind.level, kind.axis).size(), which);
      assertNotEquals(Answer.BROKEN, judgement.levels().of(kind.level, kind.axis), which);
      if (kind != SimulatedReplicas.Kind.PARALLEL_SNAPSHOT) {
        assertEquals(Answer.HOLDS, judgement.levels().of(kind.level, kind.axis), which);
      }
      Answer snapshot = judgement.levels().of(Level.SNAPSHOT_ISOLATION, Axis.SESSION);
      more += snapshot == Answer.BROKEN ? 1 : 0;
    }
    assertTrue(
        more > (SEEDS < 20 ? SEEDS / 4 : SEEDS / 2),
        "snapshot isolation broken in only " + more + " of " + SEEDS);
  }
}
