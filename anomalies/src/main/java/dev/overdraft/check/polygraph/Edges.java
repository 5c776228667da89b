package dev.overdraft.check.polygraph;

import java.util.Arrays;

/** A growing graph from which the edges added last can be taken again. */
final class Edges {

  static final int NONE = -1;

  /** Owner of an edge that is known. */
  static final int KNOWN = -1;

  private final int[] firstOut;
  private final int[] firstIn;
  private int[] from;
  private int[] to;
  private int[] owner;
  private int[] nextOut;
  private int[] nextIn;
  private int size;

  Edges(int vertices, int expected) {
    this.firstOut = new int[vertices];
    this.firstIn = new int[vertices];
    Arrays.fill(firstOut, NONE);
    Arrays.fill(firstIn, NONE);
    int room = Math.max(16, expected);
    this.from = new int[room];
    this.to = new int[room];
    this.owner = new int[room];
    this.nextOut = new int[room];
    this.nextIn = new int[room];
  }

  void add(int tail, int head, int of) {
    if (size == from.length) {
      int room = Math.addExact(size, size >> 1);
      from = Arrays.copyOf(from, room);
      to = Arrays.copyOf(to, room);
      owner = Arrays.copyOf(owner, room);
      nextOut = Arrays.copyOf(nextOut, room);
      nextIn = Arrays.copyOf(nextIn, room);
    }
    from[size] = tail;
    to[size] = head;
    owner[size] = of;
    nextOut[size] = firstOut[tail];
    firstOut[tail] = size;
    nextIn[size] = firstIn[head];
    firstIn[head] = size++;
  }

  /** Takes the last ones away until so many are left. */
  void truncate(int left) {
    while (size > left) {
      size--;
      firstOut[from[size]] = nextOut[size];
      firstIn[to[size]] = nextIn[size];
    }
  }

  int vertices() {
    return firstOut.length;
  }

  int size() {
    return size;
  }

  int from(int edge) {
    return from[edge];
  }

  int to(int edge) {
    return to[edge];
  }

  int owner(int edge) {
    return owner[edge];
  }

  /** The edge out of a vertex that was added last, or {@link #NONE}. */
  int firstOut(int vertex) {
    return firstOut[vertex];
  }

  int nextOut(int edge) {
    return nextOut[edge];
  }

  int firstIn(int vertex) {
    return firstIn[vertex];
  }

  int nextIn(int edge) {
    return nextIn[edge];
  }
}
