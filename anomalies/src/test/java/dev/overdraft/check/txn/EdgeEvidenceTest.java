package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.check.graph.Digraph;
import dev.overdraft.check.graph.EdgeKind;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The two micro-operations behind an edge, by their numbers in the whole history. */
class EdgeEvidenceTest {

  private static final int SEEDS = Integer.getInteger("overdraft.seeds", 100);
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

  /** Nobody misses what came before he read his own append, and he was before whatever follows. */
  @Test
  void unreadAppend_followsAnAppendThatItsAuthorReadHimself() {
    Versions versions = lists("0 p0 0-9 ok: a x 1; r x 1", "1 p1 0-9 ok: a y 1; a x 2");
    assertEquals("RW 0.1 1.3", of(versions, EdgeKind.RW, 0, 1));
    assertEquals(NONE, of(versions, EdgeKind.RW, 1, 0));
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

  /** Whatever orders two transactions in the graph of a drawn history can be shown. */
  @Test
  void everyEdge_hasEvidence() {
    for (int seed = 1; seed <= SEEDS; seed++) {
      hasEvidence(TailOrdersTest.drawn(seed).history(Model.LIST_APPEND), "drawn " + seed);
      for (SimulatedDatabase.Kind kind : SimulatedDatabase.Kind.values()) {
        Script script = new SimulatedDatabase(kind, seed, 3).run(9);
        hasEvidence(script.history(Model.LIST_APPEND), kind + " " + seed);
      }
    }
  }

  private static void hasEvidence(TxnHistory history, String which) {
    Versions versions = ListVersions.of(history, new Sightings());
    Digraph graph = Dependencies.of(versions);
    for (int from = 0; from < history.size(); from++) {
      for (int e = graph.first(from); e < graph.end(from); e++) {
        EdgeKind kind = graph.kind(e);
        for (int to : reached(graph, graph.target(e), kind)) {
          int one = from;
          assertTrue(
              from == to || Evidence.of(versions, kind, from, to).isPresent(),
              () -> "%s: %s %d %d%n%s".formatted(which, kind, one, to, Txns.text(history)));
        }
      }
    }
  }

  /** Whom a dependency leads to, past vertices that stand for nobody. */
  private static Set<Integer> reached(Digraph graph, int to, EdgeKind kind) {
    if (to < graph.real() || kind.isOrder() || kind == EdgeKind.LINK) {
      return to < graph.real() ? Set.of(to) : Set.of();
    }
    Set<Integer> reached = new TreeSet<>();
    for (int e = graph.first(to); e < graph.end(to); e++) {
      reached.addAll(reached(graph, graph.target(e), kind));
    }
    return reached;
  }
}
