package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import dev.overdraft.history.txn.TxnHistoryBuilder;
import org.junit.jupiter.api.Test;

/** Slots of rows whose version numbers lie close together, and of others. */
class NumberingTest {

  /** Each line one row's versions, in the order in which they were written. */
  private static TxnHistory rows(long[]... rows) {
    TxnHistoryBuilder history = TxnHistory.of(Model.VERSIONED).begin(0, 0, 0);
    for (int row = 0; row < rows.length; row++) {
      for (long version : rows[row]) {
        history.writeVersion(row, version);
      }
    }
    return history.end(Outcome.OK, 1).build();
  }

  private static void assertSlots(TxnHistory history, int[] first, int... slots) {
    var numbering = new Numbering(history);
    assertArrayEquals(first, numbering.firstSlots());
    for (int op = 0; op < slots.length; op++) {
      assertEquals(slots[op], numbering.slot(op), "operation " + op);
    }
  }

  @Test
  void slots_ofCountedVersions_lieSideBySide() {
    assertSlots(
        rows(new long[] {3, 1, 2}, new long[] {7}, new long[] {0, 2}),
        new int[] {0, 3, 4, 7},
        2,
        0,
        1,
        3,
        4,
        6);
  }

  @Test
  void slots_ofNegativeVersions_lieSideBySideToo() {
    assertSlots(rows(new long[] {-5, -3}, new long[] {-1}), new int[] {0, 3, 4}, 0, 2, 3);
  }

  @Test
  void slots_ofVersionsFarApart_areOneForEachAndOneForEachGap() {
    assertSlots(rows(new long[] {5, 1_000_000}, new long[] {9}), new int[] {0, 3, 4}, 0, 2, 3);
    assertSlots(
        rows(new long[] {Long.MAX_VALUE, Long.MIN_VALUE, 0, 1}), new int[] {0, 6}, 5, 0, 2, 3);
  }

  @Test
  void slots_upToFourTimesAsManyAndSixtyFour_lieSideBySide() {
    assertSlots(rows(new long[] {10, 82}), new int[] {0, 73}, 0, 72);
    assertSlots(rows(new long[] {10, 83}), new int[] {0, 3}, 0, 2);
    assertSlots(rows(new long[] {10, 10, 86}), new int[] {0, 77}, 0, 0, 76);
    assertSlots(rows(new long[] {10, 10, 87}), new int[] {0, 3}, 0, 0, 2);
  }
}
