package dev.overdraft.check.graph;

import java.util.Arrays;

/**
 * A directed graph in two arrays, every edge with its {@link EdgeKind}; parallel edges are kept.
 * Immutable.
 *
 * <p>The vertices {@code 0 … real()-1} are transactions, the others stand for nobody.
 */
public final class Digraph {

  private static final int KIND_BITS = 3;
  private static final int LINK = EdgeKind.LINK.bit();

  private final int real;
  private final int[] start;
  private final int[] edges;

  private Digraph(int real, int[] start, int[] edges) {
    this.real = real;
    this.start = start;
    this.edges = edges;
  }

  /** How many vertices there are. */
  public int size() {
    return start.length - 1;
  }

  /** How many of them are transactions. */
  public int real() {
    return real;
  }

  /** How many edges there are. */
  public int edges() {
    return start[size()];
  }

  /** The first edge out of that vertex. */
  public int first(int vertex) {
    return start[vertex];
  }

  /** One past the last edge out of that vertex. */
  public int end(int vertex) {
    return start[vertex + 1];
  }

  /** Where that edge leads. */
  public int target(int edge) {
    return edges[edge] >>> KIND_BITS;
  }

  /** Why it is there. */
  public EdgeKind kind(int edge) {
    return EdgeKind.of(edges[edge] & 7);
  }

  /** Whether its kind is one of that set; links are in every set. */
  public boolean in(int edge, int mask) {
    return ((mask | LINK) & (1 << (edges[edge] & 7))) != 0;
  }

  /** Takes edges vertex by vertex. */
  public static final class Builder {
    private final int real;
    private final int[] start;
    private int[] edges;
    private int vertex = -1;
    private int size;

    /** For so many transactions among so many vertices. */
    public Builder(int real, int vertices, int expectedEdges) {
      if (vertices >= 1 << (31 - KIND_BITS)) {
        throw new IllegalArgumentException(vertices + " vertices are too many for one graph");
      }
      this.real = real;
      this.start = new int[vertices + 1];
      this.edges = new int[Math.max(16, expectedEdges)];
    }

    /** Goes on to the next vertex, from 0. */
    public void next() {
      start[++vertex] = size;
    }

    /** An edge from the current vertex; to itself says nothing and is dropped. */
    public void add(int to, EdgeKind kind) {
      if (to == vertex) {
        return;
      }
      if (size == edges.length) {
        edges = Arrays.copyOf(edges, Math.addExact(size, size >> 1));
      }
      edges[size++] = (to << KIND_BITS) | kind.number();
    }

    /** The graph, once every vertex has had its turn. */
    public Digraph build() {
      if (vertex != start.length - 2) {
        throw new IllegalStateException("vertex " + vertex + " of " + (start.length - 1));
      }
      start[start.length - 1] = size;
      return new Digraph(real, start, edges);
    }
  }
}
