package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.overdraft.check.graph.EdgeKind;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import org.junit.jupiter.api.Test;

/** The two micro-operations behind an edge, by their numbers in the whole history. */
class EdgeEvidenceTest {

  private static final String NONE = "none";

  private static Versions lists(String... lines) {
    TxnHistory history = Txns.of(Model.LIST_APPEND, lines);
    return ListVersions.of(history, new Sightings());
  }

  private static String of(Versions versions, EdgeKind kind, int from, int to) {
    return Evidence.of(versions, kind, from, to)
        .map(e -> e.kind() + " " + e.from() + "." + e.op() + " " + e.to() + "." + e.then())
        .orElse(NONE);
  }

  /** T1 replaced what T0 had read and left; of the first key too, whose nil is the first slot. */
  @Test
  void nextVersion_isWhatTheOtherWrote() {
    Versions versions =
        lists(
            "0 p0 0-9 ok: r x; a y 1; r z",
            "1 p1 0-9 ok: a z 1; a x 1; a y 2",
            "2 p2 0-9 ok: r x 1; r y 1 2; r z 1");
    assertEquals("RW 0.0 1.4", of(versions, EdgeKind.RW, 0, 1));
    assertEquals("WW 0.1 1.5", of(versions, EdgeKind.WW, 0, 1));
    assertEquals("WR 1.4 2.6", of(versions, EdgeKind.WR, 1, 2));
    assertEquals(NONE, of(versions, EdgeKind.RW, 1, 0));
    assertEquals(NONE, of(versions, EdgeKind.WW, 1, 0));
    assertEquals(NONE, of(versions, EdgeKind.WR, 0, 1));
  }

  /** An append that nobody read follows the last that was; the one before it is another key's. */
  @Test
  void unreadAppend_followsTheLastThatWasRead() {
    Versions versions =
        lists(
            "0 p0 0-9 ok: a x 1", //
            "1 p1 0-9 ok: r x 1",
            "2 p2 0-9 ok: a y 1; r x 1; a x 2; a x 3");
    assertEquals("WW 0.0 2.4", of(versions, EdgeKind.WW, 0, 2));
    assertEquals("RW 1.1 2.4", of(versions, EdgeKind.RW, 1, 2));
    assertEquals(NONE, of(versions, EdgeKind.WW, 2, 0));
    assertEquals(NONE, of(versions, EdgeKind.RW, 2, 1));
  }

  /** The first of an author's several appends may have been read, and the last not. */
  @Test
  void unreadAppend_isNotTheOneThatWasRead() {
    Versions versions = lists("0 p0 0-9 ok: a x 1; a x 2", "1 p1 0-9 ok: r x 1");
    assertEquals("RW 1.2 0.1", of(versions, EdgeKind.RW, 1, 0));
  }

  @Test
  void versionsInBetween_areLookedPast() {
    Versions versions =
        lists(
            "0 p0 0-9 ok: a x 1; r y",
            "1 p1 0-9 ok: a x 2; a y 1",
            "2 p2 0-9 ok: a z 9; a x 3; a y 2",
            "3 p3 20-29 ok: r x 1 2 3; r y 1 2; r z 9");
    assertEquals("WW 0.0 2.5", of(versions, EdgeKind.WW, 0, 2));
    assertEquals("RW 0.1 2.6", of(versions, EdgeKind.RW, 0, 2));
    assertEquals(NONE, of(versions, EdgeKind.WW, 2, 0));
    assertEquals(NONE, of(versions, EdgeKind.RW, 2, 0));
  }

  /** What somebody wrote himself he does not miss; nor what is older than what he read. */
  @Test
  void versionsInBetween_ofWhoReadTheNewer_areNone() {
    Versions versions =
        lists(
            "0 p0 0-9 ok: a x 1",
            "1 p1 0-9 ok: a x 2; r x 1 2",
            "2 p2 0-9 ok: a x 3",
            "3 p3 0-9 ok: a x 4",
            "4 p4 20-29 ok: r x 1 2 3 4");
    assertEquals(NONE, of(versions, EdgeKind.RW, 4, 0));
    assertEquals(NONE, of(versions, EdgeKind.RW, 1, 3));
    assertEquals("WW 1.1 3.4", of(versions, EdgeKind.WW, 1, 3));
  }

  /** With others in between that were read, an append that nobody read still comes later. */
  @Test
  void versionsInBetween_beforeAnUnreadAppend_areLookedPast() {
    Versions versions =
        lists(
            "0 p0 0-9 ok: r x; a y 1",
            "1 p1 0-9 ok: a x 1; a y 2",
            "2 p2 0-9 ok: a x 2; a y 3",
            "3 p3 0-9 ok: r x 1; r y 1 2");
    assertEquals("RW 0.0 2.4", of(versions, EdgeKind.RW, 0, 2));
    assertEquals("WW 0.1 2.5", of(versions, EdgeKind.WW, 0, 2));
    assertEquals(NONE, of(versions, EdgeKind.WW, 2, 1));
  }

  /** Of registers nobody knows who wrote first; each had read what both replaced. */
  @Test
  void lostUpdateOfRegisters_isSeenFromBothSides() {
    TxnHistory history =
        Txns.of(
            Model.REGISTER,
            "0 p0 0-9 ok: r x nil; w y 1; w x 1",
            "1 p1 0-9 ok: r x nil; r z nil; w x 2");
    var sightings = new Sightings();
    Versions versions =
        new RegisterVersions(new RegisterReads(history, sightings), sightings).certain();
    assertEquals("RW 0.0 1.5", of(versions, EdgeKind.RW, 0, 1));
    assertEquals("RW 1.3 0.2", of(versions, EdgeKind.RW, 1, 0));
  }

  @Test
  void order_hasNoOperations() {
    Versions versions = lists("0 p0 0-9 ok: a x 1", "1 p0 20-29 ok: r x 1");
    assertEquals("PROCESS 0.-1 1.-1", of(versions, EdgeKind.PROCESS, 0, 1));
    assertEquals("REALTIME 0.-1 1.-1", of(versions, EdgeKind.REALTIME, 0, 1));
  }

  @Test
  void op_ofAVersionThatIsNotTheirs_isAnError() {
    Versions versions = lists("0 p0 0-9 ok: a x 1", "1 p1 20-29 ok: r x 1");
    assertEquals(0, Evidence.op(versions, 0, 1, true));
    assertEquals(1, Evidence.op(versions, 1, 1, false));
    assertThrows(IllegalStateException.class, () -> Evidence.op(versions, 0, 1, false));
  }
}
