package dev.overdraft.explore.lesson;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.overdraft.explore.step.Answer;
import dev.overdraft.explore.step.Moment;
import dev.overdraft.explore.step.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A lesson as JSON, which its page carries. Texts and table contents that recur are written once:
 * {@code texts} and {@code tables} are lists, and nodes refer to places in them.
 *
 * <p>A node has {@code m}, what the last step brought about ({@code [kind, actor, sql, answer,
 * holders, source]}); {@code p}, the next step of each actor that can be let go, by actor; {@code
 * n}, the node that follows, by actor; {@code s}, what others can see in the tables; and {@code e},
 * the end, with {@code f} for what is wrong and {@code t} for what the actors were told.
 */
public final class LessonFile {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Integer> texts = new LinkedHashMap<>();
  private final Map<Map<String, List<List<String>>>, Integer> tables = new LinkedHashMap<>();

  private LessonFile() {}

  /** The file's text. */
  public static String text(Lesson lesson) {
    ObjectNode root = JSON.createObjectNode();
    root.put("name", lesson.name());
    root.put("title", lesson.title());
    root.put("story", lesson.story());
    root.set("rules", JSON.valueToTree(lesson.rules()));
    root.put("fix", lesson.fix());
    root.put("takeaway", lesson.takeaway());
    root.set("references", JSON.valueToTree(lesson.references()));
    root.put("engine", lesson.engine());
    root.set("given", JSON.valueToTree(lesson.given()));
    ArrayNode parts = root.putArray("parts");
    for (Lesson.Part part : lesson.parts()) {
      ObjectNode node = parts.addObject();
      node.put("id", part.id());
      node.put("label", part.label());
      node.put("code", part.code());
      ArrayNode trees = node.putArray("trees");
      part.trees().forEach(tree -> trees.add(new LessonFile().tree(tree)));
    }
    return root + "\n";
  }

  private ObjectNode tree(OrderTree tree) {
    ObjectNode node = JSON.createObjectNode();
    node.put("level", tree.level());
    node.set("actors", JSON.valueToTree(tree.actors()));
    node.set("columns", JSON.valueToTree(tree.columns()));
    node.put("orders", tree.orders());
    node.put("broken", tree.broken());
    ArrayNode nodes = node.putArray("nodes");
    tree.nodes().forEach(each -> nodes.add(node(each)));
    node.set("texts", JSON.valueToTree(texts.keySet()));
    node.set("tables", JSON.valueToTree(tables.keySet()));
    return node;
  }

  private ObjectNode node(OrderTree.Node from) {
    ObjectNode node = JSON.createObjectNode();
    ArrayNode moments = node.putArray("m");
    for (Moment moment : from.moments()) {
      ArrayNode line = moments.addArray();
      line.add(moment.type());
      line.add(moment.step().actor()).add(text(moment.step().text())).add(text(answer(moment)));
      ArrayNode holders = line.addArray();
      moment.holders().forEach(holders::add);
      line.add(text(moment.step().source()));
    }
    ObjectNode pending = node.putObject("p");
    for (Step step : from.pending()) {
      pending.put(String.valueOf(step.actor()), text(step.text()));
    }
    ObjectNode next = node.putObject("n");
    from.next().forEach((actor, place) -> next.put(String.valueOf(actor), place));
    node.put("s", tables.computeIfAbsent(from.tables().rows(), rows -> tables.size()));
    from.end()
        .ifPresent(
            end -> {
              ObjectNode told = node.putObject("e").put("f", end.failure());
              told.set("t", JSON.valueToTree(end.endings()));
            });
    return node;
  }

  private static String answer(Moment moment) {
    return moment.answer() instanceof Answer.Missing ? "" : moment.answer().text();
  }

  private int text(String text) {
    return texts.computeIfAbsent(text, t -> texts.size());
  }
}
