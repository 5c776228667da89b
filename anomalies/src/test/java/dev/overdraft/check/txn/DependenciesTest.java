package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.overdraft.check.graph.Digraph;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import dev.overdraft.history.txn.TxnHistoryBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Graphs of histories, edge by edge. */
class DependenciesTest {

  private static Set<String> edges(TxnHistory history) {
    var sightings = new Sightings();
    Versions versions =
        switch (history.model()) {
          case LIST_APPEND -> ListVersions.of(history, sightings);
          case VERSIONED -> RowVersions.of(history, sightings);
          case REGISTER ->
              new RegisterVersions(new RegisterReads(history, sightings), sightings).certain();
        };
    Digraph graph = Dependencies.of(versions);
    Set<String> edges = new TreeSet<>();
    for (int v = 0; v < graph.size(); v++) {
      for (int e = graph.first(v); e < graph.end(v); e++) {
        String kind = graph.kind(e).name().toLowerCase(Locale.ROOT);
        edges.add(v + " " + kind + " " + graph.target(e));
      }
    }
    return edges;
  }

  private static void assertEdges(TxnHistory history, String... edges) {
    assertEquals(new TreeSet<>(List.of(edges)), edges(history));
  }

  /** Transactions of a process each, whose lists are as they say. */
  private static TxnHistory untimed(String... appends) {
    TxnHistoryBuilder history = TxnHistory.of(Model.LIST_APPEND).untimed();
    for (int t = 0; t < appends.length; t++) {
      history.begin(t, t, t);
      for (char key : appends[t].toCharArray()) {
        if (Character.isUpperCase(key)) {
          history.append(String.valueOf(Character.toLowerCase(key)), t);
        } else {
          history.readList(String.valueOf(key));
        }
      }
      history.end(Outcome.OK, t);
    }
    return history.build();
  }

  @Test
  void appendThatNobodyRead_followsWhoReadTheRest() {
    assertEdges(untimed("X", "x"), "1 rw 0");
  }

  /**
   * Of three, 3 to 5 lead to all up to the first, second, third; 6 to 8 to all from each of them
   * on. Who had read the rest leads to both sides of itself, somebody else to all.
   */
  @Test
  void appendsThatNobodyRead_eachNeedsTheOthers() {
    assertEdges(
        untimed("xX", "xX", "xX", "x"),
        "0 rw 8",
        "1 rw 4",
        "1 rw 9",
        "2 rw 5",
        "3 rw 6",
        "4 link 0",
        "5 link 1",
        "5 link 4",
        "6 link 2",
        "6 link 5",
        "7 link 0",
        "7 link 8",
        "8 link 1",
        "8 link 9",
        "9 link 2");
  }

  @Test
  void twoKeys_eachHasItsOwn() {
    assertEdges(
        untimed("xX", "xXyY", "yY"),
        "0 rw 6",
        "1 rw 3",
        "1 rw 10",
        "2 rw 7",
        "3 link 0",
        "4 link 1",
        "4 link 3",
        "5 link 0",
        "5 link 6",
        "6 link 1",
        "7 link 1",
        "8 link 2",
        "8 link 7",
        "9 link 1",
        "9 link 10",
        "10 link 2");
  }

  @Test
  void time_isAChainOfCompletions() {
    assertEdges(
        Txns.of(
            Model.REGISTER,
            "0 p0 0-10 ok:",
            "1 p1 5-20 ok:",
            "2 p2 20-40 ok:",
            "3 p3 21-30 ok:",
            "4 p4 50-60 ok:",
            "5 p5 0-60 fail:"),
        "0 realtime 6",
        "1 realtime 7",
        "2 realtime 9",
        "3 realtime 8",
        "4 realtime 10",
        "6 link 7",
        "7 link 8",
        "8 link 9",
        "9 link 10",
        "6 link 2",
        "7 link 3",
        "9 link 4");
  }

  @Test
  void process_isInItsOrder() {
    assertEdges(
        Txns.of(
            Model.REGISTER,
            "0 p7 10-19 ok:",
            "1 p7 20-29 fail:",
            "2 p7 30-39 ok:",
            "3 p8 39-99 ok:",
            "4 p7 5-6 ok:"),
        "4 process 0",
        "0 process 2",
        "4 realtime 5",
        "0 realtime 6",
        "2 realtime 7",
        "3 realtime 8",
        "5 link 0",
        "5 link 6",
        "6 link 2",
        "6 link 3",
        "6 link 7",
        "7 link 8");
  }

  @Test
  void versions_areReadReplacedAndFollowed() {
    assertEdges(
        Txns.of(
            Model.VERSIONED,
            "0 p0 0-9 ok: r x 0@-; w x 1",
            "1 p1 0-9 ok: r x 1@0; w x 2",
            "2 p2 0-9 ok: r x 1@0",
            "3 p3 0-9 ok: r x 0@-"),
        "0 ww 1",
        "0 wr 1",
        "0 wr 2",
        "2 rw 1",
        "3 rw 0",
        "0 realtime 4",
        "1 realtime 5",
        "2 realtime 6",
        "3 realtime 7",
        "4 link 5",
        "5 link 6",
        "6 link 7");
  }

  @Test
  void acknowledgedAtNoTime_hasNoneAfterIt() {
    assertEdges(
        TxnHistory.of(Model.REGISTER)
            .begin(0, 0, 0)
            .write("x", 1)
            .end(Outcome.OK, TxnHistory.NEVER)
            .build());
  }
}
