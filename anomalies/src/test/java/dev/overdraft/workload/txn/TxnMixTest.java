package dev.overdraft.workload.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TxnMixTest {

  private static List<List<Step>> draw(long seed, TxnLoad load, int count) {
    var mix = new TxnMix(seed, load);
    return IntStream.range(0, count).mapToObj(n -> mix.next()).toList();
  }

  @Test
  void next_sameSeed_sameSequence() {
    assertEquals(draw(7, TxnLoad.DEFAULT, 500), draw(7, TxnLoad.DEFAULT, 500));
    assertTrue(!draw(7, TxnLoad.DEFAULT, 500).equals(draw(8, TxnLoad.DEFAULT, 500)));
  }

  @Test
  void next_values_areUniquePerKeyAndCountedFromOne() {
    Map<Long, Long> last = new HashMap<>();
    for (List<Step> steps : draw(1, TxnLoad.DEFAULT, 20_000)) {
      for (Step step : steps) {
        if (step.write()) {
          assertEquals(last.merge(step.key(), 1L, Long::sum), step.value());
        }
      }
    }
    assertTrue(last.values().stream().allMatch(writes -> writes <= 32));
    assertTrue(last.size() > 500, "keys rotate: " + last.size());
  }

  @Test
  void next_exponential_theNextKeyIsTwiceAsLikely() {
    Map<Long, Integer> hits = new HashMap<>();
    var load = new TxnLoad(4, true, 1, 1, Integer.MAX_VALUE);
    draw(3, load, 150_000).forEach(steps -> hits.merge(steps.get(0).key(), 1, Integer::sum));

    for (long key = 0; key < 4; key++) {
      double expected = 150_000 * Math.pow(2, key) / 15;
      assertEquals(expected, hits.get(key), expected * 0.05);
    }
  }

  @Test
  void next_lengths_areThoseOfTheLoad() {
    Set<Integer> lengths = new HashSet<>();
    draw(5, new TxnLoad(3, false, 2, 5, 10), 1_000).forEach(steps -> lengths.add(steps.size()));
    assertEquals(Set.of(2, 3, 4, 5), lengths);
  }

  @Test
  void load_nonsense_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> new TxnLoad(0, true, 1, 4, 32));
    assertThrows(IllegalArgumentException.class, () -> new TxnLoad(31, true, 1, 4, 32));
    assertThrows(IllegalArgumentException.class, () -> new TxnLoad(3, true, 4, 1, 32));
    assertThrows(IllegalArgumentException.class, () -> new TxnLoad(3, true, 1, 4, 0));
  }
}
