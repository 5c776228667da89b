package dev.overdraft.check.linear;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Two blocks at odds, against all pairs of blocks. */
class ZonesTest {

  private static boolean atOdds(long[] first, long[] last, int one, int other) {
    return one != other && first[one] < last[other] && first[other] < last[one];
  }

  @Test
  void atOdds_drawnBlocks_agreesWithAllPairs() {
    int some = 0;
    for (int seed = 0; seed < 3_000; seed++) {
      var random = new SplittableRandom(seed);
      int blocks = random.nextInt(6);
      int span = 3 + random.nextInt(20);
      long[] first = random.longs(blocks + 1, 0, span).toArray();
      long[] last =
          IntStream.rangeClosed(0, blocks)
              .mapToLong(b -> first[b] + random.nextInt(9) - 4)
              .toArray();
      boolean expected =
          IntStream.range(0, blocks)
              .anyMatch(a -> IntStream.range(0, blocks).anyMatch(b -> atOdds(first, last, a, b)));
      int[] found = new Zones(blocks, first, last).atOdds();
      String what = Arrays.toString(first) + Arrays.toString(last);
      assertEquals(expected ? 2 : 0, found.length, what);
      if (expected) {
        some++;
        assertTrue(atOdds(first, last, found[0], found[1]), what);
        assertTrue(first[found[0]] < last[found[0]], what);
      }
    }
    assertTrue(some > 500 && some < 2_500, "" + some);
  }

  @Test
  void atOdds_thatTouch_areNot() {
    assertEquals(0, new Zones(2, new long[] {0, 5}, new long[] {5, 9}).atOdds().length);
    assertArrayEquals(
        new int[] {0, 1}, new Zones(2, new long[] {0, 5}, new long[] {6, 9}).atOdds());
    assertArrayEquals(
        new int[] {0, 1}, new Zones(2, new long[] {0, 5}, new long[] {9, 4}).atOdds());
  }

  @Test
  void sorting_drawnKeys_isStableAndLeavesTheRest() {
    for (int seed = 0; seed < 300; seed++) {
      var random = new SplittableRandom(seed);
      int size = random.nextInt(12);
      long[] keys = random.longs(12, 0, 6).toArray();
      int[] ids = IntStream.range(0, 12).toArray();
      int[] expected = ids.clone();
      int[] sorted =
          IntStream.range(0, size)
              .boxed()
              .sorted(Comparator.comparingLong(i -> keys[i]))
              .mapToInt(i -> i)
              .toArray();
      System.arraycopy(sorted, 0, expected, 0, size);
      Sorting.by(keys, ids, size);
      assertArrayEquals(expected, ids);
    }
  }
}
