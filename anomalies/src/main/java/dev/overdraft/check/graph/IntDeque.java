package dev.overdraft.check.graph;

/** A growing ring of ints, open at both ends. */
final class IntDeque {

  private int[] ring = new int[64];
  private int head;
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  void clear() {
    size = 0;
  }

  void addFirst(int value) {
    room();
    head = (head - 1) & (ring.length - 1);
    ring[head] = value;
    size++;
  }

  void addLast(int value) {
    room();
    ring[(head + size) & (ring.length - 1)] = value;
    size++;
  }

  int pollFirst() {
    int value = ring[head];
    head = (head + 1) & (ring.length - 1);
    size--;
    return value;
  }

  private void room() {
    if (size == ring.length) {
      int[] larger = new int[size * 2];
      System.arraycopy(ring, head, larger, 0, size - head);
      System.arraycopy(ring, 0, larger, size - head, head);
      ring = larger;
      head = 0;
    }
  }
}
