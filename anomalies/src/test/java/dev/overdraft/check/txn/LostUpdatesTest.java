package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.overdraft.check.graph.Cycle;
import dev.overdraft.check.graph.EdgeKind;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who built on the same version, pair by pair. */
class LostUpdatesTest {

  private static Versions registers(String... lines) {
    TxnHistory history = Txns.of(Model.REGISTER, lines);
    var sightings = new Sightings();
    return new RegisterVersions(new RegisterReads(history, sightings), sightings).certain();
  }

  private static List<String> pairs(Versions versions) {
    List<String> pairs = new ArrayList<>();
    var updates = new LostUpdates(versions);
    for (int t = 0; t < versions.history.size(); t++) {
      updates.look(t, (slot, first, second) -> pairs.add(slot + ": " + first + " " + second));
    }
    return pairs;
  }

  @Test
  void eachWhoReadOneVersionAndWrote_isPairedWithTheFirst() {
    Versions versions =
        registers(
            "0 p0 0-9 ok: r x nil; w x 1",
            "1 p1 0-9 ok: r x nil; w x 2",
            "2 p2 0-9 ok: r x nil; w y 1",
            "3 p3 0-9 ok: r y nil; r x nil; r x nil; w x 3");
    assertEquals(List.of("0: 0 1", "0: 0 3"), pairs(versions));
    assertEquals(0, LostUpdates.shared(versions, 0, 3));
    assertEquals(0, LostUpdates.shared(versions, 3, 1));
    assertEquals(Versions.NONE, LostUpdates.shared(versions, 0, 2));
    assertEquals(Versions.NONE, LostUpdates.shared(versions, 2, 1));
  }

  /** What it reads between its writes it does not build on; it should have seen its own. */
  @Test
  void readAfterTheFirstWrite_isNoUpdate() {
    Versions versions =
        registers(
            "0 p0 0-9 ok: w x 1; r x 7; w x 2",
            "1 p1 0-9 ok: r x 7; w x 8",
            "2 p2 0-9 ok: w x 7",
            "3 p3 0-9 ok: r x 7; w z 9");
    assertEquals(List.of(), pairs(versions));
    assertEquals(Versions.NONE, LostUpdates.shared(versions, 0, 1));
    assertEquals(Versions.NONE, LostUpdates.shared(versions, 1, 0));
    assertEquals(List.of(), LostUpdates.updatingReads(versions, 0), "after a write");
    assertEquals(List.of(3), LostUpdates.updatingReads(versions, 1), "before its write");
    assertEquals(List.of(), LostUpdates.updatingReads(versions, 3), "wrote another key");
  }

  /** A version of its own that it read before it wrote it. */
  @Test
  void readOfItsOwn_isNoUpdate() {
    Versions versions =
        ListVersions.of(
            Txns.of(
                Model.LIST_APPEND,
                "0 p0 0-9 ok: r x 1; a x 1",
                "1 p1 0-9 ok: r x 1; a x 2",
                "2 p2 20-29 ok: r x 1 2"),
            new Sightings());
    assertEquals(List.of(), LostUpdates.updatingReads(versions, 0));
    assertEquals(List.of(2), LostUpdates.updatingReads(versions, 1));
    assertEquals(List.of(), pairs(versions));
  }

  private static List<Cycle.Step> cycle(Versions versions, int slot) {
    return LostUpdates.cycle(versions, slot, 0, 1).steps();
  }

  @Test
  void cycle_whereTheOrderOfVersionsIsRead_endsWithTheWinnersWrite() {
    String[] lines = {
      "0 p0 0-9 ok: r x; a x 1", "1 p1 0-9 ok: r x; a x 2", "2 p2 20-29 ok: r x 2 1"
    };
    assertEquals(
        List.of(new Cycle.Step(0, EdgeKind.RW), new Cycle.Step(1, EdgeKind.WW)),
        cycle(ListVersions.of(Txns.of(Model.LIST_APPEND, lines), new Sightings()), 0));
    lines[2] = "2 p2 20-29 ok: r x 1 2";
    assertEquals(
        List.of(new Cycle.Step(1, EdgeKind.RW), new Cycle.Step(0, EdgeKind.WW)),
        cycle(ListVersions.of(Txns.of(Model.LIST_APPEND, lines), new Sightings()), 0));
  }

  /** Whose write is read comes first; of two that are not, each missed the other's. */
  @Test
  void cycle_whereAWriteIsUnread_putsItLast() {
    String[] lines = {"0 p0 0-9 ok: r x; a x 1", "1 p1 0-9 ok: r x; a x 2", "2 p2 20-29 ok: r x 2"};
    assertEquals(
        List.of(new Cycle.Step(0, EdgeKind.RW), new Cycle.Step(1, EdgeKind.WW)),
        cycle(ListVersions.of(Txns.of(Model.LIST_APPEND, lines), new Sightings()), 0));
    lines[2] = "2 p2 20-29 ok: r x";
    assertEquals(
        List.of(new Cycle.Step(0, EdgeKind.RW), new Cycle.Step(1, EdgeKind.RW)),
        cycle(ListVersions.of(Txns.of(Model.LIST_APPEND, lines), new Sightings()), 0));
  }
}
