package dev.overdraft.reports.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.check.level.Levels;
import dev.overdraft.check.linear.Involved;
import dev.overdraft.check.linear.Linearizability;
import dev.overdraft.check.linear.Violation;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The same as data. */
public final class CheckJson {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private CheckJson() {}

  /** One JSON object. */
  public static String render(String file, Checked checked) throws JsonProcessingException {
    ObjectNode root = JSON.createObjectNode();
    fill(root, file, checked);
    return JSON.writeValueAsString(root) + "\n";
  }

  /**
   * One JSON object for storms at several levels: what each came to is in {@code levels}.
   *
   * @param cutShort whether the run was stopped, so that nothing follows from what was not found
   */
  public static String render(
      String engine, String workload, boolean cutShort, List<LevelTable.Row> rows)
      throws JsonProcessingException {
    ObjectNode root = JSON.createObjectNode();
    root.put("engine", engine);
    root.put("workload", workload);
    root.put("cutShort", cutShort);
    ArrayNode levels = root.putArray("levels");
    for (LevelTable.Row row : rows) {
      fill(levels.addObject().put("level", row.level().sql()), row.file(), row.checked());
    }
    return JSON.writeValueAsString(root) + "\n";
  }

  private static void fill(ObjectNode root, String file, Checked checked) {
    root.put("file", file);
    root.put("verdict", checked.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    root.put("why", checked.inconclusive());
    root.put("expected", checked.promise().title());
    root.put("format", checked.summary().format().word());
    root.put("workload", checked.summary().workload().word());
    root.put("guessed", checked.summary().guessed());
    ObjectNode counts = root.putObject("operations");
    checked
        .summary()
        .counts()
        .forEach(
            (f, count) ->
                counts
                    .putObject(f)
                    .put("ok", count.ok())
                    .put("fail", count.fail())
                    .put("info", count.info()));
    checked.levels().ifPresent(levels -> levels(root.putObject("levels"), levels));
    checked.objects().ifPresent(objects -> objects(root.putObject("linearizable"), objects));
    checked.findings().forEach(finding -> finding(root.withArray("findings"), finding));
    texts(root.putArray("notes"), checked.summary().notes());
    texts(root.putArray("faults"), checked.faults());
    texts(root.putArray("notSearched"), checked.notSearched());
    root.put("chances", checked.chances());
    root.put("equation", checked.equation());
    texts(root.putArray("trust"), checked.trust());
  }

  private static void levels(ObjectNode node, Levels levels) {
    for (Axis axis : Axis.values()) {
      ObjectNode each = node.putObject(axis.word());
      ids(each.putArray("strongest"), levels.strongest(axis));
      ids(each.putArray("weakestBroken"), levels.weakestBroken(axis));
      ids(each.putArray("unknown"), levels.with(axis, Answer.UNKNOWN));
    }
  }

  private static void objects(ObjectNode node, Linearizability objects) {
    node.put("objects", objects.objects());
    node.put("holding", objects.holding());
    node.put("violated", objects.violated());
    node.put("undecided", objects.undecided());
    node.put("chances", objects.chances());
    objects.violations().forEach(violation -> violation(node.withArray("violations"), violation));
    texts(node.putArray("reasons"), objects.reasons());
  }

  private static void violation(ArrayNode violations, Violation violation) {
    ObjectNode node = violations.addObject();
    node.put("object", violation.object());
    node.put("kind", violation.kind().title());
    texts(node.putArray("proof"), violation.reasons());
    for (Involved each : violation.involved()) {
      node.withArray("involved")
          .addObject()
          .put("name", each.name())
          .put("deed", each.deed())
          .put("invoked", each.invoked())
          .put("completed", each.completed());
    }
  }

  private static void finding(ArrayNode findings, CheckedFinding finding) {
    ObjectNode node = findings.addObject();
    node.put("name", finding.title());
    node.put("code", finding.code());
    node.put("count", finding.count());
    node.put("allowed", finding.allowed());
    node.put("sentence", finding.sentence());
    texts(node.putArray("proof"), finding.proof());
  }

  private static void ids(ArrayNode array, Set<Level> levels) {
    levels.forEach(level -> array.add(level.id()));
  }

  private static void texts(ArrayNode array, Collection<String> texts) {
    texts.forEach(array::add);
  }
}
