package dev.overdraft.check.calls;

import static dev.overdraft.check.calls.CallTexts.add;
import static dev.overdraft.check.calls.CallTexts.calls;
import static dev.overdraft.check.calls.CallTexts.event;
import static dev.overdraft.check.calls.CallTexts.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.overdraft.history.format.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads of all elements beside additions of one. */
class SetRulesTest {

  @TempDir Path directory;

  private CallJudgement set(String edn) throws IOException {
    return SetRules.judge(calls(directory, Workload.SET, edn));
  }

  private static List<String> names(CallJudgement judgement) {
    return judgement.findings().stream().map(CallFinding::name).toList();
  }

  @Test
  void everythingThatCanBeWrong_isNamed() throws IOException {
    String add =
        """
        {:process 1 :type :invoke :f :add :value 1} {:process 1 :type :ok :f :add :value 1}
        {:process 2 :type :invoke :f :add :value 2} {:process 2 :type :fail :f :add :value 2}
        {:process 3 :type :invoke :f :add :value 3} {:process 3 :type :info :f :add :value 3}
        """;
    CallJudgement fine = set(add + read(4, "[1 3]") + read(4, "#{1}"));
    assertEquals(List.of(), fine.findings());
    assertEquals(2, fine.chances());

    CallJudgement bad = set(add + read(4, "[3]") + read(4, "[1 1 2 7]") + read(4, "[]"));
    assertEquals(
        List.of("stale read", "duplicate element", "dirty read", "garbage read", "lost element"),
        names(bad));
    assertFalse(set(add).inconclusive().isEmpty());
  }

  @Test
  void addedTwice_countsIfEitherMayHaveBeenAdded() throws IOException {
    String failed = event(1, "invoke", "add", "1") + event(1, "fail", "add", "1");
    for (String twice : List.of(failed + add(2, "1"), add(2, "1") + failed)) {
      assertEquals(List.of(), set(twice + read(3, "[1]")).findings(), twice);
    }
    assertEquals(
        new CallFinding("dirty read", 2, 4, "1, whose addition failed"),
        set(failed + "\n" + read(3, "[1]").repeat(2)).findings().get(0));
  }

  @Test
  void readBeforeItWasAdded_isAFutureRead() throws IOException {
    CallJudgement judgement = set(read(3, "[1]") + add(1, "1") + read(3, "[1]"));
    assertEquals(
        List.of(new CallFinding("future read", 1, 1, "1, which was added only later")),
        judgement.findings());
    String during = event(1, "invoke", "add", "1") + read(3, "[1]") + event(1, "ok", "add", "1");
    assertFalse(set(during).found());
  }

  @Test
  void acknowledgedBeforeOneThatWasBegunEarlier_isStillMissed() throws IOException {
    String history =
        event(1, "invoke", "add", "1")
            + add(2, "2")
            + read(3, "[]")
            + event(1, "ok", "add", "1")
            + read(3, "[1 2]");
    assertEquals(List.of("stale read"), names(set(history)));
  }

  /** Only completions: an addition and a read may have begun in any order. */
  @Test
  void withoutInvocations_saysNothingOfRealTime() throws IOException {
    String added = "{:type :ok :f :add :value 1}\n";
    for (String history :
        List.of(
            added + "{:type :ok :f :read :value []}\n",
            "{:type :ok :f :read :value [1]}\n" + added)) {
      CallJudgement judgement = set(history);
      assertEquals(List.of(), judgement.findings(), history);
      assertEquals("no read began after an addition was acknowledged", judgement.inconclusive());
    }
    assertEquals(List.of("lost element"), names(set(added + read(3, "[]"))));
  }

  /** Nobody knows what was in the set, which is not to say that nothing was. */
  @Test
  void answerWithoutElements_isNoRead() throws IOException {
    String silent = "{:process 2 :type :invoke :f :read} {:process 2 :type :ok :f :read}\n";
    for (String history :
        List.of(
            add(1, "1") + silent,
            add(1, "1") + read(2, "nil"),
            add(1, "[7 1]") + read(2, "[7 nil]"))) {
      CallJudgement judgement = set(history);
      assertEquals(List.of(), judgement.findings(), history);
      assertEquals(0, judgement.chances());
      assertFalse(judgement.inconclusive().isEmpty());
    }
    assertEquals(List.of("lost element"), names(set(add(1, "1") + read(3, "#{}") + silent)));
  }

  @Test
  void addedTwice_countsFromTheFirstTime() throws IOException {
    String history =
        event(1, "invoke", "add", "1") + read(3, "[1]") + add(2, "1") + event(1, "ok", "add", "1");
    assertEquals(List.of(), set(history).findings());
  }
}
