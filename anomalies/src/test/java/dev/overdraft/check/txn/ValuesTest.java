package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import dev.overdraft.history.txn.TxnHistoryBuilder;
import org.junit.jupiter.api.Test;

/** Who wrote which value. */
class ValuesTest {

  @Test
  void writeOp_ofEveryKeyAndValue_isItsWrite() {
    TxnHistoryBuilder history = TxnHistory.of(Model.REGISTER).begin(0, 0, 0);
    for (int value = 0; value < 300; value++) {
      history.write(value % 3, value / 3 - 50);
      history.read(value % 3, 1_000);
    }
    TxnHistory built = history.end(Outcome.OK, 1).build();
    Ints duplicates = new Ints();
    var values = new Values(built, Versions.txnOfOps(built), duplicates);
    for (int value = 0; value < 300; value++) {
      assertEquals(2 * value, values.writeOp(value % 3, value / 3 - 50));
    }
    assertEquals(Values.NONE, values.writeOp(0, 1_000));
    assertEquals(Values.NONE, values.writeOp(0, 50));
    assertEquals(0, duplicates.size());
  }

  @Test
  void writeOp_writtenTwice_isNone() {
    TxnHistory history =
        Txns.of(
            Model.REGISTER, "0 p0 0-9 ok: w x 1; w y 1; w x 1", "1 p1 0-9 ok: w x 2; w x 1; w y 2");
    Ints duplicates = new Ints();
    var values = new Values(history, Versions.txnOfOps(history), duplicates);
    assertEquals(Values.AMBIGUOUS, values.writeOp(0, 1));
    assertEquals(1, values.writeOp(1, 1));
    assertEquals(3, values.writeOp(0, 2));
    assertFalse(values.isUnique(0));
    assertFalse(values.isUnique(4));
    assertTrue(values.isUnique(1));
    assertArrayEquals(new int[] {2, 4}, duplicates.toArray());
  }

  @Test
  void first_writtenTwice_isTheFirstThatDidNotFail() {
    TxnHistory history =
        Txns.of(
            Model.REGISTER,
            "0 p0 0-9 fail: w x 1; w x 2; w x 3",
            "1 p1 0-9 info: w x 1",
            "2 p2 0-9 ok: w x 1; w x 4",
            "3 p3 0-9 fail: w x 2; w x 4");
    var values = new Values(history, Versions.txnOfOps(history), new Ints());
    assertEquals(3, values.first(0, 1));
    assertEquals(1, values.first(0, 2));
    assertEquals(2, values.first(0, 3));
    assertEquals(5, values.first(0, 4));
    assertEquals(Values.NONE, values.first(0, 5));
    assertTrue(values.isFailed(1));
    assertFalse(values.isFailed(3));
  }
}
