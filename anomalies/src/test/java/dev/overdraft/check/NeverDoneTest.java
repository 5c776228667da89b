package dev.overdraft.check;

import static dev.overdraft.check.Story.fails;
import static dev.overdraft.check.Story.reads;
import static dev.overdraft.check.Story.writes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NeverDoneTest {

  private static final String NO_COLUMN = "42703 ERROR: column \"balence\" does not exist";
  private static final String HINT = " (refuse by receipt what the bank does not do)";
  private static final String NOT_OFFERED = "java.lang.UnsupportedOperationException: no counter";

  private static Story deposits(int from, int times, String reason) {
    Story story = Story.of(100, 100).transfer(1, 1, 2, 30, writes(1, 1, 70), writes(2, 1, 130));
    for (int id = from; id < from + times; id++) {
      story.deposit(id, 1, 10, fails(reason));
    }
    return story;
  }

  @Test
  void doubts_noneEverSucceeded_ofEveryAnomaly() {
    assertThat(NeverDone.doubts(deposits(2, 20, NO_COLUMN).closed()))
        .containsOnlyKeys(Anomaly.values())
        .containsValue("none of 20 deposits succeeded: " + NO_COLUMN + HINT);
  }

  @Test
  void doubts_thrownByTheStrategyItself_namesIt() {
    String reason = "java.lang.NullPointerException: Cannot invoke \"Object.hashCode()\"";
    assertThat(Set.copyOf(NeverDone.doubts(deposits(2, 20, reason).closed()).values()))
        .containsExactly("none of 20 deposits succeeded: " + reason + HINT);
  }

  @Test
  void doubts_oneSucceeded_none() {
    Story story = deposits(2, 20, NO_COLUMN).deposit(30, 1, 5, writes(1, 2, 75));
    assertThat(NeverDone.doubts(story.closed())).isEmpty();
  }

  @Test
  void doubts_askedForSeldom_none() {
    assertThat(NeverDone.doubts(deposits(2, 19, NO_COLUMN).closed())).isEmpty();
  }

  @Test
  void doubts_refusedByReceipt_none() {
    assertThat(NeverDone.doubts(deposits(2, 20, "insufficient funds").closed())).isEmpty();
  }

  @Test
  void doubts_transfersToOneselfOrNobody_none() {
    Story story = Story.of(100);
    for (int id = 1; id <= 40; id++) {
      story.transfer(id, 1, id % 2 == 0 ? 1 : 9, 10, fails(NO_COLUMN));
    }
    assertThat(NeverDone.doubts(story.closed())).isEmpty();
  }

  @Test
  void doubts_notOffered_none() {
    assertThat(NeverDone.doubts(deposits(2, 20, NOT_OFFERED).closed())).isEmpty();
  }

  @Test
  void doubts_unsupportedOnlyAfterARead_said() {
    Story story = deposits(2, 0, NO_COLUMN);
    for (int id = 2; id < 22; id++) {
      story.deposit(id, 1, 10, reads(1, 1, 70), fails(NOT_OFFERED));
    }
    assertThat(NeverDone.doubts(story.closed()))
        .containsValue("none of 20 deposits succeeded: " + NOT_OFFERED + HINT);
  }

  @Test
  void doubts_auditsNeverSucceed_ofTornAuditsAlone() {
    String reason = "40001 could not serialize access";
    Story story = deposits(2, 1, "insufficient funds");
    for (int id = 10; id < 30; id++) {
      story.audit(id, fails(reason));
    }
    assertThat(NeverDone.doubts(story.closed()))
        .isEqualTo(Map.of(Anomaly.CONSISTENT_AUDIT, "none of 20 audits succeeded: " + reason));
  }
}
