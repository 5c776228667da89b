package dev.overdraft.check.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.overdraft.check.linear.Written.Fate;
import org.junit.jupiter.api.Test;

/** What is known of the values of a register. */
class WrittenTest {

  @Test
  void nil_isThereAtFirst() {
    var written = new Written();
    assertEquals(1, written.size());
    assertEquals(Written.NONE, written.number(0));
    assertEquals(ObjectOperations.OPENING, written.writer(Written.NIL));
    assertEquals(Fate.LEFT, written.fate(Written.NIL));
  }

  @Test
  void manyValues_haveTheirNumbersAndWriters() {
    var written = new Written();
    for (int i = 0; i < 500; i++) {
      written.add(i * 7L - 900, 3 * i, i % 2 == 0 ? Fate.LEFT : Fate.REPLACED);
    }
    assertEquals(501, written.size());
    for (int i = 0; i < 500; i++) {
      int number = written.number(i * 7L - 900);
      assertEquals(i + 1, number);
      assertEquals(3 * i, written.writer(number));
      assertEquals(i % 2 == 0 ? Fate.LEFT : Fate.REPLACED, written.fate(number));
      assertEquals(Written.NONE, written.number(i * 7L - 899));
    }
  }

  @Test
  void writtenTwice_isAmbiguousUnlessTheSecondFailed() {
    var written = new Written();
    written.add(5, 0, Fate.LEFT);
    written.add(6, 1, Fate.LEFT);
    written.add(7, 2, Fate.FAILED);
    written.add(5, 3, Fate.REPLACED);
    written.add(6, 4, Fate.FAILED);
    written.add(7, 5, Fate.FAILED);
    assertEquals(Fate.AMBIGUOUS, written.fate(written.number(5)));
    assertEquals(Fate.LEFT, written.fate(written.number(6)));
    assertEquals(1, written.writer(written.number(6)));
    assertEquals(Fate.FAILED, written.fate(written.number(7)));
    assertEquals(2, written.writer(written.number(7)));
    assertEquals(4, written.size());
  }
}
