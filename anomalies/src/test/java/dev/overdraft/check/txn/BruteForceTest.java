package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import org.junit.jupiter.api.Test;

class BruteForceTest {

  private static final int SEEDS = Integer.getInteger("overdraft.seeds", 150);

  @Test
  void everyOrderOfUpToSixTransactions_agrees() {
    int broken = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      for (SimulatedDatabase.Kind kind : SimulatedDatabase.Kind.values()) {
        Script script = new SimulatedDatabase(kind, seed, 2).run(7);
        script.txns.removeIf(t -> t.outcome != Outcome.OK);
        while (script.txns.size() > 6) {
          script.txns.remove(script.txns.size() - 1);
        }
        TxnHistory history = script.history(Model.LIST_APPEND);
        for (Axis axis : Axis.values()) {
          broken += agrees(history, axis, kind + " seed " + seed) ? 0 : 1;
        }
      }
    }
    assertTrue(broken > 2 * SEEDS / 15, "too few that are not serializable: " + broken);
  }

  private static boolean agrees(TxnHistory history, Axis axis, String which) {
    Judgement judgement = Judge.judge(history, Options.DEFAULT);
    String what = which + " " + axis + " " + Txns.names(judgement) + "\n" + Txns.text(history);
    boolean serial = new BruteForce(history, axis).isSerializable();
    assertEquals(
        serial ? Answer.HOLDS : Answer.BROKEN,
        judgement.levels().of(Level.SERIALIZABLE, axis),
        what);
    if (history.size() <= 5) {
      boolean snapshot = new BruteForce(history, axis).isSnapshotIsolated();
      assertEquals(
          snapshot ? Answer.HOLDS : Answer.BROKEN,
          judgement.levels().of(Level.SNAPSHOT_ISOLATION, axis),
          what);
    }
    return serial;
  }
}
