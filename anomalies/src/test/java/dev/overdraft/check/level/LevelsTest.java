package dev.overdraft.check.level;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LevelsTest {

  private static final List<Answer> ANSWERS = List.of(Answer.values());

  private static Levels of(Axis axis, Map<Level, Answer> answers) {
    return new Levels(Map.of(axis, answers));
  }

  @Test
  void implications_reachFromSerializabilityDownToReadUncommitted() {
    for (Level level : Level.values()) {
      assertTrue(Level.SERIALIZABLE.implies(level), level.id());
      assertTrue(level.implies(Level.READ_UNCOMMITTED), level.id());
    }
    assertFalse(Level.SNAPSHOT_ISOLATION.implies(Level.REPEATABLE_READ));
    assertFalse(Level.REPEATABLE_READ.implies(Level.SNAPSHOT_ISOLATION));
  }

  @Test
  void serializableInTime_holdsEverywhere() {
    Levels levels = of(Axis.STRICT, Map.of(Level.SERIALIZABLE, Answer.HOLDS));
    for (Axis axis : Axis.values()) {
      assertEquals(Set.of(Level.SERIALIZABLE), levels.strongest(axis));
      assertEquals(Set.of(), levels.weakestBroken(axis));
    }
  }

  @Test
  void readCommittedBroken_breaksWhatImpliesIt() {
    Levels levels = of(Axis.PLAIN, Map.of(Level.READ_COMMITTED, Answer.BROKEN));
    for (Axis axis : Axis.values()) {
      assertEquals(Answer.BROKEN, levels.of(Level.SERIALIZABLE, axis));
      assertEquals(Answer.UNKNOWN, levels.of(Level.READ_UNCOMMITTED, axis));
      assertEquals(Set.of(Level.READ_COMMITTED), levels.weakestBroken(axis));
    }
  }

  @Test
  void whateverWasFound_isMonotone() {
    var random = new SplittableRandom(3);
    for (int round = 0; round < 300; round++) {
      Map<Axis, Map<Level, Answer>> own = new EnumMap<>(Axis.class);
      for (Axis axis : Axis.values()) {
        own.put(axis, new EnumMap<>(Level.class));
        for (Level level : Level.values()) {
          own.get(axis).put(level, ANSWERS.get(random.nextInt(3)));
        }
      }
      assertMonotone(new Levels(own));
    }
  }

  private static void assertMonotone(Levels levels) {
    for (Axis axis : Axis.values()) {
      for (Level strong : levels.with(axis, Answer.HOLDS)) {
        for (Level weak : strong.implied()) {
          assertEquals(Answer.HOLDS, levels.of(weak, axis));
        }
        for (Axis weaker : Axis.values()) {
          if (weaker.compareTo(axis) < 0) {
            assertEquals(Answer.HOLDS, levels.of(strong, weaker));
          }
        }
      }
    }
  }

  @Test
  void axis_hasAWordASuffixAndAPrefix() {
    assertEquals("plain", Axis.PLAIN.word());
    assertEquals("session", Axis.SESSION.word());
    assertEquals("strict", Axis.STRICT.word());
    assertEquals("", Axis.PLAIN.suffix());
    assertEquals("-process", Axis.SESSION.suffix());
    assertEquals("-realtime", Axis.STRICT.suffix());
    assertEquals("causal consistency", Axis.PLAIN.name(Level.CAUSAL));
    assertEquals("strong session causal consistency", Axis.SESSION.name(Level.CAUSAL));
  }

  @Test
  void strongest_ofTwoThatDoNotImplyEachOther_areBoth() {
    Levels levels =
        of(
            Axis.SESSION,
            Map.of(
                Level.REPEATABLE_READ, Answer.HOLDS,
                Level.SNAPSHOT_ISOLATION, Answer.HOLDS,
                Level.SERIALIZABLE, Answer.BROKEN));
    assertEquals(
        Set.of(Level.REPEATABLE_READ, Level.SNAPSHOT_ISOLATION), levels.strongest(Axis.SESSION));
    assertEquals(
        Set.of(Level.REPEATABLE_READ, Level.SNAPSHOT_ISOLATION), levels.strongest(Axis.PLAIN));
    assertEquals(Set.of(), levels.strongest(Axis.STRICT));
    assertEquals(Set.of(), levels.weakestBroken(Axis.PLAIN));
    assertEquals(Set.of(Level.SERIALIZABLE), levels.weakestBroken(Axis.SESSION));
    assertEquals(Answer.UNKNOWN, levels.of(Level.READ_COMMITTED, Axis.STRICT));
  }

  @Test
  void names_areFoundInAnyCase() {
    assertEquals(Optional.of(Level.SNAPSHOT_ISOLATION), Level.byName("si"));
    assertEquals(Optional.of(Level.READ_COMMITTED), Level.byName("read-committed"));
    assertEquals(Optional.empty(), Level.byName("best"));
    assertEquals("strict serializability", Axis.STRICT.name(Level.SERIALIZABLE));
  }
}
