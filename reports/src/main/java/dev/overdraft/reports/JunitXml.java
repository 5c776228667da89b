package dev.overdraft.reports;

import dev.overdraft.check.Grade;
import dev.overdraft.check.Scoreboard;
import dev.overdraft.check.Scorecard;
import dev.overdraft.check.Verdict;
import dev.overdraft.history.Plan;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The run as JUnit XML, which every CI server reads: a test case for each strategy and anomaly.
 *
 * <p>A broken promise is a {@code failure} with the whole witness. What is inconclusive is {@code
 * skipped} and not passed. A broken control that was caught passes, and says what it showed. Times
 * are given for the suite alone, since all verdicts on a strategy come from one storm.
 *
 * @see <a href="https://github.com/testmoapp/junitxml">JUnit XML, as commonly read</a>
 */
public final class JunitXml {

  private final XMLStreamWriter xml;

  private JunitXml(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** The document, with a line end behind it. */
  public static String render(Scoreboard board) {
    var text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      new JunitXml(xml).suite(board);
      xml.close();
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException("writing XML to memory", impossible);
    }
    return text.toString();
  }

  private void suite(Scoreboard board) throws XMLStreamException {
    List<Scorecard.Entry> all =
        board.strategies().stream().flatMap(card -> card.verdicts().stream()).toList();
    long millis = board.strategies().stream().mapToLong(c -> c.operations().millis()).sum();
    xml.writeStartDocument("UTF-8", "1.0");
    newLine(0);
    xml.writeStartElement("testsuite");
    attribute("name", "overdraft " + board.run().workload());
    long explored = board.strategies().stream().mapToLong(c -> c.explored().size()).sum();
    long found = board.strategies().stream().mapToLong(JunitXml::unexpected).sum();
    attribute("tests", String.valueOf(all.size() + explored));
    attribute("failures", String.valueOf(graded(all, Grade.FAIL) + found));
    attribute("errors", "0");
    attribute("skipped", String.valueOf(graded(all, Grade.INCONCLUSIVE) + undecided(board)));
    attribute("time", String.format(Locale.ROOT, "%.3f", millis / 1000.0));
    attribute("timestamp", board.recordedAt());
    properties(board.run());
    for (Scorecard card : board.strategies()) {
      for (Scorecard.Entry entry : card.verdicts()) {
        testcase(card, entry);
      }
      for (Scorecard.Explored each : card.explored()) {
        explored(card, each);
      }
    }
    newLine(0);
    xml.writeEndElement();
    newLine(0);
    xml.writeEndDocument();
  }

  private static long graded(List<Scorecard.Entry> all, Grade grade) {
    return all.stream().filter(entry -> entry.grade() == grade).count();
  }

  private void properties(Plan plan) throws XMLStreamException {
    Map<String, String> properties = new TreeMap<>();
    plan.settings().forEach((name, value) -> properties.put("settings." + name, value));
    plan.environment().forEach((name, value) -> properties.put("environment." + name, value));
    properties.put("seed", String.valueOf(plan.seed()));
    properties.put("engine", plan.engine());
    properties.put("isolation", plan.isolation());
    properties.put("workers", String.valueOf(plan.workers()));
    properties.put("accounts", String.valueOf(plan.accounts()));
    newLine(1);
    xml.writeStartElement("properties");
    for (var property : properties.entrySet()) {
      newLine(2);
      xml.writeEmptyElement("property");
      attribute("name", property.getKey());
      attribute("value", property.getValue());
    }
    newLine(1);
    xml.writeEndElement();
  }

  private void testcase(Scorecard card, Scorecard.Entry entry) throws XMLStreamException {
    newLine(1);
    xml.writeStartElement("testcase");
    attribute("classname", "overdraft." + card.strategy());
    attribute("name", entry.anomaly().id());
    if (!card.source().isEmpty()) {
      attribute("file", card.source());
    }
    switch (entry.grade()) {
      case FAIL -> failure(entry);
      case INCONCLUSIVE -> {
        newLine(2);
        xml.writeEmptyElement("skipped");
        attribute("message", Mark.describe(entry));
      }
      case PASS -> {
        newLine(2);
        xml.writeStartElement("system-out");
        characters(seen(entry));
        xml.writeEndElement();
      }
    }
    newLine(1);
    xml.writeEndElement();
  }

  private static long unexpected(Scorecard card) {
    return card.control() ? 0 : card.explored().stream().filter(Scorecard.Explored::fails).count();
  }

  private static long undecided(Scoreboard board) {
    return board.strategies().stream()
        .flatMap(card -> card.explored().stream())
        .filter(explored -> !explored.fails() && !explored.holds())
        .count();
  }

  /** A scenario whose interleavings were run: the shortest that breaks a rule is the failure. */
  private void explored(Scorecard card, Scorecard.Explored explored) throws XMLStreamException {
    newLine(1);
    xml.writeStartElement("testcase");
    attribute("classname", "overdraft." + card.strategy());
    attribute("name", "explored " + explored.scenario());
    if (!card.source().isEmpty()) {
      attribute("file", card.source());
    }
    newLine(2);
    if (explored.fails() && !card.control()) {
      xml.writeStartElement("failure");
      attribute("type", "interleaving");
      attribute("message", "an interleaving breaks it; replay: " + explored.token());
      characters("\n" + explored.witness());
      xml.writeEndElement();
    } else if (!explored.fails() && !explored.holds()) {
      xml.writeEmptyElement("skipped");
      attribute("message", explored.coverage());
    } else {
      xml.writeStartElement("system-out");
      characters(explored.verdict() + "; " + explored.coverage());
      xml.writeEndElement();
    }
    newLine(1);
    xml.writeEndElement();
  }

  private void failure(Scorecard.Entry entry) throws XMLStreamException {
    newLine(2);
    xml.writeStartElement("failure");
    attribute("type", entry.anomaly().id());
    attribute("message", seen(entry));
    if (entry.verdict() instanceof Verdict.Found found) {
      characters("\n" + WitnessText.of(found.witness(), ""));
    }
    xml.writeEndElement();
  }

  private static String seen(Scorecard.Entry entry) {
    return entry.verdict() instanceof Verdict.Found found
        ? Mark.describe(entry) + ": " + found.witness().sentence()
        : Mark.describe(entry);
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, Plain.line(value));
  }

  private void characters(String data) throws XMLStreamException {
    xml.writeCharacters(Plain.text(data));
  }

  private void newLine(int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }
}
