package dev.overdraft.check.graph;

import java.util.Arrays;

/**
 * The part of a graph that lies within one component, its vertices numbered anew from 0 in the same
 * order: what is searched is usually small, and memory for searching should be too.
 */
public final class Subgraph {

  private final int[] vertices;
  private final Digraph graph;

  private Subgraph(int[] vertices, Digraph graph) {
    this.vertices = vertices;
    this.graph = graph;
  }

  /** Of these vertices, ascending, with the edges of those kinds between them. */
  public static Subgraph of(Digraph whole, int[] vertices, int mask) {
    int real = Arrays.binarySearch(vertices, whole.real());
    var builder =
        new Digraph.Builder(real < 0 ? -real - 1 : real, vertices.length, vertices.length * 2);
    for (int vertex : vertices) {
      builder.next();
      for (int edge = whole.first(vertex); edge < whole.end(vertex); edge++) {
        int local = whole.in(edge, mask) ? Arrays.binarySearch(vertices, whole.target(edge)) : -1;
        if (local >= 0) {
          builder.add(local, whole.kind(edge));
        }
      }
    }
    return new Subgraph(vertices, builder.build());
  }

  /** Its edges, between new numbers. */
  public Digraph graph() {
    return graph;
  }

  /** The number of a vertex in the whole graph. */
  public int whole(int local) {
    return vertices[local];
  }
}
