package dev.overdraft.check.polygraph;

import java.util.Arrays;

/**
 * From which vertices some others are reached: a row of bits for each vertex, one column for each
 * of up to some thousands of targets, filled against the order of the vertices. Used again for
 * other targets.
 */
final class Reach {

  /** As many longs as all rows together have at most, if each has one at least. */
  private static final int ROOM = 1 << 22;

  private static final int MOST_WORDS = 64;

  private final int words;
  private final long[] rows;
  private final int[] columnOf;
  private final int[] stamp;
  private int round;
  private int columns;

  Reach(int vertices) {
    this.words = Math.max(1, Math.min(MOST_WORDS, ROOM / Math.max(1, vertices)));
    this.rows = new long[Math.multiplyExact(words, vertices)];
    this.columnOf = new int[vertices];
    this.stamp = new int[vertices];
  }

  /** Forgets all targets. */
  void clear() {
    round++;
    columns = 0;
  }

  /** Makes a vertex a target, unless there are too many; whether it is one now. */
  boolean target(int vertex) {
    if (stamp[vertex] == round) {
      return true;
    }
    if (columns == words * Long.SIZE) {
      return false;
    }
    stamp[vertex] = round;
    columnOf[vertex] = columns++;
    return true;
  }

  /** Computes who reaches the targets, over edges all of which go forward in {@code order}. */
  void compute(Edges edges, int[] order) {
    int width = (columns + Long.SIZE - 1) / Long.SIZE;
    for (int at = order.length - 1; at >= 0; at--) {
      int vertex = order[at];
      int row = vertex * words;
      Arrays.fill(rows, row, row + width, 0);
      if (stamp[vertex] == round) {
        rows[row + (columnOf[vertex] >>> 6)] |= 1L << columnOf[vertex];
      }
      for (int e = edges.firstOut(vertex); e >= 0; e = edges.nextOut(e)) {
        int other = edges.to(e) * words;
        for (int w = 0; w < width; w++) {
          rows[row + w] |= rows[other + w];
        }
      }
    }
  }

  /** How many steps {@link #compute} takes: an edge for a thousand targets is one. */
  long cost(Edges edges) {
    return (long) (edges.size() + edges.vertices()) * (1 + columns / 1024);
  }

  /** Whether a target is reached from a vertex; every vertex reaches itself. */
  boolean reaches(int vertex, int target) {
    int column = columnOf[target];
    return (rows[vertex * words + (column >>> 6)] & (1L << column)) != 0;
  }
}
