package dev.overdraft.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

  private static final Pattern ID = Pattern.compile(" id=\"([^\"]+)\"");
  private static final Pattern LINK = Pattern.compile("href=\"#([^\"]+)\"");

  @Test
  void render_everyVerdict_asOnFile() throws IOException {
    Golden.assertSame("report.html", HtmlReport.render(Boards.everyVerdict()));
  }

  @Test
  void render_links_allLeadSomewhereAndIdsAreUnique() {
    String page = HtmlReport.render(Boards.everyVerdict());
    List<String> ids = ID.matcher(page).results().map(m -> m.group(1)).toList();
    List<String> links = LINK.matcher(page).results().map(m -> m.group(1)).toList();
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(links).isNotEmpty().allMatch(ids::contains);
  }

  @Test
  void render_page_needsNothingElse() {
    String page = HtmlReport.render(Boards.everyVerdict());
    assertThat(page).doesNotContain("http://", "https://", " src=", "@import", "url(");
  }

  @Test
  void render_namesAlike_idsApart() {
    assertThat(
            HtmlReport.render(
                Boards.board(
                    List.of(
                        Boards.card("a b", "f", false, Boards.promises(), Boards.clean()),
                        Boards.card("A-B", "f", false, Boards.promises(), Boards.clean())))))
        .contains("id=\"strategy-a-b\"", "id=\"strategy-a-b-2\"");
  }
}
