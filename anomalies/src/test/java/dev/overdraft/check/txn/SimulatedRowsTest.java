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
import dev.overdraft.history.txn.TxnHistoryBuilder;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedRowsTest {

  /** As many as {@code -Doverdraft.seeds} says. */
  private static final int SEEDS = Integer.getInteger("overdraft.seeds", 25);

  @ParameterizedTest
  @EnumSource
  void simulatedTables_satisfyTheirLevel(SimulatedRows.Kind kind) {
    Set<Phenomenon> seen = EnumSet.noneOf(Phenomenon.class);
    long unknown = 0;
    for (int seed = 1; seed <= SEEDS; seed++) {
      boolean oneWay = seed % 2 == 0;
      TxnHistory history = new SimulatedRows(kind, seed, 5, oneWay).run(10 + 7 * seed % 200, 4);
      Judgement judgement = Judge.judge(history, Options.DEFAULT);
      String which = kind + " seed " + seed + ": " + Txns.names(judgement);
      Axis axis = kind == SimulatedRows.Kind.ITEM_LOCKS ? Axis.PLAIN : Axis.STRICT;
      assertEquals(0, judgement.notAllowedAt(kind.level, axis).size(), which);
      Answer answer = judgement.levels().of(kind.level, axis);
      assertNotEquals(Answer.BROKEN, answer, which);
      if (oneWay) {
        assertEquals(Answer.HOLDS, answer, which);
      }
      unknown += answer == Answer.UNKNOWN ? 1 : 0;
      judgement.findings().forEach(f -> seen.add(f.phenomenon()));
      judgement.findings().forEach(f -> assertTrue(f.reproduced(), which + f.sentence()));
    }
    assertTrue(unknown > SEEDS / 5, "rows that come and go leave something open: " + unknown);
    assertEquals(
        switch (kind) {
          case SERIAL -> false;
          case SNAPSHOT, ITEM_LOCKS, READ_COMMITTED -> true;
        },
        seen.contains(Phenomenon.PREDICATE_WRITE_SKEW),
        "" + seen);
    assertEquals(
        switch (kind) {
          case SERIAL, SNAPSHOT -> false;
          case ITEM_LOCKS, READ_COMMITTED -> true;
        },
        seen.contains(Phenomenon.PHANTOM),
        "" + seen);
  }

  @Test
  void everyOrderOfUpToSixTransactions_agrees() {
    int broken = 0;
    int open = 0;
    for (int seed = 1; seed <= 5 * SEEDS; seed++) {
      for (SimulatedRows.Kind kind : SimulatedRows.Kind.values()) {
        boolean oneWay = seed % 3 != 0;
        TxnHistory all = new SimulatedRows(kind, seed, 3, oneWay).run(6, 4);
        TxnHistory history = only(all);
        for (Axis axis : Axis.values()) {
          String what = kind + " seed " + seed + " " + axis + "\n" + Txns.text(history);
          Judgement judgement = Judge.judge(history, Options.DEFAULT);
          boolean serial = new RowForce(history, axis).isSerializable();
          open += agrees(serial, judgement, Level.SERIALIZABLE, axis, oneWay, what) ? 0 : 1;
          if (history.size() <= 5) {
            boolean snapshot = new RowForce(history, axis).isSnapshotIsolated();
            agrees(snapshot, judgement, Level.SNAPSHOT_ISOLATION, axis, oneWay, what);
          }
          broken += serial ? 0 : 1;
        }
      }
    }
    assertTrue(broken > SEEDS, "too few that are not serializable: " + broken);
    assertTrue(open > SEEDS, "too few with rows that come and go: " + open);
  }

  private static boolean agrees(
      boolean holds, Judgement judgement, Level level, Axis axis, boolean exact, String what) {
    Answer answer = judgement.levels().of(level, axis);
    String all = what + level + " " + Txns.names(judgement);
    if (exact || answer != Answer.UNKNOWN) {
      assertEquals(holds ? Answer.HOLDS : Answer.BROKEN, answer, all);
    }
    return answer != Answer.UNKNOWN;
  }

  /** The transactions that were ok. */
  private static TxnHistory only(TxnHistory all) {
    TxnHistoryBuilder ok = TxnHistory.of(Model.VERSIONED);
    copy(all, ok, op -> true, false);
    return ok.build();
  }

  /**
   * Adds a history to another.
   *
   * @param kept which of the rows that reads of groups returned stay
   * @param whole whether those that were not ok come too
   */
  static void copy(TxnHistory all, TxnHistoryBuilder to, IntPredicate kept, boolean whole) {
    for (int key = 0; key < all.keys(); key++) {
      if (all.openingGroup(key) != TxnHistory.NO_GROUP) {
        to.opening(Long.parseLong(all.keyName(key)), all.openingGroup(key));
      }
    }
    for (int t = 0; t < all.size(); t++) {
      if (!whole && all.outcome(t) != Outcome.OK) {
        continue;
      }
      to.begin(all.index(t), all.process(t), all.invokedNanos(t));
      for (int op = all.firstOp(t); op < all.endOp(t); op++) {
        copy(all, op, to, kept);
      }
      to.end(all.outcome(t), all.completedNanos(t));
    }
  }

  private static void copy(TxnHistory all, int op, TxnHistoryBuilder to, IntPredicate kept) {
    switch (all.micro(op)) {
      case READ_GROUP ->
          to.readGroup(
              all.value(op),
              (int) IntStream.rangeClosed(op + 1, op + all.listSize(op)).filter(kept).count());
      case WRITE_VERSION ->
          to.writeVersion(Long.parseLong(all.keyName(all.key(op))), all.value(op), all.group(op));
      case READ_VERSION -> {
        if (kept.test(op)) {
          to.readVersion(
              Long.parseLong(all.keyName(all.key(op))),
              all.value(op),
              all.isOpening(op) ? TxnHistoryBuilder.OPENING_MARK : all.index(all.writer(op)));
        }
      }
      default -> throw new IllegalStateException("no step of such a history");
    }
  }
}
