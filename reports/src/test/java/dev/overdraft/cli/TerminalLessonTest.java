package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.explore.lesson.Lesson;
import dev.overdraft.explore.lesson.OrderTree;
import dev.overdraft.explore.schema.State;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TerminalLessonTest {

  private static final String PROMPT = "number, b, r, f, l, q > ";

  @Test
  void drive_oneOrder_tablesThenTheEndAndHowManyBreakIt() throws IOException {
    assertThat(said("1\n2\nq\n"))
        .contains(
            "TWO WITHDRAWALS",
            "must hold: no negative balance",
            "as people write it, at read committed",
            "    account [1, 100]",
            "    account [1, -60]",
            "✗ BROKEN: no negative balance",
            "  alice done",
            "1 of 2 orders break it",
            "the fix: lock the row");
  }

  @Test
  void drive_theOtherOrder_itsOwnEnd() throws IOException {
    assertThat(said("2\n1\nq\n")).contains("✓ every rule holds").doesNotContain("BROKEN");
  }

  @Test
  void drive_stepBack_theSameChoiceAgain() throws IOException {
    String said = said("1\nb\n2\n1\nq\n");
    assertThat(said).contains("one step back", "✓ every rule holds").doesNotContain("BROKEN");
  }

  @Test
  void drive_mended_theOtherCode() throws IOException {
    assertThat(said("f\nq\n")).contains("mended, at read committed");
    assertThat(said("f\nf\nq\n").split("as people write it, at", -1)).hasSize(3);
  }

  @Test
  void drive_level_theNextOneAndRoundAgain() throws IOException {
    assertThat(said("l\nq\n")).contains("as people write it, at serializable");
    assertThat(said("l\nl\nq\n").split("as people write it, at read committed", -1)).hasSize(3);
  }

  @Test
  void drive_nonsense_whatCanBeTyped() throws IOException {
    for (String nonsense : List.of("9", "-1", "", "x", "99999999999999999999")) {
      assertThat(said(nonsense + "\nq\n")).contains("type the number of somebody who can go");
    }
  }

  @Test
  void drive_inputEnds_ends() throws IOException {
    assertThat(said("1\n")).endsWith(PROMPT);
  }

  private static String said(String typed) throws IOException {
    var out = new ByteArrayOutputStream();
    new TerminalLesson(
            lesson(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)))
        .drive();
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Two actors of one step each; only one of the two orders ends well. */
  private static OrderTree tree(String level, int broken) {
    OrderTree.Node root = node(100, Map.of(0, 1, 1, 3), Optional.empty());
    OrderTree.Node first = node(20, Map.of(1, 2), Optional.empty());
    OrderTree.Node bad =
        node(-60, Map.of(), Optional.of(new OrderTree.End("no negative balance", DONE)));
    OrderTree.Node second = node(20, Map.of(0, 4), Optional.empty());
    OrderTree.Node good = node(20, Map.of(), Optional.of(new OrderTree.End("", DONE)));
    return new OrderTree(
        List.of("alice", "bob"),
        Map.of("account", List.of("id", "balance")),
        List.of(root, first, bad, second, good),
        2,
        broken,
        level);
  }

  private static final List<String> DONE = List.of("done", "done");

  private static OrderTree.Node node(
      int balance, Map<Integer, Integer> next, Optional<OrderTree.End> end) {
    State tables = new State(Map.of("account", List.of(List.of("1", String.valueOf(balance)))));
    return new OrderTree.Node(List.of(), List.of(), next, tables, end);
  }

  private static Lesson lesson() {
    return new Lesson(
        "two",
        "Two withdrawals",
        "Both read before either writes.",
        List.of("no negative balance"),
        "lock the row",
        "",
        List.of(),
        "embedded PostgreSQL",
        List.of(),
        List.of(
            new Lesson.Part(
                "broken",
                "as people write it",
                "",
                List.of(tree("read committed", 1), tree("serializable", 0))),
            new Lesson.Part("fixed", "mended", "", List.of(tree("read committed", 0)))));
  }
}
