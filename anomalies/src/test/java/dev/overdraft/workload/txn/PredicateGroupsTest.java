package dev.overdraft.workload.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PredicateGroupsTest {

  private static final int MANY = 70_000;

  private static List<List<Step>> draw(long seed, int count) {
    TxnSource source = TxnWorkload.PREDICATE.source(seed);
    return IntStream.range(0, count).mapToObj(n -> source.next()).toList();
  }

  @Test
  void next_sameSeed_sameSequence() {
    assertEquals(draw(7, 500), draw(7, 500));
    assertNotEquals(draw(7, 500), draw(8, 500));
  }

  @Test
  void opening_rowsAreUniqueAndInGroups() {
    List<Step> opening = TxnWorkload.PREDICATE.source(1).opening();
    assertEquals(opening.size(), opening.stream().map(Step::key).distinct().count());
    assertTrue(opening.stream().allMatch(row -> row.action() == Step.Action.INSERT));
    assertTrue(TxnWorkload.APPEND.source(1).opening().isEmpty());
  }

  /** What makes every version set certain: see {@link PredicateGroups}. */
  @Test
  void next_noRowIsInAGroupBetweenTwoTimesOutside() {
    Map<Long, Long> born = new HashMap<>();
    Set<Long> there = new HashSet<>();
    for (Step row : TxnWorkload.PREDICATE.source(3).opening()) {
      born.put(row.key(), row.value());
      there.add(row.key());
    }
    for (List<Step> steps : draw(3, MANY)) {
      for (Step step : steps) {
        switch (step.action()) {
          case INSERT -> assertEquals(null, born.put(step.key(), step.value()), "a new row");
          case UPDATE, DELETE -> {
            assertEquals(step.from(), born.get(step.key()), "from where it began");
            boolean stays = step.action() == Step.Action.UPDATE && step.value() == step.from();
            assertTrue(stays || there.contains(step.key()), step.toString());
          }
          case READ_GROUP -> {}
          case READ, WRITE -> throw new AssertionError(step);
        }
      }
    }
  }

  @Test
  void next_everyActionIsAskedForAndGroupsComeInPairs() {
    Set<Step.Action> asked = EnumSet.noneOf(Step.Action.class);
    TxnSource source = TxnWorkload.PREDICATE.source(3);
    for (int n = 0; n < 600; n++) {
      long last = source.keys();
      for (Step step : source.next()) {
        asked.add(step.action());
        if (step.action() == Step.Action.READ_GROUP) {
          assertTrue(step.key() / 2 >= last / 2 - 1 && step.key() < source.keys());
        }
      }
    }
    assertEquals(EnumSet.range(Step.Action.READ_GROUP, Step.Action.DELETE), asked);
    assertEquals(20, source.keys());
  }
}
