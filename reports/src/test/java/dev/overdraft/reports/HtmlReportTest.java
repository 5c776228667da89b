package dev.overdraft.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.check.Scorecard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

  private static final Pattern ID = Pattern.compile(" id=\"([^\"]+)\"");
  private static final Pattern LINK = Pattern.compile("href=\"#([^\"]+)\"");

  @Test
  void render_everyVerdict_asOnFile() throws IOException {
    Golden.assertSame("report.html", own(HtmlReport.render(Boards.everyVerdict())));
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
    String page = HtmlReport.render(Boards.everyVerdict()).replace(Resources.chartScript(), "");
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

  @Test
  void render_sixtyStrategies_underTwoMegabytes() {
    List<Scorecard> cards = new ArrayList<>();
    Map<String, Timeline> timelines = new HashMap<>();
    for (int i = 0; i < 20; i++) {
      for (Scorecard model :
          List.of(Boards.broken(), Boards.selectForUpdate(), Boards.advisoryLock())) {
        Scorecard card = Boards.renamed(model, model.strategy() + "-" + i);
        cards.add(card);
        timelines.put(card.strategy(), TimelineTest.busy());
      }
    }
    Attachments attachments = new Attachments(timelines, Map.of(), Map.of());
    String page = HtmlReport.render(Boards.board(cards), attachments);
    assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(2_000_000);
  }

  /** The page without its scripts and styles. */
  private static String own(String page) {
    String own =
        page.replace(Resources.chartScript(), "uPlot\n").replace(Resources.chartStyle(), "uPlot\n");
    for (String file : List.of("page.css", "page.js", "charts.js")) {
      own = own.replace(Resources.text(file), file + "\n");
    }
    return own.replaceAll("sha256-[A-Za-z0-9+/=]+", "sha256-…");
  }
}
