package dev.overdraft.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.VerdictsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {

  private @TempDir Path directory = Path.of("");

  @Test
  void write_twice_sameThreeFiles() throws IOException {
    Reports.write(directory, Boards.everyVerdict());
    String first = Files.readString(directory.resolve("report.html"));
    Reports.write(directory, Boards.everyVerdict());
    assertThat(Files.readString(directory.resolve("report.html"))).isEqualTo(first);
    assertThat(directory.resolve("report.md")).isNotEmptyFile();
    assertThat(directory.resolve("junit.xml")).isNotEmptyFile();
  }

  @Test
  void render_pastRun_sameAsWhenItWasFresh() throws IOException {
    Scoreboard board = Boards.allWell();
    Files.writeString(directory.resolve("verdicts.json"), VerdictsFile.print(board));
    assertThat(Reports.render(directory)).isEqualTo(board);
    assertThat(directory.resolve("report.md")).hasContent(MarkdownReport.render(board));
  }

  @Test
  void appendStepSummary_given_appendsBehindWhatIsThere() throws IOException {
    Path summary = Files.writeString(directory.resolve("summary.md"), "before\n");
    Reports.appendStepSummary("## After", Map.of(Reports.STEP_SUMMARY, summary.toString()));
    assertThat(summary).hasContent("before\n## After\n");
  }

  @Test
  void appendStepSummary_notGiven_writesNothing() throws IOException {
    Reports.appendStepSummary("## After", Map.of());
    assertThat(directory).isEmptyDirectory();
  }
}
