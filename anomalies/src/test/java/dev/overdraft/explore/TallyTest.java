package dev.overdraft.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.explore.oracle.Outcome;
import dev.overdraft.explore.schema.State;
import dev.overdraft.explore.search.TraceClass;
import dev.overdraft.explore.step.Run;
import dev.overdraft.explore.step.Stop;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TallyTest {

  private final Tally tally = new Tally();

  @Test
  void estimate_everyClassSeenOften_asManyAsSeen() {
    draw("a", "a", "a", "b", "b", "b");
    assertThat(tally.classes()).isEqualTo(2);
    assertThat(tally.estimate()).isEqualTo(2);
  }

  @Test
  void estimate_fourSeenOnceTwoSeenTwice_fourMore() {
    // Chao 1984: 4 * 4 / (2 * 2) = 4 unseen ones.
    draw("a", "b", "c", "d", "e", "e", "f", "f");
    assertThat(tally.classes()).isEqualTo(6);
    assertThat(tally.estimate()).isEqualTo(10);
  }

  @Test
  void estimate_noneSeenTwice_pairsOfThoseSeenOnce() {
    draw("a", "b", "c");
    assertThat(tally.estimate()).isEqualTo(3 + 3);
  }

  @Test
  void count_givenUp_aPrefixAndNoClass() {
    tally.count(played(Optional.of(new Stop.GivenUp())), Optional.empty());
    assertThat(tally.prefixes()).isEqualTo(1);
    assertThat(tally.schedules()).isZero();
    assertThat(tally.classes()).isZero();
  }

  @Test
  void count_tooLong_cutAndNotCounted() {
    tally.count(played(Optional.of(new Stop.TooLong("'a' makes more"))), Optional.empty());
    assertThat(tally.cut()).contains("makes more");
    assertThat(tally.schedules()).isZero();
  }

  @Test
  void count_unknown_saysWhy() {
    tally.count(played(Optional.of(new Stop.Unknown("somebody else"))), Optional.empty());
    assertThat(tally.unknown()).contains("somebody else");
  }

  private void draw(String... classes) {
    for (String each : classes) {
      tally.count(played(Optional.empty()), Optional.of(new TraceClass(List.of(each))));
    }
  }

  private static Played played(Optional<Stop> stop) {
    return new Played(
        new Run(List.of(), List.of(), List.of(), List.of(), stop),
        new State(Map.of()),
        new Outcome(Map.of(), List.of()),
        Optional.empty());
  }
}
