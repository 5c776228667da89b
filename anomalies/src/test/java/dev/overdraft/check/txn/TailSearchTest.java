package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.overdraft.check.graph.Budget;
import dev.overdraft.check.graph.Digraph;
import dev.overdraft.check.graph.EdgeKind;
import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pairs to be put in an order, with what other edges leave of each choice. */
class TailSearchTest {

  private record Edge(int from, EdgeKind kind, int to) {}

  private static Edge seen(int from, int to) {
    return new Edge(from, EdgeKind.WR, to);
  }

  private static Edge missed(int from, int to) {
    return new Edge(from, EdgeKind.RW, to);
  }

  private static Answer decide(long steps, List<int[]> pairs, List<Edge> edges) {
    var graph = new Digraph.Builder(14, 14, edges.size());
    for (int vertex = 0; vertex < 14; vertex++) {
      graph.next();
      for (Edge edge : edges) {
        if (edge.from() == vertex) {
          graph.add(edge.to(), edge.kind());
        }
      }
    }
    return new TailSearch(graph.build(), Axis.PLAIN, new Budget(steps)).decide(pairs);
  }

  private static Answer decide(List<int[]> pairs, Edge... edges) {
    return decide(10_000, pairs, List.of(edges));
  }

  private static final List<int[]> FIRST = List.of(new int[] {0, 1});

  /** Three pairs that have an order unless one transaction comes before another. */
  private static List<int[]> three(int from) {
    return List.of(
        new int[] {from, from + 1}, new int[] {from + 2, from + 3}, new int[] {from + 4, from + 5});
  }

  /**
   * If {@code one} comes before {@code other}, the first and the last of these three pairs have but
   * one order each, and of these each takes another order from the pair in the middle.
   */
  private static List<Edge> contradiction(int one, int other, int from) {
    return List.of(
        seen(other, from),
        missed(from + 1, one),
        seen(other, from + 4),
        missed(from + 5, one),
        seen(from, from + 2),
        missed(from + 3, from + 1),
        seen(from + 4, from + 3),
        missed(from + 2, from + 5));
  }

  private static <T> List<T> both(List<T> some, List<T> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  @Test
  void noPairs_hold() {
    assertEquals(Answer.HOLDS, decide(List.of()));
  }

  @Test
  void onePair_holdsIfOneOfBothOrdersDoes() {
    assertEquals(Answer.HOLDS, decide(FIRST));
    assertEquals(Answer.HOLDS, decide(FIRST, seen(1, 0)));
    assertEquals(Answer.HOLDS, decide(FIRST, missed(0, 1)));
    assertEquals(Answer.BROKEN, decide(FIRST, missed(0, 1), missed(1, 0)));
  }

  /** T0 can only come before T1, and then the others have no order. */
  @Test
  void orderThatIsSettled_countsForTheOthers() {
    List<Edge> edges = both(List.of(missed(0, 1)), contradiction(0, 1, 2));
    assertEquals(Answer.BROKEN, decide(10_000, both(FIRST, three(2)), edges));
    assertEquals(Answer.BROKEN, decide(10_000, both(three(2), FIRST), edges));
    assertEquals(Answer.HOLDS, decide(10_000, FIRST, edges));
    assertEquals(Answer.HOLDS, decide(10_000, three(2), edges));
  }

  /** T0 before T1 leaves the others no order, T1 before T0 does. */
  @Test
  void firstTryFails_theOtherWayRoundIsTried() {
    List<Edge> edges = contradiction(0, 1, 2);
    assertEquals(Answer.HOLDS, decide(10_000, both(FIRST, three(2)), edges));
    assertEquals(Answer.HOLDS, decide(10_000, both(three(2), FIRST), edges));
  }

  @Test
  void bothTriesFail_broken() {
    List<Edge> edges = both(contradiction(0, 1, 2), contradiction(1, 0, 8));
    assertEquals(Answer.BROKEN, decide(10_000, both(both(FIRST, three(2)), three(8)), edges));
    assertEquals(Answer.HOLDS, decide(10_000, both(FIRST, three(2)), edges));
    assertEquals(Answer.HOLDS, decide(10_000, both(FIRST, three(8)), edges));
    assertEquals(Answer.HOLDS, decide(10_000, both(three(2), three(8)), edges));
  }

  @Test
  void stepsSpent_unknown() {
    List<Edge> edges = both(contradiction(0, 1, 2), contradiction(1, 0, 8));
    assertEquals(Answer.UNKNOWN, decide(20, both(both(FIRST, three(2)), three(8)), edges));
  }
}
