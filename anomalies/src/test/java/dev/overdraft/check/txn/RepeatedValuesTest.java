package dev.overdraft.check.txn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.history.txn.Model;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A value that was written twice says of no read whose write it saw. */
class RepeatedValuesTest {

  /** No anomaly, and no level of which anything is known. */
  private static void assertUndecided(Model model, String... lines) {
    Judgement judgement = Txns.judge(model, lines);
    assertEquals(Set.of(), Txns.names(judgement), Arrays.toString(lines));
    for (Level level : Level.values()) {
      for (Axis axis : Axis.values()) {
        assertEquals(
            Answer.UNKNOWN,
            judgement.levels().of(level, axis),
            () -> axis.name(level) + Arrays.toString(lines));
      }
    }
  }

  private static void assertNames(Model model, List<String> lines, String... names) {
    Judgement judgement = Txns.judge(model, lines.toArray(String[]::new));
    assertEquals(new TreeSet<>(List.of(names)), Txns.names(judgement), lines.toString());
  }

  @Test
  void lists_appendedAgainAfterAFailure_isNoDirtyReadAndNotLost() {
    assertUndecided(
        Model.LIST_APPEND,
        "0 p0 0-9 fail: a x 1",
        "1 p0 10-19 ok: a x 1",
        "2 p1 20-29 ok: r x 1",
        "3 p1 30-39 ok: r x 1; a x 2");
  }

  @Test
  void lists_appendedAgainAfterATimeout_isNotLost() {
    assertUndecided(
        Model.LIST_APPEND,
        "0 p0 0-9 info: a x 1",
        "1 p1 10-19 ok: a x 1",
        "2 p2 20-29 ok: r x 1",
        "3 p2 30-39 ok: r x 1");
  }

  @Test
  void lists_twoAcknowledgedAppendsOfOneValue_areNoDuplicate() {
    assertUndecided(
        Model.LIST_APPEND,
        "0 p0 0-9 ok: a x 1",
        "1 p1 10-19 ok: a x 1",
        "2 p2 20-29 ok: r x 1 1",
        "3 p2 30-39 ok: r x 1 1");
  }

  @Test
  void lists_holdingAValueOftenerThanItsAppendsThatDidNotFail_areDuplicates() {
    assertNames(
        Model.LIST_APPEND,
        List.of("0 p0 0-9 fail: a x 1", "1 p0 10-19 ok: a x 1", "2 p1 20-29 ok: r x 1 1"),
        "duplicate-elements 1 2");
    assertNames(
        Model.LIST_APPEND,
        List.of("0 p0 0-9 ok: a x 1", "1 p0 10-19 info: a x 1", "2 p1 20-29 ok: r x 1 1 1"),
        "duplicate-elements 0 2");
    assertUndecided(
        Model.LIST_APPEND,
        "0 p0 0-9 ok: a x 1",
        "1 p0 10-19 info: a x 1",
        "2 p1 20-29 ok: r x 1 1");
  }

  @Test
  void lists_holdingAValueOftenerThanItsTwoAppends_tellHowOften() {
    Judgement judgement =
        Txns.judge(
            Model.LIST_APPEND,
            "0 p0 0-9 ok: a x 1",
            "1 p0 10-19 ok: a x 1",
            "2 p1 20-29 ok: r x 1 1 1");
    assertEquals(
        List.of(
            "Duplicate append on x: T2 read x = [1 1 1], which holds 1 3 times, but fewer appends"
                + " of it can have succeeded: T0 appended 1 to x"),
        judgement.findings().stream().map(Finding::sentence).toList());
  }

