package dev.overdraft.explore.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.explore.search.Footprint.Item;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WatchedTest {

  private static final Footprint READS_1 = reads(new Item("account", "1"));
  private static final Footprint WRITES_1 = writes(new Item("account", "1"));
  private static final Footprint WRITES_2 = writes(new Item("account", "2"));

  @Test
  void depend_readAndWriteOfOneRow_notedAlikeInEitherOrder() {
    assertThat(Watched.depend(statement(0, READS_1), statement(1, WRITES_1))).isFalse();
    assertThat(Watched.depend(statement(1, WRITES_1), statement(0, READS_1))).isFalse();
  }

  @Test
  void depend_readAndWriteOfRowsOfOneTable_whoIsFirstMatters() {
    assertThat(Watched.depend(statement(0, READS_1), statement(1, WRITES_2))).isTrue();
    assertThat(Watched.depend(statement(1, WRITES_2), statement(0, READS_1))).isTrue();
    assertThat(Watched.depend(statement(0, READS_1), statement(1, writes(new Item("other", "2")))))
        .isFalse();
  }

  @Test
  void depend_notWatched_never() {
    assertThat(Watched.depend(event(0, READS_1, Watched.NOT, false), statement(1, WRITES_2)))
        .isFalse();
  }

  @Test
  void depend_critical_onEverything() {
    var critical = new Watched(true, READS_1, Footprint.NONE, true);
    Event elsewhere = statement(1, writes(new Item("other", "1")));

    assertThat(Watched.depend(event(0, READS_1, critical, false), elsewhere)).isTrue();
    assertThat(Watched.depend(elsewhere, event(0, READS_1, critical, false))).isTrue();
  }

  @Test
  void depend_end_onThoseThatConflictsLeadToAndOnOtherEnds() {
    var reach = new Watched(true, WRITES_1, WRITES_1.with(writes(new Item("other", "1"))), false);
    Event end = event(0, Footprint.NONE, reach, true);
    Event far = statement(1, reads(new Item("other", "1")));
    Event farther = statement(1, reads(new Item("third", "1")));

    assertThat(Watched.depend(end, far)).isTrue();
    assertThat(Watched.depend(far, end)).isTrue();
    assertThat(Watched.depend(end, farther)).isFalse();
    assertThat(Watched.depend(end, event(1, Footprint.NONE, farther.watched(), true))).isTrue();
  }

  private static Footprint reads(Item item) {
    return new Footprint(Set.of(item), Set.of(), Set.of(), false);
  }

  private static Footprint writes(Item item) {
    return new Footprint(Set.of(), Set.of(), Set.of(item), false);
  }

  private static Event statement(int actor, Footprint touches) {
    return event(actor, touches, new Watched(true, touches, Footprint.NONE, false), false);
  }

  private static Event event(int actor, Footprint touches, Watched watched, boolean isEnd) {
    return new Event(
        actor,
        Sight.HOLDS_SNAPSHOT,
        watched,
        touches,
        Footprint.NONE,
        isEnd,
        false,
        false,
        Set.of(),
        true);
  }
}
