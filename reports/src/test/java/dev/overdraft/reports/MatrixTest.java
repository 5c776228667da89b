package dev.overdraft.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.Scorecard;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatrixTest {

  @Test
  void of_everyVerdict_safeOnesRankedByHotRateAndTheRestBelow() {
    List<String> standing =
        Matrix.of(Boards.everyVerdict()).rows().stream()
            .map(row -> row.rank() + " " + row.card().strategy())
            .toList();
    assertThat(standing)
        .containsExactly(
            "1 atomic-update",
            "2 select-for-update",
            "? optimistic-version",
            "– advisory-lock",
            "– broken-read-then-write",
            "– broken-blind-retry");
  }

  @Test
  void of_ratesThatErrorsLeaveAsFast_shareARank() {
    assertThat(ranks(1496, 2351, 1351, 325, 489, 429)).containsExactly("1=", "1=", "2");
    assertThat(ranks(1810, 60, 1720, 50, 900, 50)).containsExactly("1=", "1=", "3");
    assertThat(ranks(1810, 60, 900, 50, 880, 50)).containsExactly("1", "2=", "2=");
    assertThat(ranks(1000, 10, 900, 5, 850, 200)).containsExactly("1=", "2", "1=");
    assertThat(ranks(1810, Double.NaN, 1234, 56, 1000, 50)).containsExactly("1", "2", "3");
  }

  private static List<String> ranks(double... ratesAndErrors) {
    List<Scorecard> cards = new ArrayList<>();
    for (int at = 0; at < ratesAndErrors.length; at += 2) {
      Scorecard.Cost cost = Boards.cost("hot", ratesAndErrors[at], ratesAndErrors[at + 1], 0);
      cards.add(Boards.renamed(Boards.atomicUpdate(), "s" + at).withThroughput(List.of(cost)));
    }
    return Matrix.of(Boards.board(cards)).rows().stream().map(Matrix.Row::rank).toList();
  }

  @Test
  void of_withoutBenchmark_noRanksAndNoCostColumns() {
    Matrix matrix = Matrix.of(Boards.allWell());
    assertThat(matrix.contentions()).isEmpty();
    assertThat(matrix.rows()).extracting(Matrix.Row::rank).containsExactly("", "", "–");
  }

  @Test
  void of_fastestIsUnsafe_neverRanked() {
    Scoreboard board = Boards.board(List.of(Boards.broken(), Boards.selectForUpdate()));
    Matrix matrix = Matrix.of(board);
    assertThat(matrix.rows().get(0).card().strategy()).isEqualTo("select-for-update");
    assertThat(matrix.rows().get(1).rank()).isEqualTo("–");
    assertThat(matrix.rows().get(1).struck()).isTrue();
  }

  @Test
  void of_nothingRan_noColumnsNoRows() {
    assertThat(Matrix.of(Boards.board(List.of())))
        .isEqualTo(new Matrix(List.of(), List.of(), List.of()));
  }
}
