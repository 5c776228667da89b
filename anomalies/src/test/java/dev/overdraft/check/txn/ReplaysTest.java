package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.overdraft.check.level.Axis;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What serial orders of registers would have read. */
class ReplaysTest {

  private static List<String> replays(Axis axis, String... lines) {
    return new Replays(Txns.of(Model.REGISTER, lines), axis).of(Set.of(0, 1));
  }

  @Test
  void eachOrder_saysTheFirstReadThatDiffers() {
    assertEquals(
        List.of(
            "T0, then T1: T1 would have read x = 1; it read nil",
            "T1, then T0: T0 would have read y = 2; it read nil"),
        replays(Axis.STRICT, "0 p0 0-9 ok: r y nil; w x 1", "1 p1 0-9 ok: r x nil; w y 2"));
  }

  @Test
  void orderThatWasSeen_saysSo() {
    assertEquals(
        List.of("T0, then T1: as was seen", "T1, then T0: T1 would have read x = nil; it read 1"),
        replays(Axis.PLAIN, "0 p0 0-9 ok: w x 1", "1 p1 0-9 ok: r x 1; w x 2; r x 2"));
  }

  @Test
  void whoCameFirst_dependsOnTheAxis() {
    String[] apart = {"0 p0 0-9 ok: w x 1", "1 p1 10-19 ok: w x 2"};
    assertEquals("T1, then T0: as was seen", replays(Axis.PLAIN, apart).get(1));
    assertEquals("T1, then T0: as was seen", replays(Axis.SESSION, apart).get(1));
    assertEquals("T1, then T0: T0 came before T1", replays(Axis.STRICT, apart).get(1));
    String[] one = {"0 p0 0-9 ok: w x 1", "1 p0 10-19 ok: w x 2"};
    assertEquals("T1, then T0: as was seen", replays(Axis.PLAIN, one).get(1));
    assertEquals("T1, then T0: T0 came before T1", replays(Axis.SESSION, one).get(1));
    String[] touching = {"0 p0 0-10 ok: w x 1", "1 p1 10-19 ok: w x 2"};
    assertEquals("T1, then T0: as was seen", replays(Axis.STRICT, touching).get(1));
  }

  @Test
  void withoutTimes_onlyAProcessHasAnOrder() {
    TxnHistory untimed =
        TxnHistory.of(Model.REGISTER)
            .untimed()
            .begin(0, 4, 0)
            .write("x", 1)
            .end(Outcome.OK, 1)
            .begin(1, 4, 2)
            .write("x", 2)
            .end(Outcome.OK, 3)
            .begin(2, 5, 4)
            .write("x", 3)
            .end(Outcome.OK, 5)
            .build();
    Replays replays = new Replays(untimed, Axis.SESSION);
    assertEquals(
        List.of("T0, then T1: as was seen", "T1, then T0: T0 came before T1"),
        replays.of(Set.of(0, 1)));
    assertEquals(
        List.of("T0, then T2: as was seen", "T2, then T0: as was seen"), replays.of(Set.of(0, 2)));
  }

  @Test
  void readsOfUnknownOnes_sayNothing() {
    TxnHistory unknown =
        TxnHistory.of(Model.REGISTER)
            .begin(0, 0, 0)
            .read("x", 7)
            .write("x", 1)
            .end(Outcome.INFO, 0)
            .begin(1, 1, 0)
            .read("x", 1)
            .end(Outcome.OK, 9)
            .build();
    assertEquals(
        List.of("T0, then T1: as was seen", "T1, then T0: T1 would have read x = nil; it read 1"),
        new Replays(unknown, Axis.PLAIN).of(Set.of(0, 1)));
  }

  @Test
  void three_haveSixOrders_fourHaveNone() {
    Replays replays =
        new Replays(
            Txns.of(
                Model.REGISTER,
                "0 p0 0-9 ok: w x 1",
                "1 p1 0-9 ok: w x 2",
                "2 p2 0-9 ok: r x 2",
                "3 p3 0-9 ok: w x 4"),
            Axis.PLAIN);
    assertEquals(
        List.of(
            "T0, then T1, then T2: as was seen",
            "T0, then T2, then T1: T2 would have read x = 1; it read 2",
            "T1, then T0, then T2: T2 would have read x = 1; it read 2",
            "T1, then T2, then T0: as was seen",
            "T2, then T0, then T1: T2 would have read x = nil; it read 2",
            "T2, then T1, then T0: T2 would have read x = nil; it read 2"),
        replays.of(Set.of(0, 1, 2)));
    assertEquals(List.of(), replays.of(Set.of(0, 1, 2, 3)));
  }
}
