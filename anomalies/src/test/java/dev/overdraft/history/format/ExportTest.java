package dev.overdraft.history.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.overdraft.history.Access;
import dev.overdraft.history.Event;
import dev.overdraft.history.History;
import dev.overdraft.history.LedgerEntry;
import dev.overdraft.history.Operation;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {

  @TempDir Path directory;

  private static String export(TxnHistory history, Notation notation) throws IOException {
    var out = new StringWriter();
    Export.write(history, notation, out);
    return out.toString();
  }

  private static TxnHistory lists() {
    return TxnHistory.of(Model.LIST_APPEND)
        .begin(0, 0, 900)
        .readList(5)
        .append(6, 11)
        .end(Outcome.OK, 1900)
        .begin(1, 1, 1100)
        .append(5, 12)
        .end(Outcome.FAIL, 2300)
        .begin(2, 0, 2000)
        .append(5, 13)
        .end(Outcome.INFO, 0)
        .begin(3, 1, 2400)
        .readList(6, 11)
        .end(Outcome.OK, 2500)
        .build();
  }

  @Test
  void edn_lists_areAsElleReadsThem() throws IOException {
    assertEquals(
        """
        {:index 0, :time 900, :type :invoke, :process 0, :f :txn, :value [[:r 5 nil] [:append 6 11]]}
        {:index 1, :time 1100, :type :invoke, :process 1, :f :txn, :value [[:append 5 12]]}
        {:index 2, :time 1900, :type :ok, :process 0, :f :txn, :value [[:r 5 []] [:append 6 11]]}
        {:index 3, :time 2000, :type :invoke, :process 0, :f :txn, :value [[:append 5 13]]}
        {:index 4, :time 2300, :type :fail, :process 1, :f :txn, :value [[:append 5 12]]}
        {:index 5, :time 2400, :type :invoke, :process 1, :f :txn, :value [[:r 6 nil]]}
        {:index 6, :time 2500, :type :ok, :process 1, :f :txn, :value [[:r 6 [11]]]}
        """,
        export(lists(), Notation.EDN));
  }

  @Test
  void json_andEdn_readBackAsTheSameHistory() throws IOException {
    TxnHistory registers =
        TxnHistory.of(Model.REGISTER)
            .begin(0, 3, 0)
            .readNil("a \"b\"")
            .write("x", 7)
            .end(Outcome.OK, 2)
            .begin(1, 4, 1)
            .read("x", 7)
            .end(Outcome.OK, 3)
            .build();
    for (Notation notation : Notation.values()) {
      for (TxnHistory history : List.of(lists(), registers)) {
        Path file = directory.resolve("out");
        Files.writeString(file, export(history, notation));
        Imported read = HistoryFile.of(file).read(Optional.empty());

        assertEquals(
            export(history, Notation.EDN).replaceAll(":time \\d+", ""),
            export(((Imported.Transactions) read).history(), Notation.EDN)
                .replaceAll(":time \\d+", ""));
      }
    }
  }

  @Test
  void edn_bankWithVersions_exportsVersionsAndNeverBalances() throws IOException {
    long first = Writer.of(0, 1);
    long second = Writer.of(1, 1);
    var opening = new RowVersion(1, 0, Writer.OPENING, 100);
    var one = new RowVersion(1, 1, first, 70);
    var two = new RowVersion(1, 2, second, 85);
    var history =
        new History(
            Map.of(1L, 100L),
            List.of(
                asked(0, 0, 10),
                asked(1, 1, 11),
                answered(0, 0, 20, Outcome.OK, read(opening), write(one)),
                answered(1, 1, 22, Outcome.INFO, read(opening))),
            List.of(
                new LedgerEntry(1, first, 700, List.of(one)),
                new LedgerEntry(2, second, 701, List.of(two))),
            Optional.empty());

    assertEquals(
        """
        {:index 0, :time 10, :type :invoke, :process 0, :f :txn, :value [[:r 1 nil] [:w 1 1]]}
        {:index 1, :time 11, :type :invoke, :process 1, :f :txn, :value [[:r 1 nil] [:w 1 2]]}
        {:index 2, :time 20, :type :ok, :process 0, :f :txn, :value [[:r 1 nil] [:w 1 1]]}
        """,
        export(BankTransactions.of(history), Notation.EDN));
  }

  private static Event asked(long id, int process, long nanos) {
    return new Event.Invocation(nanos, process, new Operation.Withdraw(id, 1, 30));
  }

  private static Event answered(
      long id, int process, long nanos, Outcome outcome, Access... accesses) {
    return new Event.Completion(
        nanos, process, id, outcome, true, "", 1, List.of(), List.of(accesses), Map.of());
  }

  private static Access read(RowVersion version) {
    return new Access(Access.Kind.READ, version, 0, "select");
  }

  private static Access write(RowVersion version) {
    return new Access(Access.Kind.WRITE, version, 0, "update");
  }
}
