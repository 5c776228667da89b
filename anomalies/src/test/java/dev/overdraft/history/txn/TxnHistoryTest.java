package dev.overdraft.history.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.overdraft.history.Outcome;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TxnHistoryTest {

  @Test
  void columns_whatWasAdded_comesBackInOrder() {
    TxnHistory history =
        TxnHistory.of(Model.LIST_APPEND)
            .begin(4, 1, 10)
            .append("x", 7)
            .readList(5, 1, 2, 3)
            .end(Outcome.OK, 20)
            .begin(6, 2, 15)
            .end(Outcome.INFO, 99)
            .build();

    assertEquals(2, history.size());
    assertEquals(2, history.ops());
    assertEquals("x", history.keyName(history.key(0)));
    assertEquals("5", history.keyName(history.key(1)));
    assertEquals(3, history.listSize(1));
    assertEquals(3, history.element(1, 2));
    assertEquals(0, history.endOp(1) - history.firstOp(1));
    assertEquals(TxnHistory.NEVER, history.completedNanos(1));
    assertEquals(List.of(), history.faults());
  }

  @Test
  void writer_ofAVersionRead_isTheTransactionWithThatMark() {
    TxnHistory history =
        TxnHistory.of(Model.VERSIONED)
            .begin(0, 0, 0, 1025)
            .readVersion(1, 0, TxnHistoryBuilder.OPENING_MARK)
            .writeVersion(1, 1)
            .end(Outcome.OK, 1)
            .begin(1025, 1, 2, 5000)
            .readVersion(1, 1, 1025)
            .readVersion(2, 9, 77)
            .end(Outcome.OK, 3)
            .build();

    assertEquals(true, history.isOpening(0));
    assertEquals(0, history.writer(1));
    assertEquals(0, history.writer(2));
    assertEquals(TxnHistory.NOBODY, history.writer(3));
  }

  @Test
  void faults_badRecordings_areFindings() {
    TxnHistoryBuilder history = TxnHistory.of(Model.REGISTER);
    history.begin(0, 0, 0).end(Outcome.INFO, 1);
    history.begin(1, 0, 5).end(Outcome.OK, 6);
    history.begin(1, 1, 0).end(Outcome.OK, 8);
    history.begin(3, 1, 7).end(Outcome.OK, 9);
    history.begin(4, 2, 9).end(Outcome.OK, 8);

    assertEquals(
        List.of(
            DataFault.Kind.DUPLICATE_INDEX,
            DataFault.Kind.REUSE_AFTER_INFO,
            DataFault.Kind.DOUBLE_INVOKE,
            DataFault.Kind.NEGATIVE_DURATION),
        history.build().faults().stream().map(DataFault::kind).toList());
  }

  @Test
  void byProcess_addedInAnyOrder_isEachProcessesOwnOrder() {
    TxnHistoryBuilder history = TxnHistory.of(Model.REGISTER);
    history.begin(0, 7, 50).end(Outcome.OK, 60);
    history.begin(1, 3, 30).end(Outcome.OK, 31);
    history.begin(2, 7, 10).end(Outcome.OK, 20);
    TxnHistory built = history.build();

    assertEquals(List.of(2, 0, 1), IntStream.range(0, 3).map(built::byProcess).boxed().toList());
  }

  @Test
  void builder_microOperationOfAnotherModel_isRefused() {
    TxnHistoryBuilder history = TxnHistory.of(Model.REGISTER).begin(0, 0, 0);

    assertThrows(IllegalStateException.class, () -> history.append(1, 2));
    assertThrows(IllegalStateException.class, history::build);
  }
}
