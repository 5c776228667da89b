package dev.overdraft.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Claim;
import dev.overdraft.check.PlantedFault;
import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.Scorecard;
import dev.overdraft.check.SelfCheck;
import dev.overdraft.check.Verdict;
import dev.overdraft.check.Witness;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import picocli.CommandLine.Help.Ansi;

/** Names and messages come from elsewhere; whatever they hold is shown as text. */
class HostileDataTest {

  static List<String> hostile() {
    return List.of(
        "<script>alert(1)</script>",
        "</script><img src=x onerror=alert(1)>",
        "\" onmouseover=\"alert(1)",
        "' | quotes ` and | pipes |",
        "@|red picocli's markup|@",
        "]]> &amp; <!-- ",
        "long".repeat(2500),
        "עברית \u202Eabc\u202C عربى",
        "nul \0, bell \u0007, escape \u001B[31m, half \uD83D pair, \uFFFE",
        "line\nbreak\r\n\u2028separator");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void html_isText(String data) {
    String page =
        HtmlReport.render(everywhere(data), HostileAttachments.of(data))
            .replace(Resources.chartScript(), "");
    assertThat(page)
        .doesNotContain("<script>alert", "<img", " onmouseover=\"", "<!-- ")
        .doesNotContain("\0", "\u001B", "\u202E", "\u2028", "\uFFFE");
    // Five of the page and one trace to take away.
    assertThat(page.split("<script", -1)).hasSize(7);
    assertThat(page.split("</script", -1)).hasSize(7);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void junit_parsesAndKeepsTheName(String data) throws Exception {
    Document xml = Xml.parse(JunitXml.render(everywhere(data)));
    Element first = (Element) xml.getElementsByTagName("testcase").item(0);
    assertThat(first.getAttribute("classname")).isEqualTo("overdraft." + Plain.line(data));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void markdown_tableKeepsItsShape(String data) {
    String report = MarkdownReport.render(everywhere(data));
    List<String> rows =
        report.lines().filter(line -> line.startsWith("| # ") || line.startsWith("| – ")).toList();
    assertThat(rows).hasSize(3);
    assertThat(rows.stream().map(HostileDataTest::cells).distinct()).hasSize(1);
    assertThat(outsideFences(report)).doesNotContain("<script", "<img", "\0", "\u001B");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void terminal_noControlCharacterAndBoundedWidth(String data) {
    String report = TerminalTable.render(everywhere(data), Ansi.OFF);
    assertThat(report.chars().filter(c -> c != '\n')).noneMatch(Character::isISOControl);
    assertThat(report.lines()).allMatch(line -> Width.of(line) <= 200);
  }

  private static int cells(String line) {
    return line.replace("\\|", "").split("\\|", -1).length;
  }

  private static String outsideFences(String report) {
    return report.replaceAll("(?s)(`{3,})text\n.*?\n\\1\n", "");
  }

  static Scoreboard everywhere(String data) {
    Witness plain = Boards.lostUpdate();
    Witness witness =
        new Witness(
            data,
            List.of(new Witness.Culprit(17, data, 1, data, 1, 0, 10)),
            plain.rows(),
            List.of(new Witness.Step(17, 0, "read", data, data)),
            -80);
    Map<Anomaly, Verdict> verdicts = Boards.clean();
    verdicts.put(Anomaly.LOST_UPDATE, new Verdict.Found(witness, 1, 2));
    verdicts.put(Anomaly.CONSISTENT_AUDIT, new Verdict.Inconclusive(data));
    Scorecard model =
        Boards.card(
            data,
            data,
            true,
            Map.of(Anomaly.LOST_UPDATE, Claim.MUST_NOT, Anomaly.CONSISTENT_AUDIT, Claim.MUST_NOT),
            verdicts);
    Scorecard card =
        new Scorecard(
            data,
            data,
            data,
            true,
            data,
            data,
            data,
            model.grade(),
            model.verdicts(),
            new Scorecard.Operations(1, 0, 0, 0, Map.of(data, 1L), 5),
            data,
            List.of(Boards.cost(data, 10, 1, 0)),
            List.of(new Scorecard.Explored(data, "fails", data, true, 3, data, data)),
            data,
            data,
            new SelfCheck(1, 1, List.of(new SelfCheck.Line(PlantedFault.TORN_AUDIT, 1, 0, data))));
    return Boards.board(List.of(card, Boards.broken()));
  }
}
