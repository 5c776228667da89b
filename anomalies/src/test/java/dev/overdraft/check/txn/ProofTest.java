package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ProofTest {

  private static final String[] LOST_UPDATE = {
    "0 p0 0-1000 ok: r x; a x 1",
    "1 p1 500-2000 ok: r x; a x 2",
    "2 p2 3000-4000 ok: r x 1 2; a y 9"
  };

  private static Finding lostUpdate() {
    return Txns.judge(Model.LIST_APPEND, LOST_UPDATE).findings().get(0);
  }

  @Test
  void cycle_saysWhyForEveryEdgeAndWhatEachOrderWouldHaveGiven() {
    Finding finding = lostUpdate();
    assertEquals(
        "Lost update on x between T0 and T1: one transfer's effect vanished", finding.sentence());
    assertEquals(
        List.of(
            "T0 appended 1 to x, which T1 replaced or followed: T1 appended 2 to x, so T0 comes"
                + " before T1",
            "T1 read x = [] before T0 appended 1 to x, so T1 comes before T0"),
        finding.reasons().stream().map(Reason::sentence).toList());
    assertEquals(
        "T0 before T1 before T0: no transaction comes before itself", finding.contradiction());
    assertEquals(2, finding.serialOrders().size());
    assertTrue(finding.serialOrders().get(0).startsWith("T0, then T1: T1 would have seen"));
    assertTrue(finding.remedy().startsWith("forbidden by cursor stability; or lock the row"));
    assertTrue(finding.reproduced());
  }

  @Test
  void evidence_isTheCulpritsAloneAndShowsTheSame() {
    TxnHistory history = Txns.of(Model.LIST_APPEND, LOST_UPDATE);
    TxnHistory alone = Judge.evidence(history, lostUpdate(), Options.DEFAULT).orElseThrow();
    assertEquals(2, alone.size());
    assertEquals(1, alone.keys());
    assertEquals(
        List.of("lost-update 0 1"), List.copyOf(Txns.names(Judge.judge(alone, Options.DEFAULT))));
  }

  @Test
  void allowance_dependsOnLevelAndAxis() {
    Finding finding = lostUpdate();
    assertTrue(finding.isAllowedAt(Level.READ_COMMITTED, Axis.STRICT));
    assertFalse(finding.isAllowedAt(Level.SNAPSHOT_ISOLATION, Axis.PLAIN));
  }

  @Test
  void svg_isWellFormedWithALaneEachAndAnArrowEach() throws Exception {
    String svg = ProofSvg.of(lostUpdate());
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    assertEquals(2, document.getElementsByTagName("rect").getLength());
    assertEquals(3, document.getElementsByTagName("path").getLength());
  }
}
