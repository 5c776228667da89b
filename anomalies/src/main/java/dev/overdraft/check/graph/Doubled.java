package dev.overdraft.check.graph;

/**
 * The graph in which every transaction is two vertices, its begin and its commit, so that being
 * acyclic decides levels at which a transaction works on a snapshot.
 *
 * <p>Snapshot isolation is "no cycle of ww, wr and order edges, each followed by at most one rw":
 * ww, wr and order lead from a commit to a begin, rw from a begin to a commit. Prefix consistency
 * lets ww order commits only: "no cycle of (wr or order edges, each followed by at most one rw) and
 * ww".
 *
 * @see <a href="https://doi.org/10.1145/3152396">Cerone and Gotsman 2018, Analysing snapshot
 *     isolation, theorem 8</a>
 * @see <a href="https://doi.org/10.4230/LIPIcs.CONCUR.2017.26">Cerone, Gotsman and Yang 2017,
 *     Algebraic laws for weak consistency</a>
 */
public final class Doubled {
  private Doubled() {}

  /** Whether {@code graph} with the edges of those kinds is one of snapshot isolation. */
  public static boolean isSnapshot(Digraph graph, int mask) {
    return Components.acyclic(snapshot(graph, mask), ~0);
  }

  /** The graph that is to be acyclic: begin of vertex v is 2v, its commit 2v + 1. */
  public static Digraph snapshot(Digraph graph, int mask) {
    return of(graph, mask, false);
  }

  /** Whether {@code graph} with the edges of those kinds is one of prefix consistency. */
  public static boolean isPrefix(Digraph graph, int mask) {
    return Components.acyclic(of(graph, mask, true), ~0);
  }

  private static Digraph of(Digraph graph, int mask, boolean prefix) {
    var builder = new Digraph.Builder(0, graph.size() * 2, graph.edges() * 2 + graph.size());
    for (int vertex = 0; vertex < graph.size(); vertex++) {
      builder.next();
      if (vertex < graph.real()) {
        builder.add(vertex * 2 + 1, EdgeKind.LINK);
      }
      edges(builder, graph, vertex, mask, true, prefix);
      builder.next();
      edges(builder, graph, vertex, mask, false, prefix);
    }
    return builder.build();
  }

  private static void edges(
      Digraph.Builder to, Digraph graph, int vertex, int mask, boolean begin, boolean prefix) {
    for (int edge = graph.first(vertex); edge < graph.end(vertex); edge++) {
      if (!graph.in(edge, mask)) {
        continue;
      }
      int target = graph.target(edge) * 2;
      switch (graph.kind(edge)) {
        case RW, RW_PREDICATE -> addIf(begin, to, target + 1);
        case WW -> addIf(!begin, to, prefix ? target + 1 : target);
        case WR, PROCESS, REALTIME -> addIf(!begin, to, target);
        case LINK -> to.add(begin ? target : target + 1, EdgeKind.LINK);
      }
    }
  }

  private static void addIf(boolean condition, Digraph.Builder to, int target) {
    if (condition) {
      to.add(target, EdgeKind.LINK);
    }
  }
}
