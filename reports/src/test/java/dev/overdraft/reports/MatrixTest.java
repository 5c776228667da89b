package dev.overdraft.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.check.Scoreboard;
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
