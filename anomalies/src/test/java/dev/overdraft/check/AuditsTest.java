package dev.overdraft.check;

import static dev.overdraft.check.Story.at;
import static dev.overdraft.check.Story.commits;
import static dev.overdraft.check.Story.fails;
import static dev.overdraft.check.Story.info;
import static dev.overdraft.check.Story.reads;
import static dev.overdraft.check.Story.retries;
import static dev.overdraft.check.Story.silent;
import static dev.overdraft.check.Story.writes;
import static dev.overdraft.check.Verdicts.found;
import static dev.overdraft.check.Verdicts.notFound;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.history.History;
import org.junit.jupiter.api.Test;

/** What tells wrong audits apart: impossible, long fork, stale. */
class AuditsTest {

  private final Checker checker = new ConsistentAudit();

  private static AuditCensus census(History history) {
    return Checkers.audits(history).orElseThrow();
  }

  @Test
  void audits_eachSawAStateThatWas_nothingWrong() {
    History history =
        Story.of(100, 100)
            .deposit(1, 1, 10, at(10, 20), writes(1, 1, 110))
            .transfer(2, 1, 2, 30, at(30, 60), writes(1, 2, 80), writes(2, 1, 130))
            .audit(3, at(25, 40), reads(1, 1, 110), reads(2, 0, 100))
            .audit(4, at(70, 80), reads(1, 2, 80), reads(2, 1, 130))
            .closed();
    assertThat(census(history)).isEqualTo(new AuditCensus(2, 1, 0, 0, 0, 0, ""));
    notFound(checker, history, 1);
  }

  @Test
  void audits_noneRecorded_saysSo() {
    History history =
        Story.of(100)
            .audit(1, reads(1, 0, 100), silent())
            .audit(2, reads(1, 0, 100), info())
            .closed();
    assertThat(census(history)).isEqualTo(new AuditCensus(0, 0, 0, 0, 0, 0, ""));
    assertThat(census(history)).hasToString("no audit recorded the rows that it read");
  }

  @Test
  void audits_recordingAtFault_isEmpty() {
    History history =
        Story.of(100).deposit(1, 1, 5, writes(1, 1, 105), commits(), writes(1, 1, 110)).closed();
    assertThat(Checkers.audits(history)).isEmpty();
  }

  @Test
  void impossible_sawARollback_namesAuditAndWriter() {
    History history =
        Story.of(100, 100)
            .transfer(1, 1, 2, 30, writes(1, 1, 70), writes(2, 1, 130))
            .deposit(2, 2, 5, fails("deadlock"))
            .audit(3, Story.readsOf(2, 2, 2, 135), reads(1, 1, 70))
            .closed();
    found(checker, history)
        .times(1)
        .by(3, 2)
        .rows("2/2")
        .says(
            "#3 audit saw account 2 at 135 (revision 2), which was rolled back or never committed");
    assertThat(census(history).impossible()).isEqualTo(1);
  }

  /** The next attempt came to the same balance, which hides nothing: its version is another. */
  @Test
  void impossible_sawAnAttemptThatWasRolledBack_thoughTheNextDidTheSame() {
    History history =
        Story.of(100, 100)
            .deposit(2, 1, 5, retries(), writes(1, 1, 105))
            .audit(3, Story.readsOf(2, 1, 1, 105))
            .audit(4, reads(1, 1, 105))
            .closed();
    found(checker, history)
        .times(1)
        .by(3, 2)
        .says("#3 audit saw account 1 at 105 (revision 1), which was never committed")
        .says("attempt 2 of #2 wrote that revision");
    assertThat(census(history).impossible()).isEqualTo(1);
  }

  @Test
  void impossible_sawAheadOfALogThatBrokeOff_isUnknown() {
    History history =
        Story.of(100).deposit(2, 1, 5, info()).audit(3, Story.readsOf(2, 1, 1, 105)).brokenOff();
    assertThat(census(history).impossible()).isZero();
  }

