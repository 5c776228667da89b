package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimeSortTest {

  private static void assertSorted(int[] expected, long... times) {
    assertArrayEquals(expected, TimeSort.sorted(IntStream.range(0, times.length).toArray(), times));
  }

  @Test
  void sorted_byTime_negativeOnesFirst() {
    assertSorted(new int[] {1, 3, 0, 2}, 5, -7, 1L << 40, -1);
    assertSorted(new int[] {2, 1, 0}, Long.MAX_VALUE, 0, Long.MIN_VALUE);
    assertSorted(new int[] {}, new long[] {});
    assertSorted(new int[] {0}, 3);
  }

  @Test
  void sorted_atOneTime_asTheyCame() {
    assertSorted(new int[] {1, 3, 0, 2}, 9, 4, 9, 4);
    assertSorted(new int[] {0, 1, 2}, 4, 4, 4);
  }

  @Test
  void sorted_timesThatDifferInOneBit_agrees() {
    for (int bit = 0; bit < Long.SIZE; bit++) {
      long high = 1L << bit;
      boolean sign = high < 0;
      assertSorted(sign ? new int[] {0, 1} : new int[] {1, 0}, high, 0);
      assertSorted(sign ? new int[] {1, 0} : new int[] {0, 1}, 0, high);
    }
  }

  @Test
  void sorted_drawnTimes_agreesWithAnotherSort() {
    for (int seed = 0; seed < 200; seed++) {
      var random = new SplittableRandom(seed);
      int shift = random.nextInt(64);
      long[] times = random.longs(1 + random.nextInt(40)).map(t -> t >> shift).toArray();
      int[] expected =
          IntStream.range(0, times.length)
              .boxed()
              .sorted(Comparator.comparingLong(i -> times[i]))
              .mapToInt(i -> i)
              .toArray();
      assertSorted(expected, times.clone());
    }
  }
}
