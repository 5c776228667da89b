package dev.overdraft.history.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that do not say what was done, or whose. */
class OddAnswersTest {

  private static final String NAMELESS =
      "operations name no process: nothing is said of order within a session";
  private static final String UNASKED =
      "operations are completed without having been invoked: nothing is said of real time";

  @TempDir Path directory;

  private Imported read(String text, Workload workload) throws IOException {
    Path file = Files.writeString(directory.resolve("history.edn"), text);
    return HistoryFile.of(file).read(Optional.of(workload));
  }

  private List<String> print(String text, Workload workload) throws IOException {
    return HistoryFileTest.print(((Imported.Transactions) read(text, workload)).history());
  }

  private static String event(String type, String value) {
    return "{:type :%s, :f :txn, :value %s}\n".formatted(type, value);
  }

  @Test
  void ok_withoutValueOrWithNil_wroteWhatItWasAskedTo() throws IOException {
    for (String answer : List.of("", ", :value nil")) {
      assertEquals(
          List.of("0 OK 0..1: APPEND 1 1"),
          print(
              """
              {:process 0, :type :invoke, :f :txn, :value [[:append 1 1] [:r 1 nil]]}
              {:process 0, :type :ok, :f :txn%s}
              """
                  .formatted(answer),
              Workload.LIST_APPEND));
      assertEquals(
          List.of("0 OK 0..1: WRITE register 3", "1 OK 2..3: READ register 3 WRITE register 4"),
          print(
              """
              {:process 0, :type :invoke, :f :write, :value 3}
              {:process 0, :type :ok, :f :write%1$s}
              {:process 0, :type :invoke, :f :cas, :value [3 4]}
              {:process 0, :type :ok, :f :cas%1$s}
              """
                  .formatted(answer),
              Workload.CAS_REGISTER));
    }
  }

  @Test
  void withoutProcess_oneAfterTheOther_arePairs() throws IOException {
    String text =
        event("invoke", "[[:append 1 1]]")
            + event("ok", "[[:append 1 1]]")
            + event("invoke", "[[:r 1 nil]]")
            + event("ok", "[[:r 1 [1]]]");

    assertEquals(
        List.of("0 OK 0..1: APPEND 1 1", "1 OK 2..3: READ_LIST 1 [1]"),
        print(text, Workload.LIST_APPEND));
    assertEquals(List.of("2 " + NAMELESS), read(text, Workload.LIST_APPEND).summary().notes());
  }

  @Test
  void withoutProcess_interleaved_areNoPairsAndCountOnce() throws IOException {
    String text =
        event("invoke", "[[:append 1 1] [:r 1 nil]]")
            + event("invoke", "[[:append 1 2]]")
            + event("ok", "[[:append 1 1] [:r 1 [1]]]")
            + event("ok", "[[:append 1 2]]");

    assertEquals(
        List.of("0 OK: APPEND 1 1 READ_LIST 1 [1]", "1 OK: APPEND 1 2"),
        print(text, Workload.LIST_APPEND));
    assertEquals(
        List.of("2 " + NAMELESS, "2 " + UNASKED),
        read(text, Workload.LIST_APPEND).summary().notes());
  }

  @Test
  void withoutProcess_neverAnswered_haveAnUnknownOutcome() throws IOException {
    String text =
        event("invoke", "[[:append 1 1]]")
            + event("invoke", "[[:append 1 2]]")
            + event("fail", "[[:append 1 1]]")
            + event("invoke", "[[:append 1 3]]")
            + event("ok", "[[:append 1 3]]");

    assertEquals(
        List.of("0 FAIL: APPEND 1 1", "1 OK: APPEND 1 3", "2 INFO: APPEND 1 2"),
        print(text, Workload.LIST_APPEND));
  }

  @Test
  void withoutProcess_answersThatFitSeveral_answerNone() throws IOException {
    String text =
        event("invoke", "[[:append 1 1]]")
            + event("invoke", "[[:append 1 2]]")
            + event("ok", "nil")
            + event("info", "nil");

    assertEquals(
        List.of("0 OK:", "1 INFO:", "2 INFO: APPEND 1 1", "3 INFO: APPEND 1 2"),
        print(text, Workload.LIST_APPEND));
  }
}