  @Test
  void lists_holdingAValueAllOfWhoseWritersFailed_areDirtyReads() {
    assertNames(
        Model.LIST_APPEND,
        List.of("0 p0 0-9 fail: a x 1", "1 p0 10-19 fail: a x 1", "2 p1 20-29 ok: r x 1"),
        "aborted-read 0 2");
    assertNames(
        Model.LIST_APPEND,
        List.of("0 p0 0-9 fail: a x 1", "1 p0 10-19 fail: a x 1", "2 p1 20-29 ok: r x 1 1"),
        "aborted-read 0 2");
    assertNames(
        Model.LIST_APPEND,
        List.of(
            "0 p0 0-9 fail: a x 1",
            "1 p0 10-19 fail: a x 1",
            "2 p1 20-29 ok: a x 2; a x 3",
            "3 p1 30-39 ok: r x 2 3",
            "4 p2 20-29 ok: r x 1"),
        "aborted-read 0 4");
  }

  @Test
  void lists_withoutAValueThatNoReadHolds_lostItsAcknowledgedAppends() {
    assertNames(
        Model.LIST_APPEND,
        List.of("0 p0 0-9 fail: a x 1", "1 p0 10-19 ok: a x 1", "2 p1 20-29 ok: r x"),
        "lost-append-realtime 1 2");
    assertNames(
        Model.LIST_APPEND,
        List.of(
            "0 p0 0-9 info: a x 1",
            "1 p0 10-19 ok: a x 1; a y 1",
            "2 p1 10-29 ok: r x 2; r y 1",
            "3 p2 10-29 ok: a x 2"),
        "read-skew 1 2");
    assertUndecided(
        Model.LIST_APPEND,
        "0 p0 0-9 fail: a x 1",
        "1 p0 10-19 ok: a x 1",
        "2 p1 5-29 ok: r x",
        "3 p2 20-29 ok: r x 1");
  }

  @Test
  void lists_thatDifferWhicheverAppendOneTakes_areSplit() {
    assertNames(
        Model.LIST_APPEND,
        List.of(
            "0 p0 0-9 ok: a x 1",
            "1 p1 0-9 ok: a x 1",
            "2 p2 0-9 ok: a x 2",
            "3 p3 0-9 ok: a x 3",
            "4 p4 10-19 ok: r x 1 2",
            "5 p5 10-19 ok: r x 3 1"),
        "incompatible-order 4 5");
  }

  /** A dirty read may be the reason, which is forbidden by the same levels. */
  @Test
  void lists_thatDifferInAValueOneOfWhoseWritersFailed_areSplitTheSame() {
    assertNames(
        Model.LIST_APPEND,
        List.of(
            "0 p0 0-9 fail: a x 1",
            "1 p1 20-29 ok: a x 1",
            "2 p2 0-9 ok: r x 1",
            "3 p3 10-19 ok: a x 2",
            "4 p2 30-39 ok: r x 2 1"),
        "incompatible-order 2 4");
  }

  @Test
  void lists_whatElseIsUnique_isStillFound() {
    assertNames(
        Model.LIST_APPEND,
        List.of(
            "0 p0 0-9 fail: a x 1",
            "1 p0 10-19 ok: a x 1; a x 2",
            "2 p1 20-29 ok: r x 1; a y 5",
            "3 p2 20-29 fail: a z 3",
            "4 p2 30-39 ok: r z 3"),
        "aborted-read 3 4",
        "lost-append-realtime 1 2");
  }

  @Test
  void lists_lostBesideARepeatedValue_namesTheUniqueOne() {
    Judgement judgement =
        Txns.judge(
            Model.LIST_APPEND,
            "0 p0 0-9 ok: a x 1",
            "1 p0 10-19 ok: a x 1; a x 2",
            "2 p1 20-29 ok: r x 1 1");
    assertEquals(
        List.of(
            "Lost append on x: T1 appended 2 to x, and completed 1 ns before T2 began; but T2 read"
                + " x = [1 1]"),
        judgement.findings().stream().map(Finding::sentence).toList());
  }

  @Test
  void registers_writtenAgainAfterAFailure_isNoDirtyRead() {
    assertUndecided(
        Model.REGISTER, "0 p0 0-9 fail: w x 1", "1 p0 10-19 ok: w x 1", "2 p1 20-29 ok: r x 1");
  }

