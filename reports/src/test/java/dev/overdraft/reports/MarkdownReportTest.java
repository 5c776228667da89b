package dev.overdraft.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {

  @Test
  void render_everyVerdict_asOnFile() throws IOException {
    Golden.assertSame("report.md", MarkdownReport.render(Boards.everyVerdict()));
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
