package dev.overdraft.history.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.overdraft.history.Writer;
import org.junit.jupiter.api.Test;

class TxnNameTest {

  @Test
  void of_index_isItsNumber() {
    assertEquals("T0", TxnName.of(0));
    assertEquals("T5000", TxnName.of(5000));
    assertEquals("T-5", TxnName.of(-5));
  }

  @Test
  void of_attemptThatStandsForItself_hasTheNumberOfBoth() {
    assertEquals("T17.3", TxnName.of(TxnName.index(Writer.of(17, 3))));
    assertEquals("T0.1", TxnName.of(TxnName.index(Writer.of(0, 1))));
  }
}