  @Test
  void impossible_sawAnIntermediateBalance_found() {
    History history =
        Story.of(100, 100)
            .transfer(1, 1, 2, 30, writes(1, 1, 100), writes(1, 2, 70), writes(2, 1, 130))
            .audit(2, reads(1, 1, 100), reads(2, 0, 100))
            .closed();
    found(checker, history).times(1).by(2, 1).rows("1/1").says("wrote over before it committed");
  }

  @Test
  void impossible_sawTheFuture_found() {
    History history =
        Story.of(100, 100)
            .audit(1, at(1, 10), reads(1, 1, 105), reads(2, 0, 100))
            .deposit(2, 1, 5, at(11, 20), writes(1, 1, 105))
            .closed();
    found(checker, history).times(1).by(1, 2).rows("1/1").says("begun when it had ended");
  }

  @Test
  void impossible_sawAnAccountThatThereNeverWas_found() {
    History history = Story.of(100).audit(1, reads(1, 0, 100), reads(7, 0, 40)).closed();
    found(checker, history).times(1).by(1).rows("7/0").says("an account that there never was");
  }

  @Test
  void longFork_eachSawOneOfTwoDeposits_namesBothAuditsAndBothDeposits() {
    History history =
        Story.of(100, 100)
            .deposit(1, 1, 10, writes(1, 1, 110))
            .deposit(2, 2, 20, writes(2, 1, 120))
            .audit(3, reads(1, 1, 110), reads(2, 0, 100))
            .audit(4, reads(1, 0, 100), reads(2, 1, 120))
            .audit(5, reads(1, 1, 110), reads(2, 1, 120))
            .closed();
    found(checker, history)
        .times(1)
        .by(3, 4, 1, 2)
        .rows("1/1", "2/1")
        .says("#3 audit saw #1 deposit 1 10 (account 1 revision 1) and not #2 deposit 2 20")
        .says("#4 audit saw #2 deposit 2 20 (account 2 revision 1) and not #1 deposit 1 10");
    assertThat(census(history).longForks()).isEqualTo(1);
    assertThat(census(history).torn()).isZero();
  }

  @Test
  void longFork_auditsOfSomeAccounts_isUnknown() {
    History history =
        Story.of(100, 100)
            .deposit(1, 1, 10, writes(1, 1, 110))
            .deposit(2, 2, 20, writes(2, 1, 120))
            .audit(3, reads(1, 1, 110))
            .audit(4, reads(2, 1, 120))
            .closed();
    assertThat(census(history).longForks()).isZero();
  }

  @Test
  void stale_missedWhatWasAnsweredBefore_isCountedAndBreaksNothing() {
    History history =
        Story.of(100, 100)
            .deposit(1, 1, 10, at(1, 10), writes(1, 1, 110))
            .deposit(2, 1, 10, at(11, 20), writes(1, 2, 120))
            .transfer(4, 1, 2, 20, at(12, 90), writes(1, 3, 100), writes(2, 1, 120))
            .audit(3, at(21, 30), reads(1, 0, 100), reads(2, 0, 100))
            .closed();
    assertThat(census(history))
        .isEqualTo(
            new AuditCensus(
                1,
                1,
                0,
                0,
                0,
                1,
                "#3 audit saw account 1 at 100 (revision 0), though #2 deposit 1 10 had been"
                    + " answered before it was asked for: revision 2, 120"));
    notFound(checker, history, 1);
  }

  @Test
  void stale_answeredAtTheSameInstantOrUnknown_isNot() {
    History history =
        Story.of(100)
            .deposit(1, 1, 10, at(1, 21), writes(1, 1, 110))
            .deposit(2, 1, 10, at(1, 5), writes(1, 2, 120), info())
            .audit(3, at(21, 30), reads(1, 0, 100))
            .closed();
    assertThat(census(history).stale()).isZero();
  }

