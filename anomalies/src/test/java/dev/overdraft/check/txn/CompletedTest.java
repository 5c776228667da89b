package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which writers of a key had completed before a read, and none came after. */
class CompletedTest {

  /** {@code 2<0 x}: of those who wrote x before T2 began, T0 is one of the last. */
  private static Set<String> of(String... lines) {
    TxnHistory history = Txns.of(Model.REGISTER, lines);
    var sightings = new Sightings();
    var reads = new RegisterReads(history, sightings);
    var external = new External(new RegisterVersions(reads, sightings).certain());
    Set<String> seen = new TreeSet<>();
    new Completed(external)
        .forEach(
            (writer, read, by) ->
                seen.add(by + "<" + writer + " " + history.keyName(external.readKey[read])));
    return seen;
  }

  @Test
  void nobodyBefore_isNobody() {
    assertEquals(Set.of(), of());
    assertEquals(Set.of(), of("0 p0 0-9 ok: w x 1", "1 p1 5-19 ok: r x 1"));
    assertEquals(Set.of(), of("0 p0 0-9 ok: w x 1", "1 p1 9-19 ok: r x 1"));
    assertEquals(Set.of(), of("0 p0 0-9 ok: w y 1", "1 p1 20-29 ok: r x nil"));
  }

  @Test
  void oneBefore_isThatOne() {
    assertEquals(Set.of("1<0 x"), of("0 p0 0-9 ok: w x 1", "1 p1 10-19 ok: r x nil"));
  }

  @Test
  void oneAfterTheOther_isTheLast() {
    assertEquals(
        Set.of("3<2 x"),
        of(
            "0 p0 0-9 ok: w x 1",
            "1 p1 10-19 ok: w x 2",
            "2 p2 20-29 ok: w x 3",
            "3 p3 30-39 ok: r x 1"));
  }

  @Test
  void openAtOneInstant_areAllOfThem() {
    assertEquals(
        Set.of("3<1 x", "3<2 x"),
        of(
            "0 p0 0-9 ok: w x 1",
            "1 p1 10-20 ok: w x 2",
            "2 p2 20-29 ok: w x 3",
            "3 p3 30-39 ok: r x 1"));
  }

  @Test
  void eachKeyAndEachReader_byItself() {
    assertEquals(
        Set.of("2<0 x", "3<1 x", "3<0 y"),
        of(
            "0 p0 0-9 ok: w x 1; w y 1",
            "1 p1 15-29 ok: w x 2",
            "2 p2 20-39 ok: r x 1",
            "3 p3 30-39 ok: r x 1; r y 1"));
  }

  @Test
  void unknownOnesThatWereRead_neverComplete() {
    assertEquals(
        Set.of("2<1 x"), of("0 p0 0-9 info: w x 1", "1 p1 0-9 ok: w x 2", "2 p2 20-29 ok: r x 1"));
  }
}
