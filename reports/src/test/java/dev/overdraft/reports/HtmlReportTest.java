package dev.overdraft.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Claim;
import dev.overdraft.check.Scorecard;
import dev.overdraft.check.Verdict;
import dev.overdraft.history.Plan;
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

  @Test
  void render_commandsToRepeat_askForTheSamePlan() {
    Plan plan = Boards.plan();
    Plan asked =
        new Plan(
            plan.workload(),
            plan.strategies(),
            plan.seed(),
            "MariaDB 10.11",
            List.of("--engine", "mariadb", "--classpath", "our code"),
            "repeatable read",
            plan.settings(),
            plan.workers(),
            plan.durationMillis(),
            plan.operations(),
            plan.accounts(),
            plan.openingCents(),
            "fingerprint",
            plan.skew(),
            2000,
            plan.environment());
    Scorecard broken = Boards.at("repeatable read", Boards.broken());
    assertThat(Repeat.storm(asked, broken))
        .startsWith("overdraft run --engine mariadb --classpath 'our code' --strategies broken")
        .contains(" --isolation 'repeatable read'", " --yield 2.0ms", " --amounts fingerprint");
    assertThat(Repeat.schedule(asked, Boards.renamed(broken, "ours"), "t:A1:ff"))
        .isEqualTo(
            "overdraft explore --engine mariadb --classpath 'our code' ours"
                + " --isolation 'repeatable read' --replay t:A1:ff");
    Scorecard further = Boards.renamed(Boards.broken(), "broken@read-committed");
    assertThat(Repeat.storm(asked, further))
        .contains(" --strategies broken ", " --isolation 'read committed'")
        .doesNotContain("repeatable");
    Scorecard added = Boards.at("read committed", Boards.broken());
    assertThat(Repeat.storm(asked, added))
        .contains(" --isolation 'read committed'")
        .doesNotContain("repeatable");
    assertThat(Repeat.schedule(asked, added, "t:A1:ff"))
        .contains(" --isolation 'read committed'")
        .doesNotContain("repeatable");
  }

  /** A good strategy at a level below its own, where it is known to break. */
  @Test
  void render_anomalyThatWasForetold_isNoBrokenPromise() {
    Scorecard model = Boards.advisoryLock();
    Map<Anomaly, Claim> claims = Boards.promises();
    Map<Anomaly, Verdict> verdicts = Boards.clean();
    verdicts.put(Anomaly.LOST_UPDATE, new Verdict.Found(Boards.lostUpdate(), 3, 120));
    claims.put(Anomaly.LOST_UPDATE, Claim.MUST);
    Scorecard foretold = Boards.card("foretold", "locks", false, claims, verdicts);

    assertThat(HtmlReport.render(Boards.board(List.of(foretold))))
        .contains("> breaks at this level<")
        .doesNotContain("broke its promise");
    assertThat(HtmlReport.render(Boards.board(List.of(model)))).contains("> broke its promise<");
  }

  @Test
  void render_rateLessThanItsError_namesNoFastest() {
    Scorecard noisy =
        Boards.atomicUpdate().withThroughput(List.of(Boards.cost("hot", 1810, 2500, 0)));
    assertThat(HtmlReport.render(Boards.board(List.of(noisy, Boards.broken()))))
        .contains("<h2>Safe; too noisy to tell the fastest</h2>")
        .doesNotContain("<h2>Fastest safe strategy</h2>");
    assertThat(HtmlReport.render(Boards.everyVerdict()))
        .contains("<h2>Fastest safe strategy</h2>")
        .doesNotContain("too noisy to tell the fastest");
  }

  @Test
  void render_intervalsOverlap_oneOfTheFastest() {
    Scorecard first =
        Boards.atomicUpdate().withThroughput(List.of(Boards.cost("hot", 1810, 60, 0)));
    Scorecard close =
        Boards.renamed(Boards.atomicUpdate(), "single-writer-queue")
            .withThroughput(List.of(Boards.cost("hot", 1720, 50, 0)));
    Scorecard slower =
        Boards.selectForUpdate().withThroughput(List.of(Boards.cost("hot", 900, 50, 0)));
    assertThat(HtmlReport.render(Boards.board(List.of(first, close, slower))))
        .contains("<h2>One of the fastest safe strategies</h2>")
        .contains("Too close to it to tell apart: <bdi>single-writer-queue</bdi> with 1,720 ± 50.")
        .contains("Next: <bdi>select-for-update</bdi> with 900 ± 50.");
  }

  /** Its interval meets the first's, and yet another is faster than it for certain. */
  @Test
  void render_certainlySlowerThanTheSecond_notAmongTheFastest() {
    Scorecard first =
        Boards.atomicUpdate().withThroughput(List.of(Boards.cost("hot", 1496, 2351, 0)));
    Scorecard close =
        Boards.renamed(Boards.atomicUpdate(), "single-writer-queue")
            .withThroughput(List.of(Boards.cost("hot", 1351, 325, 0)));
    Scorecard slower =
        Boards.selectForUpdate().withThroughput(List.of(Boards.cost("hot", 489, 429, 0)));
    assertThat(HtmlReport.render(Boards.board(List.of(first, close, slower))))
        .contains("to tell apart: <bdi>single-writer-queue</bdi> with 1,351 ± 325.")
        .contains("Next: <bdi>select-for-update</bdi> with 489 ± 429.");
  }

  @Test
  void render_contentionsBetweenTheEnds_drawnButNoColumns() {
    Scorecard card =
        Boards.atomicUpdate()
            .withThroughput(
                List.of(
                    Boards.cost("hot", 1810, 20, 0),
                    Boards.cost("accounts-8", 2500, 20, 0),
                    Boards.cost("uniform", 5900, 20, 0)));
    assertThat(HtmlReport.render(Boards.board(List.of(card, Boards.broken()))))
        .contains("\"contentions\":[\"hot\",\"accounts-8\",\"uniform\"]")
        .contains("commits/s, hot")
        .doesNotContain("commits/s, accounts-8");
  }

  /** Two hundred controls with five findings each do not fit if everything is drawn. */
  @Test
  void render_moreThanFits_controlsInLessDetailAndBrokenPromisesInFull() {
    List<Scorecard> cards = new ArrayList<>(List.of(Boards.advisoryLock()));
    for (int i = 0; i < 200; i++) {
      cards.add(Boards.renamed(Boards.broken(), "broken-" + i));
    }
    String page = HtmlReport.render(Boards.board(cards));
    assertThat(page).contains("not drawn, to keep the page small; the download has them");
    String promise = page.substring(page.indexOf("<article id=\"found-advisory-lock"));
    assertThat(promise.substring(0, promise.indexOf("</article>")))
        .contains("<table class=\"lanes");
    assertThat(HtmlReport.render(Boards.everyVerdict())).doesNotContain("not drawn");
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
