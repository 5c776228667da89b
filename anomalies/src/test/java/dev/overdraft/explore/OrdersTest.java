package dev.overdraft.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrdersTest {

  @Test
  void next_threeOfFour_sixOrdersSmallestFirst() {
    assertThat((Iterable<List<Integer>>) () -> new Orders(List.of(0, 2, 3)))
        .containsExactly(
            List.of(0, 2, 3),
            List.of(0, 3, 2),
            List.of(2, 0, 3),
            List.of(2, 3, 0),
            List.of(3, 0, 2),
            List.of(3, 2, 0));
  }

  @Test
  void next_nothing_oneOrder() {
    var orders = new Orders(List.of());

    assertThat(orders.next()).isEmpty();
    assertThat(orders.hasNext()).isFalse();
    assertThatThrownBy(orders::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void next_twentyNumbers_theFirstAtOnce() {
    var orders = new Orders(IntStream.range(0, 20).boxed().toList());

    assertThat(orders.next()).startsWith(0, 1, 2).endsWith(18, 19);
    assertThat(orders.next()).startsWith(0, 1, 2).endsWith(19, 18);
  }
}
