package dev.overdraft.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Claim;
import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.Scorecard;
import dev.overdraft.check.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadlineTest {

  @Test
  void of_allWell_keptEveryCent() {
    assertThat(Headline.of(Boards.allWell()))
        .isEqualTo("2 of 2 safe strategies kept every cent; 1 of 1 broken control was caught");
  }

  @Test
  void of_everyVerdict_namesWhoFailed() {
    assertThat(Headline.of(Boards.everyVerdict()))
        .isEqualTo(
            "2 of 4 strategies kept what they promised (broken by advisory-lock; undecided:"
                + " optimistic-version); 1 of 2 broken controls was caught (not broken-blind-retry)");
  }

  @Test
  void of_controlThatNeedNotShowAtItsLevel_isNeitherCaughtNorMissed() {
    Scorecard saved =
        Boards.card("broken-elsewhere", "none", true, Boards.promises(), Boards.clean());

    assertThat(Headline.of(Boards.board(List.of(Boards.selectForUpdate(), Boards.broken(), saved))))
        .isEqualTo(
            "1 of 1 safe strategy kept every cent; 1 of 1 broken control was caught; 1 had nothing"
                + " to show at its level");
    assertThat(Headline.of(Boards.board(List.of(Boards.selectForUpdate(), saved))))
        .endsWith("no broken control had anything to show at its level, so nothing is proven");
    assertThat(Wording.grade(saved)).isEqualTo("not at this level");
    assertThat(
            Headline.of(
                Boards.board(List.of(Boards.selectForUpdate(), Boards.broken(), saved, saved))))
        .endsWith("; 2 had nothing to show at their level");
  }

  @Test
  void grade_controlThatShowsWhatItOnlyMay_isNotSaidToShowNothingAtItsLevel() {
    Map<Anomaly, Claim> claims = new EnumMap<>(Boards.promises());
    claims.put(Anomaly.LOST_UPDATE, Claim.MAY);
    Map<Anomaly, Verdict> verdicts = Boards.clean();
    verdicts.put(Anomaly.LOST_UPDATE, new Verdict.Found(Boards.lostUpdate(), 1, 869));

    assertThat(Wording.grade(Boards.card("broken-by-luck", "none", true, claims, verdicts)))
        .isEqualTo("pass");
  }

  @Test
  void of_noControl_nothingProven() {
    assertThat(Headline.of(Boards.board(List.of(Boards.selectForUpdate()))))
        .isEqualTo(
            "1 of 1 safe strategy kept every cent; no broken control ran, so nothing is proven");
  }

  @Test
  void of_cutShort_says() {
    Scoreboard cut = new Scoreboard(Boards.plan(), "2026-03-01T12:00:00Z", true, List.of());
    assertThat(Headline.of(cut)).endsWith("; the run was cut short");
  }
}
