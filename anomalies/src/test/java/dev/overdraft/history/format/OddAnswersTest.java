package dev.overdraft.history.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that do not say what was done. */
class OddAnswersTest {

  @TempDir Path directory;

  private Imported read(String text, Workload workload) throws IOException {
    Path file = Files.writeString(directory.resolve("history.edn"), text);
    return HistoryFile.of(file).read(Optional.of(workload));
  }

  private List<String> print(String text, Workload workload) throws IOException {
    return HistoryFileTest.print(((Imported.Transactions) read(text, workload)).history());
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
}
