package dev.overdraft.reports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The failing schedule of one explored scenario, as {@code traces/<scenario>.jsonl} tells it.
 *
 * @param tables what others could see in the tables after each decision; empty in older files
 */
record Trace(
    String scenario,
    String anomaly,
    String failure,
    String what,
    String token,
    List<String> actors,
    Map<String, List<String>> before,
    Map<String, List<String>> after,
    List<String> endings,
    List<Serial> serially,
    List<Step> steps,
    Map<Integer, Map<String, List<String>>> tables,
    String text) {

  private static final ObjectMapper JSON = new ObjectMapper();

  Trace {
    actors = List.copyOf(actors);
    endings = List.copyOf(endings);
    serially = List.copyOf(serially);
    steps = List.copyOf(steps);
  }

  /** What an order without interleaving would have come to. */
  record Serial(String order, Map<String, List<String>> rows, List<String> endings) {}

  /**
   * One line: a statement that ran, waits or was woken.
   *
   * @param kind {@code ran}, {@code waits} or {@code woke}
   */
  record Step(
      String kind,
      int decision,
      String actor,
      String sql,
      String answer,
      List<String> blockedBy,
      String source) {}

  /** All traces of a run that can be read, by scenario; of the others is told why not. */
  static Map<String, Trace> readAll(Path runDirectory, Consumer<String> told) throws IOException {
    Map<String, Trace> traces = new TreeMap<>();
    Path folder = runDirectory.resolve("traces");
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).toList()) {
          try {
            Trace trace = parse(Files.readString(file));
            traces.put(trace.scenario(), trace);
          } catch (IOException broken) {
            told.accept(String.valueOf(WholeFile.unreadable(file, broken).getMessage()));
          }
        }
      }
    }
    return traces;
  }

  static Trace parse(String text) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : text.lines().filter(l -> !l.isBlank()).toList()) {
      lines.add(JSON.readTree(line));
    }
    if (lines.isEmpty() || !lines.get(0).path("type").asText().equals("witness")) {
      throw new IOException("a trace begins with its witness");
    }
    JsonNode head = lines.get(0);
    List<Serial> serially = new ArrayList<>();
    for (JsonNode order : head.path("serially")) {
      serially.add(
          new Serial(
              order.path("order").asText(),
              rows(order.path("rows")),
              texts(order.path("endings"))));
    }
    List<Step> steps = new ArrayList<>();
    Map<Integer, Map<String, List<String>>> tables = new TreeMap<>();
    for (JsonNode line : lines.subList(1, lines.size())) {
      if (line.path("type").asText().equals("tables")) {
        tables.put(line.path("decision").asInt(), rows(line.path("rows")));
      } else {
        steps.add(step(line));
      }
    }
    return new Trace(
        head.path("scenario").asText(),
        head.path("anomaly").asText(),
        head.path("failure").asText(),
        head.path("what").asText(),
        head.path("token").asText(),
        texts(head.path("actors")),
        rows(head.path("before")),
        rows(head.path("after")),
        texts(head.path("endings")),
        serially,
        steps,
        tables,
        text);
  }

  private static Step step(JsonNode line) {
    return new Step(
        line.path("type").asText(),
        line.path("decision").asInt(),
        line.path("actor").asText(),
        line.path("sql").asText(),
        line.path("answer").asText(),
        texts(line.path("blockedBy")),
        line.path("source").asText());
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(each -> texts.add(each.asText()));
    return texts;
  }

  private static Map<String, List<String>> rows(JsonNode tables) {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    tables.properties().forEach(each -> rows.put(each.getKey(), texts(each.getValue())));
    return rows;
  }
}
