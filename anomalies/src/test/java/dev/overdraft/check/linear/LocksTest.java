package dev.overdraft.check.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.history.format.Call;
import dev.overdraft.history.format.HistoryFile;
import dev.overdraft.history.format.Imported;
import dev.overdraft.history.format.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Literal histories of locks, and a simulated one. */
class LocksTest {

  private static final int SEEDS = 10 * Integer.getInteger("overdraft.seeds", 30);

  @TempDir Path directory;

  /** {@code invoke 0 acquire}, {@code ok 0 release [3 nil]}. */
  private static String edn(String... events) {
    StringBuilder text = new StringBuilder();
    for (String event : events) {
      String[] words = event.split(" ", 4);
      text.append(
          "{:type :%s, :process %s, :f :%s, :value %s}%n"
              .formatted(words[0], words[1], words[2], words.length > 3 ? words[3] : "nil"));
    }
    return text.toString();
  }

  private Linearizability judge(String... events) throws IOException {
    return judge(edn(events));
  }

  private Linearizability judge(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("locks.edn"), text);
    Imported imported = HistoryFile.of(file).read(Optional.empty());
    assertEquals(Workload.LOCK, imported.summary().workload());
    List<Call> calls = ((Imported.SingleCalls) imported).calls();
    return Locks.judge(calls);
  }

  @Test
  void judge_oneAfterTheOther_holds() throws IOException {
    Linearizability judged =
        judge(
            "invoke 0 acquire",
            "ok 0 acquire",
            "invoke 1 acquire",
            "invoke 0 release",
            "ok 1 acquire",
            "ok 0 release",
            "invoke 1 release",
            "ok 1 release");

    assertTrue(judged.holds());
    assertEquals(1, judged.chances());
  }

  @Test
  void judge_twoAtATime_namesBoth() throws IOException {
    Linearizability judged =
        judge(
            "invoke 0 acquire",
            "ok 0 acquire",
            "invoke 1 acquire",
            "ok 1 acquire",
            "invoke 0 release",
            "ok 0 release");

    assertEquals(
        List.of(
            "lock 0, two holders: process 0 had acquired it by 1 and did not ask for its release"
                + " before 4 (lines 2 and 6); process 1 had acquired it by 3 and never released it"
                + " (line 4)"),
        judged.violations().stream().map(Violation::sentence).toList());
  }

  @Test
  void judge_eachLockAlone() throws IOException {
    Linearizability judged =
        judge(
            "invoke 0 acquire [1 nil]",
            "ok 0 acquire [1 nil]",
            "invoke 1 acquire [2 nil]",
            "ok 1 acquire [2 nil]",
            "invoke 2 acquire [2 nil]",
            "ok 2 acquire [2 nil]");

    assertEquals(2, judged.objects());
    assertEquals(1, judged.holding());
    assertEquals("lock 2", judged.violations().get(0).object());
  }

  @Test
  void judge_unknownRelease_mayHaveWorked() throws IOException {
    assertTrue(
        judge(
                "invoke 0 acquire",
                "ok 0 acquire",
                "invoke 0 release",
                "info 0 release",
                "invoke 1 acquire",
                "ok 1 acquire")
            .holds());
  }

  @Test
  void judge_unknownOrRefusedAcquisition_saysNothing() throws IOException {
    Linearizability judged =
        judge(
            "invoke 0 acquire",
            "info 0 acquire",
            "invoke 1 acquire",
            "ok 1 acquire",
            "invoke 2 acquire",
            "fail 2 acquire");

    assertTrue(judged.holds());
    assertEquals(0, judged.chances());
  }

  @Test
  void judge_unknownAcquisitionThatWasReleased_counts() throws IOException {
    assertEquals(
        List.of(
            "lock 0, two holders: process 1 had acquired it by 3 and did not ask for its release"
                + " before 6 (lines 4 and 8); process 0 had acquired it by 5 and did not ask for its"
                + " release before 4 (lines 2 and 6)"),
        judge(
                "invoke 0 acquire",
                "info 0 acquire",
                "invoke 1 acquire",
                "ok 1 acquire",
                "invoke 0 release",
                "ok 0 release",
                "invoke 1 release",
                "ok 1 release")
            .violations()
            .stream()
            .map(Violation::sentence)
            .toList());
    assertTrue(
        judge(
                "invoke 0 acquire",
                "info 0 acquire",
                "invoke 0 release",
                "invoke 1 acquire",
                "ok 1 acquire",
                "ok 0 release")
            .holds());
  }

  @Test
  void judge_refusedRelease_holdsOn() throws IOException {
    assertEquals(
        1,
        judge(
                "invoke 0 acquire",
                "ok 0 acquire",
                "invoke 0 release",
                "fail 0 release",
                "invoke 1 acquire",
                "ok 1 acquire")
            .violated());
  }

  @Test
  void judge_heldAfterAReleaseByAnother_isUndecided() throws IOException {
    Linearizability judged =
        judge(
            "invoke 0 acquire",
            "ok 0 acquire",
            "invoke 1 release",
            "ok 1 release",
            "invoke 2 acquire",
            "ok 2 acquire");

    assertEquals(0, judged.violated());
    assertEquals(
        List.of("lock 0: line 4 releases what its process had not acquired"), judged.reasons());
  }

  /** A release that was asked for too late has not ended the hold before. */
  @Test
  void judge_twoAtATimeBeforeAReleaseByAnother_namesBoth() throws IOException {
    Linearizability judged =
        judge(
            "invoke 0 acquire",
            "ok 0 acquire",
            "invoke 1 acquire",
            "ok 1 acquire",
            "invoke 2 release",
            "ok 2 release",
            "invoke 3 acquire",
            "ok 3 acquire");

    assertEquals(
        List.of(
            "lock 0, two holders: process 0 had acquired it by 1 and never released it (line 2);"
                + " process 1 had acquired it by 3 and never released it (line 4)"),
        judged.violations().stream().map(Violation::sentence).toList());
  }

  /** It may have been asked for at any time. */
  @Test
  void judge_twoAtATimeAndAReleaseByAnotherWithoutInvocation_isUndecided() throws IOException {
    Linearizability judged =
        judge(
            "invoke 0 acquire", "ok 0 acquire", "invoke 1 acquire", "ok 1 acquire", "ok 2 release");

    assertEquals(0, judged.violated());
    assertEquals(
        List.of("lock 0: line 5 releases what its process had not acquired"), judged.reasons());
  }

  @Test
  void judge_releaseByAnother_isUndecided() throws IOException {
    assertEquals(
        List.of("lock 0: line 4 releases what its process had not acquired"),
        judge("invoke 0 acquire", "ok 0 acquire", "invoke 1 release", "ok 1 release").reasons());
  }

  /** When a release was asked for is not told, so how long the lock was held is not known. */
  @Test
  void judge_withoutInvocations_isUndecided() throws IOException {
    Linearizability released =
        judge("ok 0 acquire", "ok 1 acquire", "ok 0 release", "ok 1 release");
    assertEquals(List.of(), released.violations());
    assertEquals(
        List.of("lock 0: when the release of line 4 was asked for is not known"),
        released.reasons());
    assertEquals(0, released.chances());

    assertEquals(
        List.of("lock 0: line 1 acquires it, and whether it was released is not known"),
        judge("ok 0 acquire", "invoke 1 acquire", "ok 1 acquire").reasons());
    assertEquals(
        List.of(),
        judge("info 0 acquire", "ok 0 release", "invoke 1 acquire", "ok 1 acquire").violations());
  }

  @Test
  void judge_acquiredWhileAnotherHeldIt_isFoundWhateverItsRelease() throws IOException {
    assertEquals(
        List.of(
            "lock 0, two holders: process 0 had acquired it by 1 and did not ask for its release"
                + " before 4 (lines 2 and 6); process 1 had acquired it by 2 and did not ask for"
                + " its release before 2 (lines 3 and 4)"),
        judge(
                "invoke 0 acquire",
                "ok 0 acquire",
                "ok 1 acquire",
                "ok 1 release",
                "invoke 0 release",
                "ok 0 release")
            .violations()
            .stream()
            .map(Violation::sentence)
            .toList());
  }

  @Test
  void judge_simulatedLock_neverAlarmsUntilItIsGivenToTwo() throws IOException {
    for (int seed = 0; seed < SEEDS; seed++) {
      assertTrue(judge(run(new Random(seed), 1)).holds(), "seed " + seed);
    }
    int caught = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      caught += judge(run(new Random(seed), 2)).violated();
    }
    assertTrue(caught > SEEDS * 4 / 5, caught + " caught");
  }

  /** Four processes and a lock that so many can have at a time. */
  private static String run(Random random, int room) {
    String[] states = {"idle", "idle", "idle", "idle"};
    StringBuilder text = new StringBuilder();
    int held = 0;
    for (int step = 0; step < 120; step++) {
      int process = random.nextInt(states.length);
      String event = "";
      switch (states[process]) {
        case "idle" -> event = "invoke acquire asking";
        case "asking" -> event = held < room ? "ok acquire holding" : "";
        case "holding" -> event = "invoke release leaving";
        default -> event = "ok release idle";
      }
      if (!event.isEmpty()) {
        String[] words = event.split(" ", 3);
        held += words[2].equals("holding") ? 1 : words[2].equals("leaving") ? -1 : 0;
        states[process] = words[2];
        text.append(edn(words[0] + " " + process + " " + words[1]));
      }
    }
    return text.toString();
  }
}
