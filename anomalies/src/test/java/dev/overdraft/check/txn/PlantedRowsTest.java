package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Micro;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import dev.overdraft.history.txn.TxnHistoryBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Anomalies put into histories of serial executions, each of which has to be named. */
@SuppressWarnings("StringSplitter") // plants are written by hand
class PlantedRowsTest {

  private static final int SEEDS = Integer.getInteger("overdraft.seeds", 25);

  /** What is planted by name, after everything, on rows and groups of its own; T0 is the first. */
  private static final Map<String, List<String>> PLANTS =
      Map.of(
          "phantom 0 1",
          List.of("0-9 ok: g 71; g 71 901.1@T1", "1-8 ok: w 901 1 in 71"),
          "predicate-read-skew 0 1",
          List.of("0-9 ok: g 71; g 72 902.1@T1", "1-8 ok: w 901 1 in 71; w 902 1 in 72"),
          "predicate-write-skew 0 1",
          List.of("0-9 ok: g 71; w 902 1 in 72", "0-9 ok: g 72; w 901 1 in 71"),
          "predicate-write-skew 0 1 2",
          List.of(
              "0-9 ok: g 71; w 902 1 in 72",
              "0-9 ok: g 72; w 903 1 in 73",
              "0-9 ok: g 73; w 901 1 in 71"),
          "predicate-non-adjacent 0 1 2 3",
          List.of(
              "0-9 ok: w 901 1 in 71",
              "0-9 ok: w 902 1 in 72",
              "0-9 ok: g 71 901.1@T0; g 72",
              "0-9 ok: g 71; g 72 902.1@T1"),
          "stale-predicate-read-realtime 0 1",
          List.of("0-3 ok: w 901 1 in 71", "5-9 ok: g 71"),
          "predicate-read-miss 0",
          List.of("0-9 ok: g 77"),
          "aborted-read 0 1",
          List.of("0-9 ok: g 71 901.1@T1", "0-9 fail: w 901 1 in 71"),
          "internal 0",
          List.of("0-9 ok: w 901 1 in 71; g 71"));

  private static TxnHistoryBuilder serial(int seed) {
    TxnHistory all =
        new SimulatedRows(SimulatedRows.Kind.SERIAL, seed, 5, true).run(10 + 9 * seed % 200, 4);
    TxnHistoryBuilder copy = TxnHistory.of(Model.VERSIONED);
    SimulatedRowsTest.copy(all, copy, op -> true, true);
    return copy;
  }

  @Test
  void plants_areNamedWithTheirCulpritsAndNothingElseIs() {
    for (int seed = 1; seed <= SEEDS; seed++) {
      for (Map.Entry<String, List<String>> plant : PLANTS.entrySet()) {
        TxnHistoryBuilder history = serial(seed);
        history.opening(977, 77);
        int first = 100_000;
        int number = 0;
        for (String txn : plant.getValue()) {
          String times = txn.substring(0, txn.indexOf(' '));
          long from = 1_000_000 + Long.parseLong(times.substring(0, times.indexOf('-')));
          long to = 1_000_000 + Long.parseLong(times.substring(times.indexOf('-') + 1));
          history.begin(first + number, 1_000 + number, from);
          for (String op : txn.substring(txn.indexOf(": ") + 2).split("; ")) {
            Txns.group(history, op.replaceAll("@T(\\d)", "@10000$1").split(" "));
          }
          history.end(txn.contains("fail") ? Outcome.FAIL : Outcome.OK, to);
          number++;
        }
        Judgement judgement = Judge.judge(history.build(), Options.DEFAULT);
        String expected = plant.getKey().replaceAll(" (\\d)", " 10000$1");
        assertEquals(Set.of(expected), Txns.names(judgement), "seed " + seed);
        judgement.findings().forEach(f -> assertTrue(f.reproduced(), f.sentence()));
      }
    }
  }

  /** A row taken out of what one read returned: its writer had completed, so it was to be seen. */
  @Test
  void rowLeftOut_neverPassesAsStrict() {
    int planted = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      TxnHistory all = new SimulatedRows(SimulatedRows.Kind.SERIAL, seed, 5, true).run(60, 4);
      List<Integer> victims = new ArrayList<>();
      for (int t = 0; t < all.size(); t++) {
        for (int op = all.firstOp(t); op < all.endOp(t); op++) {
          if (all.outcome(t) == Outcome.OK && isOld(all, t, op)) {
            victims.add(op);
          }
        }
      }
      if (victims.isEmpty()) {
        continue;
      }
      int victim = victims.get((31 * seed) % victims.size());
      TxnHistoryBuilder copy = TxnHistory.of(Model.VERSIONED);
      SimulatedRowsTest.copy(all, copy, op -> op != victim, true);
      Judgement judgement = Judge.judge(copy.build(), Options.DEFAULT);
      assertFalse(judgement.findings().isEmpty(), "seed " + seed);
      assertEquals(Answer.BROKEN, judgement.levels().of(Level.SERIALIZABLE, Axis.STRICT));
      planted++;
    }
    assertTrue(planted > SEEDS / 2, "too few rows to leave out: " + planted);
  }

  /**
   * Whether a row is in a group from its first version on, and that was there before the reader.
   */
  private static boolean isOld(TxnHistory all, int txn, int op) {
    if (all.micro(op) != Micro.READ_VERSION) {
      return false;
    }
    int writer = all.isOpening(op) ? TxnHistory.NOBODY : all.writer(op);
    boolean inserted = writer >= 0 && all.value(op) == 1 && all.openingGroup(all.key(op)) < 0;
    return inserted && all.completedNanos(writer) < all.invokedNanos(txn);
  }
}
