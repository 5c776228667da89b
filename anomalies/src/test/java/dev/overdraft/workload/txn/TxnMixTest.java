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
      double expected = 150_000 * Math.pow(2, (double) key) / 15;
      assertEquals(expected, hits.getOrDefault(key, 0), expected * 0.05);
    }
  }

  @Test
  void next_lengths_areThoseOfTheLoad() {
    Set<Integer> lengths = new HashSet<>();
    draw(5, new TxnLoad(3, false, 2, 5, 10), 1_000).forEach(steps -> lengths.add(steps.size()));
    assertEquals(Set.of(2, 3, 4, 5), lengths);
  }

  @Test
  void writeSkew_eachTransaction_readsAPairAndWritesOneOfIt() {
    TxnSource source = TxnWorkload.WRITE_SKEW.source(4);
    Set<Long> written = new HashSet<>();
    for (int n = 0; n < 200; n++) {
      List<Step> steps = source.next();
      assertEquals(steps.get(0).key() + 1, steps.get(1).key());
      assertTrue(steps.get(2).write() && steps.get(2).key() / 2 == steps.get(0).key() / 2);
      written.add(steps.get(2).key());
    }
    assertTrue(written.size() > 10 && written.size() <= source.keys());
  }

  @Test
  void longFork_eachKey_isWrittenOnceAndReadWithItsGroup() {
    TxnSource source = TxnWorkload.LONG_FORK.source(4);
    Set<Long> written = new HashSet<>();
    int reads = 0;
    for (int n = 0; n < 160; n++) {
      List<Step> steps = source.next();
      if (steps.get(0).write()) {
        assertTrue(written.add(steps.get(0).key()));
      } else {
        reads++;
        assertEquals(4, steps.stream().map(Step::key).distinct().count());
      }
    }
    assertEquals(40, written.size());
    assertEquals(120, reads);
    assertEquals(40, source.keys());
  }

  @Test
  void workloads_byTheirWord_areFound() {
    for (TxnWorkload each : TxnWorkload.values()) {
      assertEquals(each, TxnWorkload.of(each.word()).orElseThrow());
      assertEquals(each.source(1).next(), each.source(1).next());
    }
    assertTrue(TxnWorkload.of("bank").isEmpty());
  }

  @Test
  void load_nonsense_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> new TxnLoad(0, true, 1, 4, 32));
    assertThrows(IllegalArgumentException.class, () -> new TxnLoad(31, true, 1, 4, 32));
    assertThrows(IllegalArgumentException.class, () -> new TxnLoad(3, true, 4, 1, 32));
    assertThrows(IllegalArgumentException.class, () -> new TxnLoad(3, true, 1, 4, 0));
  }
}
