package dev.overdraft.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.overdraft.history.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * {@code verdicts.json}: an object with {@code run} (the plan) and {@code strategies}, for other
 * tools and for rendering a past run again. What a newer version adds to it is passed over.
 */
public final class VerdictsFile {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private VerdictsFile() {}

  /** The file's text, with a line end behind it. */
  public static String print(Scoreboard board) {
    ObjectNode root = JSON.createObjectNode();
    root.set("run", JSON.valueToTree(board.run()));
    root.put("recordedAt", board.recordedAt());
    root.put("cutShort", board.cutShort());
    if (!board.observer().isEmpty()) {
      root.put("observer", board.observer());
    }
    root.put("grade", board.grade().word());
    ArrayNode strategies = root.putArray("strategies");
    board.strategies().forEach(card -> strategies.add(card(card)));
    try {
      return JSON.writeValueAsString(root) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static ObjectNode card(Scorecard card) {
    ObjectNode node = JSON.createObjectNode();
    node.put("strategy", card.strategy());
    node.put("family", card.family());
    node.put("summary", card.summary());
    node.put("control", card.control());
    node.put("source", card.source());
    node.put("engine", card.engine());
    node.put("isolation", card.isolation());
    node.put("grade", card.grade().word());
    ArrayNode verdicts = node.putArray("verdicts");
    card.verdicts().forEach(entry -> verdicts.add(entry(entry)));
    node.set("operations", JSON.valueToTree(card.operations()));
    node.put("equation", card.equation());
    node.put("outcomes", card.outcomes());
    node.put("audits", card.audits());
    if (!card.selfCheck().equals(SelfCheck.NONE)) {
      node.set("selfCheck", selfCheck(card.selfCheck()));
    }
    ObjectNode throughput = node.putObject("throughput");
    card.throughput().forEach(cost -> throughput.set(cost.contention(), JSON.valueToTree(cost)));
    if (!card.explored().isEmpty()) {
      node.set("explored", JSON.valueToTree(card.explored()));
    }
    return node;
  }

  private static ObjectNode selfCheck(SelfCheck check) {
    ObjectNode node = JSON.createObjectNode();
    node.put("operations", check.operations());
    node.put("of", check.of());
    node.put("planted", check.planted());
    node.put("caught", check.caught());
    ArrayNode faults = node.putArray("faults");
    for (SelfCheck.Line line : check.lines()) {
      ObjectNode fault = faults.addObject();
      fault.put("fault", line.fault().id());
      fault.put("planted", line.planted());
      fault.put("caught", line.caught());
      fault.put("why", line.why());
    }
    return node;
  }

  private static SelfCheck selfCheck(JsonNode node) {
    if (node.isMissingNode()) {
      return SelfCheck.NONE;
    }
    List<SelfCheck.Line> lines = new ArrayList<>();
    for (JsonNode line : field(node, "faults")) {
      lines.add(
          new SelfCheck.Line(
              PlantedFault.valueOf(constant(line, "fault")),
              line.path("planted").asInt(),
              line.path("caught").asInt(),
              line.path("why").asText()));
    }
    return new SelfCheck(node.path("operations").asLong(), node.path("of").asLong(), lines);
  }

  private static ObjectNode entry(Scorecard.Entry entry) {
    ObjectNode node = JSON.createObjectNode();
    node.put("anomaly", entry.anomaly().id());
    node.put("verdict", entry.verdict().word());
    node.put("claim", entry.claim().word());
    node.put("grade", entry.grade().word());
    node.put("count", entry.verdict().count());
    node.put("chances", entry.verdict().chances());
    if (entry.verdict() instanceof Verdict.Found found) {
      node.set("witness", JSON.valueToTree(found.witness()));
    } else if (entry.verdict() instanceof Verdict.Inconclusive inconclusive) {
      node.put("why", inconclusive.why());
    }
    return node;
  }

  /** Reads what {@link #print} wrote. */
  public static Scoreboard read(Path file) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(Files.readString(file));
      List<Scorecard> strategies = new ArrayList<>();
      for (JsonNode node : field(root, "strategies")) {
        strategies.add(card(node));
      }
      return new Scoreboard(
          plan(field(root, "run")),
          root.path("recordedAt").asText(),
          root.path("cutShort").asBoolean(),
          strategies,
          root.path("observer").asText());
    } catch (JsonProcessingException | IllegalArgumentException broken) {
      throw new IOException(file + " is not a verdicts file: " + broken.getMessage(), broken);
    }
  }

  /** Older versions did not say how the server was asked for, nor which amounts. */
  private static Plan plan(JsonNode run) throws JsonProcessingException {
    ObjectNode whole = JSON.createObjectNode();
    whole.putArray("server");
    whole.put("amounts", "");
    run.properties().forEach(each -> whole.set(each.getKey(), each.getValue()));
    return JSON.treeToValue(whole, Plan.class);
  }

  private static Scorecard card(JsonNode node) throws JsonProcessingException {
    List<Scorecard.Entry> entries = new ArrayList<>();
    for (JsonNode entry : node.path("verdicts")) {
      entries.add(entry(entry));
    }
    List<Scorecard.Cost> costs = new ArrayList<>();
    for (JsonNode cost : node.path("throughput")) {
      costs.add(JSON.treeToValue(cost, Scorecard.Cost.class));
    }
    List<Scorecard.Explored> explored = new ArrayList<>();
    for (JsonNode scenario : node.path("explored")) {
      explored.add(JSON.treeToValue(scenario, Scorecard.Explored.class));
    }
    return new Scorecard(
        node.path("strategy").asText(),
        node.path("family").asText(),
        node.path("summary").asText(),
        node.path("control").asBoolean(),
        node.path("source").asText(),
        node.path("engine").asText(),
        node.path("isolation").asText(),
        Grade.valueOf(constant(node, "grade")),
        entries,
        JSON.treeToValue(field(node, "operations"), Scorecard.Operations.class),
        node.path("equation").asText(),
        costs,
        explored,
        node.path("outcomes").asText(),
        node.path("audits").asText(),
        selfCheck(node.path("selfCheck")));
  }

  private static Scorecard.Entry entry(JsonNode node) throws JsonProcessingException {
    Anomaly anomaly = Anomaly.valueOf(constant(node, "anomaly"));
    long chances = node.path("chances").asLong();
    String word = node.path("verdict").asText();
    Verdict verdict =
        switch (word) {
          case "found" ->
              new Verdict.Found(
                  JSON.treeToValue(field(node, "witness"), Witness.class),
                  node.path("count").asLong(),
                  chances);
          case "not-found" -> new Verdict.NotFound(chances);
          case "inconclusive" -> new Verdict.Inconclusive(node.path("why").asText());
          default -> throw new IllegalArgumentException("unknown verdict '" + word + "'");
        };
    return new Scorecard.Entry(
        anomaly,
        verdict,
        Claim.valueOf(constant(node, "claim")),
        Grade.valueOf(constant(node, "grade")));
  }

  private static JsonNode field(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode() || value.isNull()) {
      throw new IllegalArgumentException("'" + name + "' is missing");
    }
    return value;
  }

  private static String constant(JsonNode node, String field) {
    return field(node, field).asText().toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
