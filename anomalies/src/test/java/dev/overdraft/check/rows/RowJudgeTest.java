package dev.overdraft.check.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.check.txn.Judge;
import dev.overdraft.check.txn.Judgement;
import dev.overdraft.check.txn.Options;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import dev.overdraft.history.txn.TxnHistoryBuilder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RowJudgeTest {

  private static final int SEEDS = Integer.getInteger("overdraft.seeds", 2_000);
  private static final long OPENING = TxnHistoryBuilder.OPENING_MARK;

  private static void assertSame(TxnHistory history, String name) {
    Judgement expected = Judge.judge(history, Options.DEFAULT);
    Judgement actual = RowJudge.judge(history, Options.DEFAULT);
    assertThat(actual.outcomes()).as(name).isEqualTo(expected.outcomes());
    assertThat(actual.findings()).as(name).isEqualTo(expected.findings());
    assertThat(actual.faults()).as(name).isEqualTo(expected.faults());
    assertThat(actual.notSearched()).as(name).isEqualTo(expected.notSearched());
    for (Axis axis : Axis.values()) {
      for (Answer answer : Answer.values()) {
        assertThat(actual.levels().with(axis, answer))
            .as(name + " " + axis)
            .isEqualTo(expected.levels().with(axis, answer));
      }
    }
  }

  private static boolean isFlawless(TxnHistory history) {
    Judgement judgement = Judge.judge(history, Options.DEFAULT);
    return judgement.findings().isEmpty()
        && judgement.faults().isEmpty()
        && judgement.levels().of(Level.SERIALIZABLE, Axis.STRICT) == Answer.HOLDS;
  }

  @Test
  void judge_oneAfterTheOther_replayed() {
    TxnHistoryBuilder history = TxnHistory.of(Model.VERSIONED);
    history.begin(0, 0, 0);
    history.readVersion(1, 0, OPENING);
    history.writeVersion(1, 1);
    history.end(Outcome.OK, 10);
    history.begin(1, 1, 5);
    history.readVersion(1, 1, 0);
    history.end(Outcome.OK, 20);
    TxnHistory built = history.build();
    assertThat(Replay.succeeds(built)).isTrue();
    assertSame(built, "serial");
  }

  @Test
  void judge_laterOneIsSeenFirst_strictIsNot() {
    TxnHistoryBuilder history = TxnHistory.of(Model.VERSIONED);
    history.begin(0, 0, 0);
    history.readVersion(1, 0, OPENING);
    history.writeVersion(1, 1);
    history.end(Outcome.OK, 10);
    history.begin(1, 1, 11);
    history.readVersion(1, 0, OPENING);
    history.end(Outcome.OK, 20);
    TxnHistory built = history.build();
    assertThat(Replay.succeeds(built)).isFalse();
    assertSame(built, "stale read");
  }

  @Test
  void judge_empty_asTheJudge() {
    assertSame(TxnHistory.of(Model.VERSIONED).build(), "empty");
  }

  @Test
  void judge_otherModel_asTheJudge() {
    TxnHistoryBuilder history = TxnHistory.of(Model.REGISTER);
    history.begin(0, 0, 0);
    history.write(1, 5);
    history.end(Outcome.OK, 1);
    assertSame(history.build(), "register");
  }

  @Test
  void judge_unknownOutcome_leftToTheJudge() {
    TxnHistoryBuilder history = TxnHistory.of(Model.VERSIONED);
    history.begin(0, 0, 0);
    history.writeVersion(1, 1);
    history.end(Outcome.INFO, 10);
    history.begin(1, 1, 5);
    history.readVersion(1, 1, 0);
    history.end(Outcome.OK, 20);
    TxnHistory built = history.build();
    assertThat(Replay.succeeds(built)).isFalse();
    assertSame(built, "unknown outcome");
  }

  @Test
  void judge_ownVersionsOutOfOrder_leftToTheJudge() {
    TxnHistoryBuilder history = TxnHistory.of(Model.VERSIONED);
    history.begin(0, 0, 0);
    history.writeVersion(1, 2);
    history.writeVersion(1, 1);
    history.end(Outcome.OK, 10);
    assertThat(Replay.succeeds(history.build())).isFalse();
  }

  @Test
  void judge_intermediateAndAbortedReads_leftToTheJudge() {
    for (Outcome outcome : new Outcome[] {Outcome.OK, Outcome.FAIL}) {
      TxnHistoryBuilder history = TxnHistory.of(Model.VERSIONED);
      history.begin(0, 0, 0);
      history.writeVersion(1, 1);
      history.writeVersion(1, 2);
      history.end(outcome, 10);
      history.begin(1, 1, 5);
      history.readVersion(1, 1, 0);
      history.end(Outcome.OK, 20);
      TxnHistory built = history.build();
      assertThat(Replay.succeeds(built)).isFalse();
      assertSame(built, "read of a version that is not there, " + outcome);
    }
  }

  private interface Told {
    void to(TxnHistoryBuilder history);
  }

  private static void assertReplayed(boolean expected, Told... transactions) {
    TxnHistoryBuilder history = TxnHistory.of(Model.VERSIONED);
    for (int t = 0; t < transactions.length; t++) {
      history.begin(t, t, 10L * t);
      transactions[t].to(history);
      history.end(Outcome.OK, 10L * t + 15);
    }
    TxnHistory built = history.build();
    assertThat(Replay.succeeds(built)).isEqualTo(expected);
    assertSame(built, "told");
  }

  @Test
  void judge_firstWaitsForTheSecond_replayed() {
    assertReplayed(true, h -> h.readVersion(1, 1, 1), h -> h.writeVersion(1, 1));
  }

  @Test
  void judge_twoVersionsByOne_replayed() {
    assertReplayed(
        true,
        h -> {
          h.writeVersion(1, 1);
          h.writeVersion(1, 2);
        },
        h -> h.readVersion(1, 2, 0));
  }

  @Test
  void judge_sameVersionReadTwice_replayedAndTwoVersionsLeftToTheJudge() {
    for (int second = 0; second < 2; second++) {
      int version = second;
      assertReplayed(
          version == 0,
          h -> h.writeVersion(1, 1),
          h -> {
            h.readVersion(1, 0, OPENING);
            h.readVersion(1, version, version == 0 ? OPENING : 0);
          });
    }
  }

  @Test
  void judge_readsWhatItHasWrittenOver_leftToTheJudge() {
    assertReplayed(
        false,
        h -> {
          h.writeVersion(1, 1);
          h.readVersion(1, 0, OPENING);
        });
  }

  @Test
  void judge_versionByAnotherThanItSays_leftToTheJudge() {
    assertReplayed(false, h -> h.writeVersion(1, 1), h -> h.readVersion(1, 1, 1));
    assertReplayed(false, h -> h.writeVersion(1, 1), h -> h.readVersion(1, 0, 0));
    assertReplayed(false, h -> h.writeVersion(1, 1), h -> h.readVersion(1, 1, OPENING));
  }

  @Test
  void judge_twoWritersOfOneVersion_leftToTheJudge() {
    assertReplayed(false, h -> h.writeVersion(1, 1), h -> h.writeVersion(1, 1));
  }

  @Test
  void judge_writerOfTheOpening_leftToTheJudge() {
    assertReplayed(false, h -> h.writeVersion(1, 0));
  }

  @Test
  void judge_versionThatNobodyWrote_leftToTheJudge() {
    assertReplayed(false, h -> h.writeVersion(1, 2));
    assertReplayed(false, h -> h.readVersion(1, Long.MAX_VALUE, OPENING));
  }

  @Test
  void judge_beganWhenAnotherWasAnswered_overlapsIt() {
    for (int begun = 14; begun <= 16; begun++) {
      TxnHistoryBuilder history = TxnHistory.of(Model.VERSIONED);
      history.begin(0, 0, 0);
      history.writeVersion(1, 1);
      history.end(Outcome.OK, 15);
      history.begin(1, 1, begun);
      history.readVersion(1, 0, OPENING);
      history.end(Outcome.OK, 20);
      TxnHistory built = history.build();
      assertThat(Replay.succeeds(built)).as("begun at " + begun).isEqualTo(begun <= 15);
      assertSame(built, "begun at " + begun);
    }
  }

  @Test
  void judge_unknownOutcomeOfNothing_replayed() {
    TxnHistoryBuilder history = TxnHistory.of(Model.VERSIONED);
    history.begin(0, 0, 0);
    history.end(Outcome.INFO, 10);
    history.begin(1, 1, 5);
    history.writeVersion(1, 1);
    history.end(Outcome.OK, 20);
    TxnHistory built = history.build();
    assertThat(Replay.succeeds(built)).isTrue();
    assertSame(built, "unknown outcome of nothing");
  }

  @Test
  void judge_generated_asTheJudgeAndReplayedIfFlawless() {
    int flawless = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      TxnHistory history = generated(seed);
      boolean expected = isFlawless(history);
      flawless += expected ? 1 : 0;
      assertThat(Replay.succeeds(history)).as("seed " + seed).isEqualTo(expected);
      assertSame(history, "seed " + seed);
    }
    assertThat(flawless).isBetween(SEEDS / 5, SEEDS * 4 / 5);
  }

  /**
   * Transactions that take effect one after the other, each within its interval, and read what they
   * overwrite; in most histories a few of them read what was there a while ago.
   */
  private static TxnHistory generated(long seed) {
    var random = new SplittableRandom(seed);
    int keys = 2 + random.nextInt(4);
    int[][] writers = new int[keys][200];
    int[] newest = new int[keys];
    int wrong = random.nextInt(3) == 0 ? 0 : random.nextInt(40);
    TxnHistoryBuilder history = TxnHistory.of(Model.VERSIONED);
    int size = 2 + random.nextInt(40);
    for (int t = 0; t < size; t++) {
      history.begin(t, t, 10L * t - random.nextInt(60));
      boolean fails = random.nextInt(10) == 0;
      int first = random.nextInt(keys);
      int count = 1 + random.nextInt(Math.min(3, keys));
      for (int k = 0; k < count; k++) {
        int key = (first + k) % keys;
        boolean stale = random.nextInt(100) < wrong;
        int version = stale ? random.nextInt(newest[key] + 1) : newest[key];
        history.readVersion(key, version, version == 0 ? OPENING : writers[key][version]);
      }
      for (int k = 0; k < count; k++) {
        int key = (first + k) % keys;
        if (random.nextInt(3) > 0) {
          history.writeVersion(key, newest[key] + 1);
          if (!fails) {
            writers[key][++newest[key]] = t;
          }
        }
      }
      history.end(fails ? Outcome.FAIL : Outcome.OK, 10L * t + random.nextInt(60));
    }
    return history.build();
  }

  @Test
  void judge_toldInAnotherOrderThanThatOfTime_staleAllTheSame() {
    for (int written = 10; written <= 30; written += 10) {
      TxnHistoryBuilder history = TxnHistory.of(Model.VERSIONED);
      history.begin(0, 0, 20);
      history.readVersion(1, 0, OPENING);
      history.end(Outcome.OK, 40);
      history.begin(1, 1, 0);
      history.writeVersion(1, 1);
      history.end(Outcome.OK, written);
      TxnHistory built = history.build();
      assertThat(Replay.succeeds(built)).as("written by " + written).isEqualTo(written >= 20);
      assertSame(built, "written by " + written);
    }
  }

  @Test
  void judge_oneOfThreeWaits_replayed() {
    TxnHistoryBuilder history = TxnHistory.of(Model.VERSIONED);
    history.begin(0, 0, 0);
    history.readVersion(1, 1, 1);
    history.end(Outcome.OK, 50);
    history.begin(1, 1, 1);
    history.writeVersion(1, 1);
    history.end(Outcome.OK, 51);
    history.begin(2, 2, 2);
    history.writeVersion(2, 1);
    history.end(Outcome.OK, 52);
    TxnHistory built = history.build();
    assertThat(Replay.succeeds(built)).isTrue();
    assertSame(built, "one of three waits");
  }

  @Test
  void judge_eachReadTheOthers_leftToTheJudge() {
    assertReplayed(
        false,
        h -> {
          h.readVersion(2, 1, 1);
          h.writeVersion(1, 1);
        },
        h -> {
          h.readVersion(1, 1, 0);
          h.writeVersion(2, 1);
        });
  }

  @Test
  void judge_centuriesApart_staleAllTheSame() {
    for (long later : new long[] {1L << 40, 1L << 60, 1L << 61, 1L << 62}) {
      TxnHistoryBuilder history = TxnHistory.of(Model.VERSIONED);
      history.begin(0, 0, 0);
      history.writeVersion(1, 1);
      history.end(Outcome.OK, 10);
      history.begin(1, 1, later);
      history.readVersion(1, 0, OPENING);
      history.end(Outcome.OK, later + 10);
      TxnHistory built = history.build();
      assertThat(Replay.succeeds(built)).as("" + later).isFalse();
      assertSame(built, "" + later);
    }
  }

  /** It goes on where it waited: from the beginning each time, this would take half an hour. */
  @Test
  void judge_auditThatWaitsForEachOfManyRows_replayed() {
    int rows = 20_000;
    TxnHistoryBuilder history = TxnHistory.of(Model.VERSIONED);
    history.begin(0, 0, 0);
    for (int row = 1; row <= rows; row++) {
      history.readVersion(row, 1, row);
    }
    history.end(Outcome.OK, 10L * rows + 20);
    for (int row = 1; row <= rows; row++) {
      history.begin(row, 1, 10L * row);
      history.writeVersion(row, 1);
      history.end(Outcome.OK, 10L * row + 5);
    }
    assertThat(Replay.succeeds(history.build())).isTrue();
  }

  /** The same of one that pays into all of them, having read them. */
  @Test
  void judge_paymentThatWaitsForEachOfManyRows_replayed() {
    int rows = 20_000;
    TxnHistoryBuilder history = TxnHistory.of(Model.VERSIONED);
    history.begin(0, 0, 0);
    for (int row = 1; row <= rows; row++) {
      history.readVersion(row, 1, row);
    }
    for (int row = 1; row <= rows; row++) {
      history.writeVersion(row, 2);
      history.writeVersion(row, 3);
    }
    history.end(Outcome.OK, 10L * rows + 20);
    for (int row = 1; row <= rows; row++) {
      history.begin(row, 1, 10L * row);
      history.writeVersion(row, 1);
      history.end(Outcome.OK, 10L * row + 5);
    }
    assertThat(Replay.succeeds(history.build())).isTrue();
  }
}
