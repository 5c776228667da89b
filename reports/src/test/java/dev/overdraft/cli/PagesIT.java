package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.overdraft.browser.BrowserPage;
import dev.overdraft.browser.Chromium;
import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.explore.Played;
import dev.overdraft.explore.bank.BankExplorer;
import dev.overdraft.explore.bank.BankScenario;
import dev.overdraft.explore.search.Enumeration;
import dev.overdraft.strategies.Strategies;
import dev.overdraft.suite.WholeSuite;
import dev.overdraft.workload.bank.BankStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages of a real run and of a real lesson, opened as a person would. */
@WholeSuite
@Tag("browser")
class PagesIT {

  private static final String STRATEGY = "check-then-decrement";
  private static final String SCENARIO = "two-withdrawals";
  private static final String AXE = "/axe.min.js";

  @TempDir static Path directory;

  private static Engine engine;
  private static Chromium browser;
  private static URI report;
  private static URI lesson;

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> binary = Chromium.find();
    Assumptions.assumeTrue(
        binary.isPresent(), "there is no browser: install Debian's package 'chromium'");
    engine = Engines.start(Engines.EMBEDDED, Optional.empty(), Optional.empty());
    Path run = directory.resolve("run");
    String strategies = "atomic-update,select-for-update,naive-read-modify-write," + STRATEGY;
    overdraft(
        "run",
        "--strategies",
        strategies,
        "--ops",
        "1500",
        "--seed",
        "7",
        "--no-bench",
        "--out",
        run.toString());
    overdraft("lesson", STRATEGY + "." + SCENARIO, "--out", directory.toString());
    report = run.resolve("report.html").toUri();
    lesson = directory.resolve(STRATEGY + "." + SCENARIO + ".html").toUri();
    browser = Chromium.start(binary.get());
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    if (engine != null) {
      engine.close();
    }
  }

  private static void overdraft(String... args) {
    String[] whole = new String[args.length + 4];
    System.arraycopy(args, 0, whole, 0, args.length);
    whole[args.length] = "--engine";
    whole[args.length + 1] = engine.target().url();
    whole[args.length + 2] = "--user";
    whole[args.length + 3] = engine.target().user();
    Ran ran = Ran.overdraft(whole);
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isIn(0, 4);
  }

  @ParameterizedTest
  @CsvSource({
    "report, 1400, false",
    "report, 390, true",
    "lesson, 1400, true",
    "lesson, 390, false"
  })
  void page_opened_quietFittingAccessible(String which, int width, boolean dark) throws Exception {
    URI page = which.equals("report") ? report : lesson;
    assertThat(Files.size(Path.of(page))).isLessThan(2_000_000);
    try (BrowserPage opened = browser.page(width, 900, dark)) {
      opened.open(page);
      assertThat(opened.problems()).isEmpty();
      assertThat(opened.evaluate("document.documentElement.scrollWidth <= innerWidth").asBoolean())
          .as("nothing is wider than the page")
          .isTrue();
      opened.evaluate(
          "document.querySelectorAll('details').forEach((d, at) => { d.open = at < 3; }); 1");
      assertThat(serious(opened)).isEmpty();
    }
  }

  /** How long it took is told to whoever runs the tests; no test fails on a time. */
  @Test
  void report_sixtyStrategies_smallQuietAndAnswersOnTheFirstScreen(TestReporter told)
      throws Exception {
    Path many = Files.createDirectories(directory.resolve("many"));
    ManyRows.write(directory.resolve("run"), many, 60);
    assertThat(Ran.overdraft("report", many.toString()).exitCode()).isZero();
    Path page = many.resolve("report.html");
    assertThat(Files.size(page)).isLessThan(2_000_000);
    try (BrowserPage opened = browser.page(1400, 900, false)) {
      opened.open(page.toUri());
      assertThat(opened.problems()).isEmpty();
      assertThat(
              opened.evaluate("document.querySelectorAll('table.matrix tbody tr').length").asInt())
          .isEqualTo(60);
      JsonNode answers =
          opened.evaluate(
              """
              [...document.querySelectorAll('#answer .card')]
                .filter((each) => each.getBoundingClientRect().bottom <= innerHeight)
                .map((each) => each.textContent)
              """);
      assertThat(answers.size()).as("cards wholly on the first screen").isGreaterThanOrEqualTo(2);
      assertThat(answers.get(0).asText())
          .containsPattern("(Fastest safe strategy|One of the fastest safe strategies)")
          .contains("correct commits a second", "How:", "Why it may rank:");
      assertThat(answers.get(1).asText()).contains("Unsafe: ");
      JsonNode timing =
          opened.evaluate(
              """
              (() => {
                const own = performance.getEntriesByType('navigation')[0];
                return [own.domInteractive, own.domComplete].map(Math.round);
              })()
              """);
      assertThat(timing.get(1).asInt()).isPositive();
      told.publishEntry(
          "report of 60 strategies",
          "%,d bytes; to be read after %d ms, complete after %d ms"
              .formatted(Files.size(page), timing.get(0).asInt(), timing.get(1).asInt()));
    }
  }

  private static String serious(BrowserPage page) throws IOException {
    try (InputStream script = PagesIT.class.getResourceAsStream(AXE)) {
      assertThat(script).isNotNull();
      page.evaluate(new String(script.readAllBytes(), StandardCharsets.UTF_8) + "; 1");
    }
    return page.evaluate(
            "axe.run().then((r) => (r.passes.length < 10 ? [{ id: 'too few rules ran', nodes: [],"
                + " impact: 'serious' }] : r.violations)"
                + ".filter((v) => v.impact === 'serious' || v.impact === 'critical')"
                + ".map((v) => v.id + ': ' + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 200)"
                + " + ' ' + n.failureSummary).join(' | '))"
                + ".join('\\n'))")
        .asText();
  }

  @Test
  void report_matrixLinks_landOnVisibleEvidence() throws Exception {
    try (BrowserPage opened = browser.page(1400, 900, false)) {
      opened.open(report);
      JsonNode lost =
          opened.evaluate(
              """
              (async () => {
                const lost = [];
                for (const link of document.querySelectorAll('table.matrix a')) {
                  link.click();
                  await new Promise((done) => setTimeout(done, 20));
                  const target = document.getElementById(location.hash.slice(1));
                  const box = target?.getBoundingClientRect();
                  if (!box || box.height === 0 || box.top > innerHeight || box.bottom < 0) {
                    lost.push(link.getAttribute('href'));
                  }
                }
                return lost;
              })()
              """);
      assertThat(lost).isEmpty();
    }
  }

  @Test
  void report_lanes_stepByButtonSliderAndKey() throws Exception {
    try (BrowserPage opened = browser.page(1400, 900, false)) {
      opened.open(report);
      JsonNode words =
          opened.evaluate(
              """
              (() => {
                const lanes = document.querySelector('#evidence table.lanes');
                const tools = lanes.parentElement.previousElementSibling;
                const words = () => tools.querySelector('output').textContent;
                const said = [words()];
                tools.querySelector('button').click();
                said.push(words());
                const slider = tools.querySelector('input');
                slider.value = '2';
                slider.dispatchEvent(new Event('input'));
                said.push(words());
                const key = new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true });
                lanes.parentElement.dispatchEvent(key);
                said.push(words());
                said.push(lanes.querySelectorAll('tr.later').length === lanes.tBodies[0].rows.length - 3);
                return said.map((each) => String(each).replace(/ of \\d+|\\d+ steps/, ''));
              })()
              """);
      List<String> said = new ArrayList<>();
      words.forEach(each -> said.add(each.asText().strip()));
      assertThat(said).hasSize(5);
      assertThat(said.get(0)).startsWith("all");
      assertThat(said.get(1)).startsWith("step");
      assertThat(said.subList(2, 5)).containsExactly("step 2", "step 3", "true");
    }
  }

  @Test
  void report_charts_drawnWithoutNetwork() throws Exception {
    try (BrowserPage opened = browser.page(1400, 900, false)) {
      opened.open(report);
      assertThat(opened.evaluate("document.querySelectorAll('.plot canvas').length").asInt())
          .isGreaterThanOrEqualTo(3);
      assertThat(opened.evaluate("performance.getEntriesByType('resource').length").asInt())
          .isZero();
    }
  }

  /** Clicks through the whole page and runs everything once more, without the lesson's recorder. */
  @Test
  void lesson_everyOrderOfClicks_endsInTheStateThatTheServerReached() throws Exception {
    for (String side : new String[] {"broken", "fixed"}) {
      BankStrategy strategy = Strategies.byName(STRATEGY).orElseThrow();
      if (side.equals("fixed")) {
        strategy = Strategies.byName(strategy.twin()).orElseThrow();
      }
      Map<String, String> reached = reached(strategy);
      Map<String, String> shown = shown(side);
      assertThat(shown).isEqualTo(reached);
      assertThat(shown.size()).isGreaterThan(3);
    }
  }

  private static Map<String, String> reached(BankStrategy strategy) throws Exception {
    Map<String, String> ends = new TreeMap<>();
    BankScenario scenario =
        BankScenario.all().stream()
            .filter(s -> s.name().equals(SCENARIO))
            .findFirst()
            .orElseThrow();
    try (SchemaLease lease = SchemaLease.claim(engine.target(), "overdraft");
        var explorer =
            new BankExplorer(engine.target(), lease.name(), strategy, strategy.isolation())) {
      explorer
          .explorer()
          .playAll(
              explorer.scenario(scenario),
              new Enumeration(),
              played -> {
                ends.put(played.run().choices().toString(), end(played));
                return true;
              });
    }
    return ends;
  }

  private static String end(Played played) {
    String rows =
        played.after().of("account").stream()
            .map(row -> String.join(",", row))
            .collect(Collectors.joining(" "));
    return rows
        + " | "
        + String.join(" ", played.outcome().endings())
        + " | "
        + (played.failure().isPresent() ? "broken" : "kept");
  }

  private static Map<String, String> shown(String side) throws Exception {
    try (BrowserPage opened = browser.page(1400, 900, false)) {
      opened.open(lesson);
      JsonNode all =
          opened.evaluate(
              """
              (() => {
                const press = (text) => [...document.querySelectorAll('.choices button')]
                  .find((each) => each.textContent.startsWith(text)).click();
                if ('%s' === 'fixed') press('Mended');
                const ends = {};
                const visit = (path) => {
                  const can = [...document.querySelectorAll('.actor .go:enabled')]
                    .map((each) => Number(each.closest('.actor').dataset.actor));
                  if (can.length === 0) {
                    const rows = [...document.querySelectorAll('.now tbody tr')].map((row) =>
                      [...row.cells].map((cell) => cell.textContent).join(',')).join(' ');
                    const told = [...document.querySelectorAll('.actor .state')]
                      .map((each) => each.textContent).join(' ');
                    const end = document.querySelector('.end');
                    ends['[' + path.join(', ') + ']'] = rows + ' | ' + told + ' | '
                      + (end.classList.contains('broken') ? 'broken' : 'kept');
                    return;
                  }
                  for (const actor of can) {
                    document.querySelector(`.actor[data-actor="${actor}"] .go`).click();
                    visit([...path, actor]);
                    press('◀');
                  }
                };
                visit([]);
                return ends;
              })()
              """
                  .formatted(side));
      Map<String, String> ends = new TreeMap<>();
      all.properties().forEach(each -> ends.put(each.getKey(), each.getValue().asText()));
      return ends;
    }
  }
}
