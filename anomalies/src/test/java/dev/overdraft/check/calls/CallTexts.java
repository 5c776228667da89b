package dev.overdraft.check.calls;

import dev.overdraft.history.format.Call;
import dev.overdraft.history.format.HistoryFile;
import dev.overdraft.history.format.Imported;
import dev.overdraft.history.format.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Histories of single calls, written as Jepsen's EDN, read as a user's file would be. */
final class CallTexts {

  private CallTexts() {}

  static List<Call> calls(Path directory, Workload workload, String edn) throws IOException {
    Path file = Files.writeString(directory.resolve("calls.edn"), edn);
    return ((Imported.SingleCalls) HistoryFile.of(file).read(Optional.of(workload))).calls();
  }

  static String event(int process, String type, String function, String value) {
    return "{:process %d :type :%s :f :%s :value %s}\n".formatted(process, type, function, value);
  }

  /** A read that is told of in one line. */
  static String read(int process, String value) {
    return "{:process %d :type :invoke :f :read} {:process %<d :type :ok :f :read :value %s}\n"
        .formatted(process, value);
  }

  static String add(int process, String value) {
    return event(process, "invoke", "add", value) + event(process, "ok", "add", value);
  }
}
