package dev.overdraft.explore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * All orders of some numbers, those that begin with the smaller ones first. Each is made when it is
 * asked for: of ten numbers there are millions.
 */
final class Orders implements Iterator<List<Integer>> {

  private final List<Integer> order;
  private boolean more = true;

  /** Of these, which are given in ascending order. */
  Orders(List<Integer> ascending) {
    this.order = new ArrayList<>(ascending);
  }

  @Override
  public boolean hasNext() {
    return more;
  }

  @Override
  public List<Integer> next() {
    if (!more) {
      throw new NoSuchElementException();
    }
    List<Integer> now = List.copyOf(order);
    more = advance();
    return now;
  }

  /** Raises the last place that can be raised, by as little as possible, and sorts what follows. */
  private boolean advance() {
    int raised = order.size() - 2;
    while (raised >= 0 && order.get(raised) > order.get(raised + 1)) {
      raised--;
    }
    if (raised < 0) {
      return false;
    }
    int next = order.size() - 1;
    while (order.get(next) < order.get(raised)) {
      next--;
    }
    Collections.swap(order, raised, next);
    Collections.reverse(order.subList(raised + 1, order.size()));
    return true;
  }
}