  @Test
  void registers_readAfterAllItsWritersFailed_areDirtyReads() {
    assertNames(
        Model.REGISTER,
        List.of("0 p0 0-9 fail: w x 1", "1 p0 10-19 fail: w x 1", "2 p1 20-29 ok: r x 1"),
        "aborted-read 0 2");
    assertNames(
        Model.REGISTER,
        List.of(
            "0 p0 0-9 fail: w x 1",
            "1 p0 10-19 fail: w x 1",
            "2 p1 0-9 ok: r x 1; w x 2",
            "3 p1 10-19 ok: r x 1; w x 3"),
        "aborted-read 0 2",
        "aborted-read 0 3");
  }

  @Test
  void registers_comparedAndSetFromAValueThatCameBack_loseNoUpdate() {
    assertUndecided(
        Model.REGISTER,
        "0 p0 0-9 ok: w x 1",
        "1 p0 10-19 ok: r x 1; w x 2",
        "2 p0 20-29 ok: w x 1",
        "3 p0 30-39 ok: r x 1; w x 3");
  }

  @Test
  void registers_readAgainLater_isNotStaleAndNotIntermediate() {
    assertUndecided(
        Model.REGISTER,
        "0 p0 0-9 ok: w x 1; w x 2",
        "1 p1 10-19 ok: w x 1",
        "2 p2 20-29 ok: r x 1",
        "3 p2 30-39 ok: r x 1");
  }

  @Test
  void registers_whatElseIsUnique_isStillFound() {
    assertNames(
        Model.REGISTER,
        List.of(
            "0 p0 0-9 ok: w x 1",
            "1 p0 10-19 ok: w x 1",
            "2 p1 20-29 ok: r x 1; r y nil; w y 1",
            "3 p2 20-29 ok: r x 1; r y nil; w y 2"),
        "lost-update 2 3");
  }

  @Test
  void serialRunsOfFewValues_showNothing() {
    for (Model model : List.of(Model.LIST_APPEND, Model.REGISTER)) {
      for (int seed = 0; seed < 500; seed++) {
        String[] lines = serial(new SplittableRandom(seed), model);
        Judgement judgement = Txns.judge(model, lines);
        assertEquals(Set.of(), Txns.names(judgement), String.join("\n", lines));
        for (Axis axis : Axis.values()) {
          assertEquals(Set.of(), judgement.levels().weakestBroken(axis), String.join("\n", lines));
        }
      }
    }
  }

  /** Each takes effect ten after the one before it, or not at all; two thirds are acknowledged. */
  private static String[] serial(SplittableRandom random, Model model) {
    Map<String, String> state = new HashMap<>();
    String[] lines = new String[12];
    for (int t = 0; t < lines.length; t++) {
      String outcome = random.nextInt(3) > 0 ? "ok" : random.nextBoolean() ? "fail" : "info";
      Map<String, String> own = new HashMap<>(state);
      String[] steps = new String[1 + random.nextInt(3)];
      for (int i = 0; i < steps.length; i++) {
        steps[i] = step(random, model, own, outcome.equals("ok"));
      }
      if (outcome.equals("ok") || (outcome.equals("info") && random.nextBoolean())) {
        state = own;
      }
      lines[t] =
          "%d p%1$d %d-%d %s: %s"
              .formatted(
                  t,
                  100 + t * 10 - random.nextInt(25),
                  100 + t * 10 + random.nextInt(25),
                  outcome,
                  String.join("; ", steps));
    }
    return lines;
  }

  private static String step(
      SplittableRandom random, Model model, Map<String, String> state, boolean reads) {
    String key = random.nextBoolean() ? "x" : "y";
    if (reads && random.nextBoolean()) {
      String none = model == Model.REGISTER ? " nil" : "";
      return "r " + key + state.getOrDefault(key, none);
    }
    String value = " " + random.nextInt(5);
    if (model == Model.REGISTER) {
      state.put(key, value);
      return "w " + key + value;
    }
    state.merge(key, value, String::concat);
    return "a " + key + value;
  }
}
