package dev.overdraft.check;

import static dev.overdraft.check.Story.reads;
import static dev.overdraft.check.Story.writes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.overdraft.history.History;
import dev.overdraft.history.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictsFileTest {

  @TempDir private Path directory;

  @Test
  void print_readAndPrintedAgain_isTheSame() throws IOException {
    History history =
        Story.of(100)
            .deposit(1, 1, 70, reads(1, 0, 100), writes(1, 1, 170))
            .withdraw(2, 1, 30, reads(1, 0, 100), writes(1, 2, 70))
            .closed();
    Verdict[] verdicts = Checkers.judge(history).values().toArray(Verdict[]::new);
    Scoreboard board =
        new Scoreboard(
            Boards.PLAN,
            "2026-11-01T00:00:00Z",
            true,
            List.of(
                Boards.card("select-for-update", false, Grade.FAIL, verdicts)
                    .withChecks(
                        Checkers.outcomes(history).orElseThrow().toString(),
                        Checkers.audits(history).orElseThrow().toString(),
                        Checkers.selfCheck(history)),
                Boards.card("broken-read-then-write", true, Grade.INCONCLUSIVE)),
            "lost 3 of 10 recorded, 4 of 11 unrecorded");
    String text = VerdictsFile.print(board);
    Scoreboard read = VerdictsFile.read(write(text));
    assertThat(read).isEqualTo(board);
    assertThat(VerdictsFile.print(read)).isEqualTo(text).endsWith("}\n");
    assertThat(read.selfCheck().planted()).isEqualTo(1);
    assertThat(text).contains("\"fault\" : \"doubled-leg\"").contains("\"audits\" : \"no audit");
    assertThat(text).contains("\"grade\" : \"fail\"").contains("\"verdict\" : \"found\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"strategies\":[]}",
        "{\"run\":{}}",
        "{\"run\":{},\"strategies\":[{\"grade\":\"good\"}]}",
        "{\"run\":{},\"strategies\":[{\"grade\":\"pass\"}]}",
      })
  void read_notAVerdictsFile_saysSo(String text) throws IOException {
    Path file = write(text);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> VerdictsFile.read(file))
        .withMessageContaining("is not a verdicts file");
  }

  @Test
  void read_whatANewerVersionAdds_isPassedOver() throws IOException {
    Scoreboard board = Boards.of(Grade.PASS);
    String newer =
        VerdictsFile.print(board)
            .replace("\"seed\" :", "\"newInThePlan\" : { }, \"seed\" :")
            .replace("\"contention\" :", "\"newInACost\" : 1, \"contention\" :");
    assertThat(newer).contains("newInThePlan", "newInACost");
    assertThat(VerdictsFile.read(write(newer))).isEqualTo(board);
  }

  @Test
  void read_ofAnOlderVersion_knowsNoServerOptions() throws IOException {
    String older =
        VerdictsFile.print(Boards.of(Grade.PASS))
            .replaceAll("(?s)\"server\" : \\[.*?\\],", "")
            .replaceAll("\"amounts\" : \"\\w*\",", "");
    assertThat(older).doesNotContain("\"server\"", "\"amounts\"");
    Plan plan = VerdictsFile.read(write(older)).run();
    assertThat(plan.server()).isEmpty();
    assertThat(plan.amounts()).isEmpty();
    assertThat(plan.seed()).isEqualTo(Boards.PLAN.seed());
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("verdicts.json"), text);
  }

  @Test
  void print_whatWasExplored_isReadAgainAndElseLeftOut() throws IOException {
    var explored = new Scorecard.Explored("skew", "fails", "EXHAUSTIVE", true, 6, "token", "lanes");
    Scorecard card = Boards.card("select-for-update", false, Grade.FAIL);
    Scorecard with =
        new Scorecard(
            card.strategy(),
            card.family(),
            card.summary(),
            card.control(),
            card.source(),
            card.engine(),
            card.isolation(),
            card.grade(),
            card.verdicts(),
            card.operations(),
            card.equation(),
            card.throughput(),
            List.of(explored));
    Scoreboard board = new Scoreboard(Boards.PLAN, "2026-11-01T00:00:00Z", false, List.of(with));
    assertThat(VerdictsFile.read(write(VerdictsFile.print(board)))).isEqualTo(board);
    assertThat(VerdictsFile.print(Boards.of(Grade.PASS))).doesNotContain("explored");
  }
}
