package dev.overdraft.explore.witness;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.overdraft.explore.step.Moment;
import dev.overdraft.explore.step.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code traces/<scenario>.jsonl}: one JSON object a line, first the witness as a whole, then each
 * moment of its schedule.
 */
public final class TraceFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TraceFile() {}

  /** Writes a witness below a run directory; returns the file. */
  public static Path write(Path runDirectory, Witness witness) throws IOException {
    Path folder = Files.createDirectories(runDirectory.resolve("traces"));
    Path file = folder.resolve(witness.scenario().replaceAll("[^A-Za-z0-9._-]", "_") + ".jsonl");
    return Files.writeString(file, text(witness));
  }

  /**
   * Writes a witness with what others could see in the tables after each decision, as lines of type
   * {@code tables} behind its moments.
   *
   * @param tables by decision, then by table, each row as text
   */
  public static Path write(
      Path runDirectory, Witness witness, Map<Integer, Map<String, List<String>>> tables)
      throws IOException {
    Path file = write(runDirectory, witness);
    var text = new StringBuilder();
    for (var each : tables.entrySet()) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("type", "tables");
      line.put("decision", each.getKey());
      line.put("rows", each.getValue());
      text.append(JSON.writeValueAsString(line)).append('\n');
    }
    return Files.writeString(file, text, StandardOpenOption.APPEND);
  }

  /** The file's text. */
  public static String text(Witness witness) throws IOException {
    var text = new StringBuilder();
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("type", "witness");
    head.put("scenario", witness.scenario());
    head.put("anomaly", witness.anomaly());
    head.put("failure", witness.failure().kind().title());
    head.put("what", witness.failure().what());
    head.put("token", witness.token().toString());
    head.put("actors", witness.run().actors());
    head.put("switches", witness.run().switches());
    head.put("before", witness.before());
    head.put("after", witness.outcome().rows());
    head.put("endings", witness.outcome().endings());
    head.put(
        "serially",
        witness.legal().entrySet().stream()
            .map(
                e ->
                    Map.of(
                        "order", e.getValue(),
                        "rows", e.getKey().rows(),
                        "endings", e.getKey().endings()))
            .toList());
    head.put("reproduced", List.of(witness.reproduced(), witness.attempts()));
    text.append(JSON.writeValueAsString(head)).append('\n');
    for (Moment moment : witness.run().moments()) {
      text.append(JSON.writeValueAsString(line(witness.run(), moment))).append('\n');
    }
    return text.toString();
  }

  private static Map<String, Object> line(Run run, Moment moment) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("type", moment.type());
    line.put("decision", moment.decision());
    line.put("actor", run.actors().get(moment.step().actor()));
    line.put("step", moment.step().kind().text());
    line.put("sql", moment.step().text());
    line.put("answer", moment.answer().text());
    line.put("blockedBy", moment.holders().stream().map(run.actors()::get).toList());
    line.put("source", moment.step().source());
    return line;
  }
}
