package dev.overdraft.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.check.Scorecard;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class TerminalTableTest {

  @Test
  void render_everyVerdict_asOnFile() throws IOException {
    Golden.assertSame("terminal.txt", TerminalTable.render(Boards.everyVerdict(), Ansi.OFF));
  }

  @Test
  void render_allWellWithoutBenchmark_asOnFile() throws IOException {
    Golden.assertSame("terminal-all-well.txt", TerminalTable.render(Boards.allWell(), Ansi.OFF));
  }

  @Test
  void render_leftOpenByExploring_saysWhy() {
    var broken =
        new Scorecard.Explored(
            "two-withdrawals", "inconclusive", "INCONCLUSIVE: no such table", false, 0, "", "");
    Scorecard card = Boards.undecided(Boards.atomicUpdate(), broken);
    assertThat(TerminalTable.render(Boards.board(List.of(card)), Ansi.OFF))
        .contains("atomic-update, exploring two-withdrawals: INCONCLUSIVE: no such table");
  }

  @Test
  void render_ansiOff_noEscape() {
    assertThat(TerminalTable.render(Boards.everyVerdict(), Ansi.OFF)).doesNotContain("\u001B");
  }

  @Test
  void render_ansiOn_sameWordsUnderThePaint() {
    String painted = TerminalTable.render(Boards.everyVerdict(), Ansi.ON);
    assertThat(painted).contains("\u001B[9mbroken-read-then-write\u001B[29m");
    String bare = painted.replaceAll("\u001B\\[[0-9;]*m", "");
    assertThat(bare.replaceAll("[ ~]+", ""))
        .isEqualTo(TerminalTable.render(Boards.everyVerdict(), Ansi.OFF).replaceAll("[ ~]+", ""));
  }

  @Test
  void render_prose_atMostHundredColumns() {
    String report = TerminalTable.render(Boards.everyVerdict(), Ansi.OFF);
    List<String> prose = report.lines().filter(line -> !line.contains("ops/s")).toList();
    String evidence = report.substring(report.indexOf("Promised not to happen"));
    assertThat(prose).isNotEmpty();
    assertThat(evidence.lines()).allMatch(line -> Width.of(line) <= Paragraph.COLUMNS);
  }
}
