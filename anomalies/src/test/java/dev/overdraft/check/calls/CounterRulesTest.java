package dev.overdraft.check.calls;

import static dev.overdraft.check.calls.CallTexts.add;
import static dev.overdraft.check.calls.CallTexts.calls;
import static dev.overdraft.check.calls.CallTexts.event;
import static dev.overdraft.check.calls.CallTexts.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.history.format.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads of a number beside additions to it. */
class CounterRulesTest {

  @TempDir Path directory;

  private CallJudgement counter(String edn) throws IOException {
    return CounterRules.judge(calls(directory, Workload.COUNTER, edn));
  }

  @Test
  void boundsWithDecrements_areKept() throws IOException {
    String five =
        "{:process 1 :type :invoke :f :add :value 5} {:process 1 :type :ok :f :add :value 5}\n";
    String down =
        "{:process 1 :type :invoke :f :add :value -2} {:process 1 :type :info :f :add :value -2}\n";
    String failed =
        "{:process 3 :type :invoke :f :add :value 9} {:process 3 :type :fail :f :add :value 9}\n";

    for (int value = 3; value <= 5; value++) {
      CallJudgement fine = counter(five + down + failed + read(2, "" + value));
      assertEquals(List.of(), fine.findings());
      assertEquals(1, fine.chances());
    }
    assertEquals(
        "a read gave 2, which additions can make no less than 3 and no more than 5",
        counter(five + down + read(2, "2")).findings().get(0).sentence());
    assertTrue(counter(five + read(2, "6")).found());
    assertFalse(counter(five).inconclusive().isEmpty());
  }

  @Test
  void severalAdditions_areAddedUpInOrderOfTime() throws IOException {
    String[] begun = {
      add(1, "1") + add(1, "-10") + event(1, "invoke", "add", "100"),
      event(2, "invoke", "add", "-1000"),
      event(3, "invoke", "add", "2"),
      event(3, "ok", "add", "2"),
      event(4, "invoke", "add", "-20"),
      event(4, "ok", "add", "-20"),
      event(2, "ok", "add", "-1000"),
      event(1, "ok", "add", "100")
    };
    int[][] bounds = {
      {-9, 91},
      {-1009, 91},
      {-1009, 93},
      {-1007, 93},
      {-1027, 93},
      {-1027, 73},
      {-1027, -927},
      {-927, -927}
    };
    String told = "";
    for (int i = 0; i < begun.length; i++) {
      told += begun[i];
      for (int side = 0; side < 2; side++) {
        int bound = bounds[i][side];
        int beyond = side == 0 ? bound - 1 : bound + 1;
        assertFalse(counter(told + read(9, "" + bound)).found(), told + bound);
        CallFinding found = counter(told + read(9, "" + beyond).repeat(2)).findings().get(0);
        assertEquals(
            "a read gave %d, which additions can make no less than %d and no more than %d"
                .formatted(beyond, bounds[i][0], bounds[i][1]),
            found.sentence());
        assertEquals(2, found.count());
      }
    }
  }

  @Test
  void withoutInvocations_isBoundedByWhatMayHaveBeenAdded() throws IOException {
    String added = "{:type :ok :f :add :value 5}\n";
    String down = "{:type :ok :f :add :value -2}\n";
    String reading = "{:type :ok :f :read :value %d}\n";
    for (int value = -2; value <= 5; value++) {
      for (String history :
          List.of(added + down + reading, reading + added + down, down + reading + added)) {
        CallJudgement judgement = counter(history.formatted(value));
        assertEquals(List.of(), judgement.findings(), history);
        assertEquals("no read of a counter is known to have begun", judgement.inconclusive());
      }
    }
    assertTrue(counter(added + reading.formatted(6)).found());
    assertTrue(counter(added + read(3, "4")).found());
  }
}