  @Test
  void torn_theSecondOfSomeAccountsIsSound_countsOne() {
    History history =
        Story.of(100, 100, 100)
            .transfer(1, 1, 2, 30, writes(1, 1, 70), writes(2, 1, 130))
            .audit(2, reads(1, 1, 70), reads(2, 0, 100), reads(3, 0, 100))
            .audit(3, reads(1, 1, 70), reads(3, 0, 100))
            .audit(4, reads(2, 1, 130))
            .closed();
    found(checker, history).times(1).by(2, 1);
    assertThat(census(history).torn()).isEqualTo(1);
  }

  @Test
  void torn_transferToItselfInTwoTransactions_isNot() {
    History history =
        Story.of(100, 100)
            .transfer(1, 1, 1, 30, writes(1, 1, 70), commits(), writes(1, 2, 100))
            .audit(2, reads(1, 1, 70), reads(2, 0, 100))
            .closed();
    assertThat(census(history).torn()).isZero();
  }

  @Test
  void lookedInto_oneAudit_eachKindByItself() {
    History history =
        Story.of(100, 100)
            .transfer(1, 1, 2, 30, at(1, 10), writes(1, 1, 70), writes(2, 1, 130))
            .audit(2, at(1, 15), reads(1, 1, 70), reads(2, 0, 100))
            .audit(3, at(20, 30), reads(1, 1, 70), reads(2, 0, 100))
            .closed();
    Audits audits = Audits.lookingInto(Evidence.of(history), 3);
    for (Audits.Kind kind : new Audits.Kind[] {Audits.Kind.TORN, Audits.Kind.STALE}) {
      assertThat(audits.with(kind, 3)).as("" + kind).hasSize(1);
      assertThat(audits.with(kind, 3).get(0).culprits().get(0).operationId()).isEqualTo(3);
    }
    assertThat(audits.with(Audits.Kind.TORN, 3).get(0).sentence()).contains("but not the other");
    assertThat(audits.with(Audits.Kind.STALE, 3).get(0).sentence()).contains("answered before");
    assertThat(audits.with(Audits.Kind.IMPOSSIBLE, 3)).isEmpty();
    assertThat(audits.with(Audits.Kind.TORN, 4)).isEmpty();
    assertThat(audits.count(Audits.Kind.TORN)).isEqualTo(2);
  }

  @Test
  void overlapping_touchingAtAnInstant_counts() {
    long[][] audits = {{1, 9, 0}, {1, 10, 1}, {12, 15, 1}, {20, 30, 1}, {21, 30, 0}};
    for (long[] audit : audits) {
      History history =
          Story.of(100, 100)
              .transfer(1, 1, 2, 30, at(10, 20), writes(1, 1, 70), writes(2, 1, 130))
              .audit(2, at(audit[0], audit[1]), reads(1, 0, 100), reads(2, 0, 100))
              .closed();
      assertThat(census(history).overlapping()).as(audit[0] + "-" + audit[1]).isEqualTo(audit[2]);
    }
  }

  @Test
  void impossible_writerBegunWhenTheAuditEnded_isNot() {
    History history =
        Story.of(100, 100)
            .audit(1, at(1, 10), reads(1, 1, 105), reads(2, 0, 100))
            .deposit(2, 1, 5, at(10, 20), writes(1, 1, 105))
            .closed();
    assertThat(census(history).impossible()).isZero();
  }

  @Test
  void impossible_openingThatNeverWas_found() {
    History history = Story.of(100).audit(1, reads(1, 0, 90)).closed();
    found(checker, history)
        .by(1)
        .says("#1 audit saw account 1 at 90 (revision 0), which was never committed")
        .says("that revision holds 100");
  }

  @Test
  void longFork_anAuditOfBothBetween_found() {
    History history =
        Story.of(100, 100, 100)
            .deposit(1, 1, 10, writes(1, 1, 110))
            .deposit(2, 2, 20, writes(2, 1, 120))
            .audit(3, reads(1, 1, 110), reads(2, 0, 100))
            .audit(4, reads(1, 1, 110), reads(2, 1, 120))
            .audit(5, reads(1, 0, 100), reads(2, 1, 120))
            .closed();
    found(checker, history).times(1).by(3, 5, 1, 2);
  }
}
