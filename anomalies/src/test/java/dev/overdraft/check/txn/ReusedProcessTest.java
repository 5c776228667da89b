package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.overdraft.check.level.Axis;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A process that goes on though the outcome of its transaction is unknown: it may come late. */
class ReusedProcessTest {

  private static void assertNothing(Model model, String... lines) {
    for (TxnHistory history : List.of(Txns.of(model, lines), Txns.untimed(model, lines))) {
      Judgement judgement = Judge.judge(history, Options.DEFAULT);
      String text = String.join("\n", lines);
      assertEquals(Set.of(), Txns.names(judgement), text);
      for (Axis axis : Axis.values()) {
        assertEquals(Set.of(), judgement.levels().weakestBroken(axis), () -> axis + "\n" + text);
      }
    }
  }

  private static void assertNames(Set<String> names, Model model, String... lines) {
    Judgement judgement = Judge.judge(Txns.untimed(model, lines), Options.DEFAULT);
    assertEquals(names, Txns.names(judgement), Arrays.toString(lines));
  }

  @Test
  void lists_takingEffectLate_isNotMissedByTheNextOfItsProcess() {
    assertNothing(
        Model.LIST_APPEND, "0 p0 0-9 info: a x 1", "1 p0 10-19 ok: r x", "2 p1 20-29 ok: r x 1");
  }

  @Test
  void registers_takingEffectLate_isNotMissedByTheNextOfItsProcess() {
    assertNothing(
        Model.REGISTER,
        "0 p0 0-9 info: w x 1",
        "1 p0 10-19 ok: w x 2; r y nil",
        "2 p1 20-29 ok: r x 2",
        "3 p1 30-39 ok: r x 1; w y 1");
  }

  @Test
  void beforeAndAfterIt_areStillInOrder() {
    assertNames(
        Set.of("stale-read-process 0 2"),
        Model.LIST_APPEND,
        "0 p0 0-9 ok: a x 1; a y 1",
        "1 p0 10-19 info: a y 2",
        "2 p0 20-29 ok: r x",
        "3 p1 30-39 ok: r x 1; r y 1 2");
    assertNames(
        Set.of("stale-read-process 0 2"),
        Model.REGISTER,
        "0 p0 0-9 ok: w x 1",
        "1 p0 10-19 info: w y 2",
        "2 p0 20-29 ok: r x nil; r y nil",
        "3 p1 30-39 ok: r x 1; r y 2");
  }

  @Test
  void serialRuns_withSomeThatComeLate_showNothing() {
    for (Model model : List.of(Model.LIST_APPEND, Model.REGISTER)) {
      for (int seed = 0; seed < 500; seed++) {
        assertNothing(model, serial(new SplittableRandom(seed), model));
      }
    }
  }

  /** One after the other; those of unknown outcome take effect after some others, or never. */
  private static String[] serial(SplittableRandom random, Model model) {
    Map<String, String> state = new HashMap<>();
    Map<Integer, List<String>> late = new HashMap<>();
    String[] lines = new String[12];
    for (int t = 0; t < lines.length; t++) {
      late.getOrDefault(t, List.of()).forEach(write -> apply(state, write));
      boolean known = random.nextInt(3) > 0;
      List<String> steps = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        String key = i == 0 ? "x" : "y";
        if (known && random.nextBoolean()) {
          String none = model == Model.REGISTER ? " nil" : "";
          steps.add("r " + key + state.getOrDefault(key, none));
        }
        if (random.nextInt(3) > 0) {
          steps.add((model == Model.REGISTER ? "w " : "a ") + key + " " + (t + 1));
        }
      }
      int due = t + 1 + random.nextInt(lines.length);
      for (String write : steps) {
        if (known) {
          apply(state, write);
        } else {
          late.computeIfAbsent(due, d -> new ArrayList<>()).add(write);
        }
      }
      lines[t] =
          "%d p%d %d-%d %s: %s"
              .formatted(
                  t,
                  random.nextInt(2),
                  t * 10,
                  t * 10 + 9,
                  known ? "ok" : "info",
                  String.join("; ", steps));
    }
    return lines;
  }

  private static void apply(Map<String, String> state, String step) {
    String[] words = step.split(" ", 3);
    if (words[0].equals("a")) {
      state.merge(words[1], " " + words[2], String::concat);
    } else if (words[0].equals("w")) {
      state.put(words[1], " " + words[2]);
    }
  }
}
