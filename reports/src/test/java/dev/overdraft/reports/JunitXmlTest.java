package dev.overdraft.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class JunitXmlTest {

  @Test
  void render_everyVerdict_asOnFile() throws IOException {
    Golden.assertSame("junit.xml", JunitXml.render(Boards.everyVerdict()));
  }

  @Test
  void render_everyVerdict_countsAgree() throws Exception {
    Document xml = Xml.parse(JunitXml.render(Boards.everyVerdict()));
    Element suite = xml.getDocumentElement();
    assertThat(suite.getAttribute("tests")).isEqualTo("36");
    assertThat(xml.getElementsByTagName("testcase").getLength()).isEqualTo(36);
    assertThat(xml.getElementsByTagName("failure").getLength())
        .isEqualTo(Integer.parseInt(suite.getAttribute("failures")))
        .isEqualTo(1);
    assertThat(xml.getElementsByTagName("skipped").getLength())
        .isEqualTo(Integer.parseInt(suite.getAttribute("skipped")))
        .isEqualTo(2);
  }

  @Test
  void render_brokenPromise_failureHoldsTheWholeWitness() throws Exception {
    Document xml = Xml.parse(JunitXml.render(Boards.everyVerdict()));
    String failure = xml.getElementsByTagName("failure").item(0).getTextContent();
    assertThat(failure)
        .contains("account 7 should hold 140, holds 60")
        .contains("money: 80 missing")
        .contains("#18 transfer 7→4 40")
        .contains("update account");
  }
}
