package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What transactions did, in words. */
class WordsTest {

  private static String txn(Model model, String line) {
    return new Words(Txns.of(model, line)).txn(0);
  }

  private static String numbers(int size) {
    return IntStream.rangeClosed(1, size)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(" "));
  }

  @Test
  void txn_ofEachModel_saysWhatWasReadAndWritten() {
    assertEquals(
        "read x [1 2], append x 3, read y []",
        txn(Model.LIST_APPEND, "0 p0 0-9 ok: r x 1 2; a x 3; r y"));
    assertEquals(
        "read x nil, write x 4, read y 5",
        txn(Model.REGISTER, "0 p0 0-9 ok: r x nil; w x 4; r y 5"));
    assertEquals(
        "read 120 version 1, write 120 version 2",
        txn(Model.VERSIONED, "0 p0 0-9 ok: r x 1@0; w x 2"));
  }

  @Test
  void did_ofEachModel_namesTheTransaction() {
    TxnHistory lists = Txns.of(Model.LIST_APPEND, "7 p0 0-9 ok: r x 1; a x 3");
    assertEquals("T7 read x = [1]", new Words(lists).did(0, 0));
    assertEquals("T7 appended 3 to x", new Words(lists).did(0, 1));
    TxnHistory registers = Txns.of(Model.REGISTER, "7 p0 0-9 ok: r x nil; w x 3; r x 3");
    assertEquals("T7 read x = nil", new Words(registers).did(0, 0));
    assertEquals("T7 wrote x = 3", new Words(registers).did(0, 1));
    assertEquals("T7 read x = 3", new Words(registers).did(0, 2));
  }

  @Test
  void list_ofMoreThanEight_isItsEndAndHowMany() {
    assertEquals(
        "read x [1 2 3 4 5 6 7 8]", txn(Model.LIST_APPEND, "0 p0 0-9 ok: r x " + numbers(8)));
    assertEquals(
        "read x [… 2 3 4 5 6 7 8 9] (9 elements)",
        txn(Model.LIST_APPEND, "0 p0 0-9 ok: r x " + numbers(9)));
  }

  @Test
  void txn_ofMoreThanTwelveOperations_isCut() {
    String[] ops = new String[14];
    String[] words = new String[12];
    for (int i = 0; i < ops.length; i++) {
      ops[i] = "w x " + i;
    }
    for (int i = 0; i < words.length; i++) {
      words[i] = "write x " + i;
    }
    String twelve = String.join(", ", words);
    String[] few = Arrays.copyOf(ops, 12);
    assertEquals(twelve, txn(Model.REGISTER, "0 p0 0-9 ok: " + String.join("; ", few)));
    assertEquals(
        twelve + " and 2 more", txn(Model.REGISTER, "0 p0 0-9 ok: " + String.join("; ", ops)));
  }

  @Test
  void culprit_isAllOfIt() {
    TxnHistory history =
        Txns.of(Model.REGISTER, "3 p1 0-9 ok: w x 1", "7 p2 5-19 info: w x 2", "9 p2 6-7 ok:");
    Culprit culprit = new Words(history).culprit(1);
    assertEquals(new Culprit(7, 2, "write x 2", "info", 5, TxnHistory.NEVER), culprit);
    assertEquals("T7", culprit.name());
    assertEquals(new Culprit(9, 2, "", "ok", 6, 7), new Words(history).culprit(2));
  }
}
