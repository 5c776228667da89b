package dev.overdraft.check;

import static dev.overdraft.check.Story.at;
import static dev.overdraft.check.Story.reads;
import static dev.overdraft.check.Story.writes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.RowVersion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeenVersionsTest {

  private static final long AUDIT = 9;

  /** Account 1 goes 100, 70, 100, 70 in three operations of which none overlaps another. */
  private static Story threeChanges() {
    return Story.of(100, 100)
        .withdraw(1, 1, 30, at(10, 20), writes(1, 1, 70))
        .deposit(2, 1, 30, at(30, 40), writes(1, 2, 100))
        .withdraw(3, 1, 30, at(50, 60), writes(1, 3, 70));
  }

  private static List<RowVersion> seen(History history) {
    Execution audit = SeenVersions.in(history).execution(AUDIT).orElseThrow();
    return audit.accesses().stream().map(a -> a.version()).toList();
  }

  private static History audited(Story story, long from, long to, Map<Long, Long> balances) {
    return story.audit(AUDIT, at(from, to), Story.returns(balances)).closed();
  }

  @Test
  void in_oneVersionFits_thatOne() {
    assertThat(seen(audited(threeChanges(), 42, 45, Map.of(1L, 100L))))
        .singleElement()
        .satisfies(v -> assertThat(v.revision()).isEqualTo(2));
  }

  @Test
  void in_twoVersionsFit_none() {
    assertThat(seen(audited(threeChanges(), 15, 55, Map.of(1L, 70L)))).isEmpty();
  }

  @Test
  void in_noVersionFits_none() {
    assertThat(seen(audited(threeChanges(), 42, 45, Map.of(1L, 70L)))).isEmpty();
    assertThat(seen(audited(threeChanges(), 42, 45, Map.of(1L, 71L, 7L, 100L)))).isEmpty();
  }

  @Test
  void in_overwrittenInItsOwnTransaction_notSeen() {
    Story story = Story.of(100).withdraw(1, 1, 30, at(10, 20), writes(1, 1, 70), writes(1, 2, 40));
    assertThat(seen(audited(story, 15, 25, Map.of(1L, 70L)))).isEmpty();
  }

  @Test
  void in_readsThatWereRecorded_stay() {
    History history =
        threeChanges()
            .audit(AUDIT, at(42, 45), Story.returns(Map.of(1L, 100L)), reads(1, 0, 100))
            .closed();
    assertThat(seen(history)).singleElement().satisfies(v -> assertThat(v.revision()).isZero());
  }

  @Test
  void in_noBalances_unchanged() {
    assertThat(seen(threeChanges().audit(AUDIT, at(42, 45)).closed())).isEmpty();
  }

  @Test
  void in_tornAudit_foundByItsBalances() {
    Story story =
        Story.of(100, 100).transfer(1, 1, 2, 30, at(10, 20), writes(1, 1, 70), writes(2, 1, 130));
    History history = audited(story, 15, 25, Map.of(1L, 70L, 2L, 100L));

    assertThat(new ConsistentAudit().check(history)).isInstanceOf(Verdict.Inconclusive.class);
    assertThat(new ConsistentAudit().check(SeenVersions.in(history)))
        .isInstanceOf(Verdict.Found.class);
  }

  @Test
  void in_writtenOrReplacedAtTheVeryInstant_fits() {
    assertThat(seen(audited(threeChanges(), 42, 50, Map.of(1L, 70L))))
        .singleElement()
        .satisfies(v -> assertThat(v.revision()).isEqualTo(3));
    assertThat(seen(audited(threeChanges(), 42, 49, Map.of(1L, 70L)))).isEmpty();
    assertThat(seen(audited(threeChanges(), 20, 25, Map.of(1L, 100L))))
        .singleElement()
        .satisfies(v -> assertThat(v.revision()).isZero());
    assertThat(seen(audited(threeChanges(), 21, 25, Map.of(1L, 100L)))).isEmpty();
  }
}
