package dev.overdraft.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.Scorecard;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {

  @Test
  void render_everyVerdict_asOnFile() throws IOException {
    Golden.assertSame("report.md", MarkdownReport.render(Boards.everyVerdict()));
  }

  @Test
  void render_overlookedFault_isNamedWithItsStrategy() {
    Scoreboard board =
        Boards.board(
            List.of(
                Boards.selectForUpdate(),
                Boards.atomicUpdate().withChecks("", "", Boards.selfCheck(2))));
    assertThat(MarkdownReport.render(board))
        .contains("| self-check | 5 of 6 planted faults found with their culprits")
        .contains("; in atomic-update: lost update 2 of 3 (missed by \\#7 on account 2) |");
  }

  @Test
  void render_sharedRank_isExplained() {
    Scorecard noisy =
        Boards.atomicUpdate().withThroughput(List.of(Boards.cost("hot", 1496, 2351, 0)));
    Scorecard close = Boards.renamed(noisy, "compare-and-swap");
    assertThat(MarkdownReport.render(Boards.board(List.of(noisy, close))))
        .contains("| 1= | compare-and-swap |", "A rank with =: ");
    assertThat(MarkdownReport.render(Boards.everyVerdict())).doesNotContain("A rank with =: ");
  }

  @Test
  void render_leftOpenByExploring_saysWhy() {
    var broken =
        new Scorecard.Explored(
            "two-withdrawals", "inconclusive", "INCONCLUSIVE: no such table", false, 0, "", "");
    Scorecard card = Boards.undecided(Boards.atomicUpdate(), broken);
    assertThat(MarkdownReport.render(Boards.board(List.of(card))))
        .contains(
            "- inconclusive: atomic-update, exploring two-withdrawals: INCONCLUSIVE: no such table");
  }

  @Test
  void escape_markup_isText() {
    assertThat(Markdown.escape("a|b <i> *x* `y`\n[z](q) ~~s~~"))
        .isEqualTo("a\\|b &lt;i&gt; \\*x\\* \\`y\\` \\[z\\](q) \\~\\~s\\~\\~");
  }

  @Test
  void fence_backticksWithin_longerFence() {
    assertThat(Markdown.fence("a ```` b\n")).isEqualTo("`````text\na ```` b\n`````\n");
  }
}
