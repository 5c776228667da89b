package dev.overdraft.history.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.history.HistoryFormatException;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Micro;
import dev.overdraft.history.txn.TxnHistory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryFileTest {

  private static final String APPENDS =
      """
      {:index 0, :time 900,  :type :invoke, :process 0, :f :txn, :value [[:r 5 nil] [:append 6 11]]}
      {:index 1, :time 1100, :type :invoke, :process 1, :f :txn, :value [[:append 5 12]]}
      {:index 2, :time 1900, :type :ok,     :process 0, :f :txn, :value [[:r 5 []] [:append 6 11]]}
      {:index 3, :time 2300, :type :fail,   :process 1, :f :txn, :value [[:append 5 12]], :error [:sqlstate "40001"]}
      """;

  @TempDir Path directory;

  @Test
  void edn_listAppend_isReadWithItsOrder() throws IOException {
    TxnHistory history = transactions(APPENDS, Workload.LIST_APPEND);

    assertEquals(
        List.of("0 OK 0..2: READ_LIST 5 [] APPEND 6 11", "1 FAIL 1..3: APPEND 5 12"),
        print(history));
    assertTrue(history.timed());
  }

  @Test
  void json_arrayAndLines_areTheEdnTwin() throws IOException {
    String line =
        "{\"index\":2,\"time\":1900,\"type\":\"ok\",\"process\":0,\"f\":\"txn\","
            + "\"value\":[[\"r\",5,[1,2]],[\"append\",6,11]]}";
    String invoke = line.replace("\"ok\"", "\"invoke\"").replace("[1,2]", "null");
    List<String> expected = List.of("0 OK 0..1: READ_LIST 5 [1, 2] APPEND 6 11");

    assertEquals(expected, print(transactions(invoke + "\n" + line, Workload.LIST_APPEND)));
    assertEquals(
        expected, print(transactions("[" + invoke + ",\n" + line + "]", Workload.LIST_APPEND)));
  }

  @Test
  void edn_registersWithExtraKeys_areRead() throws IOException {
    TxnHistory history =
        transactions(
            """
            {:index 0, :type :invoke, :process 0, :f :txn, :value [[:r 1 nil] [:w 1 301]]}
            {:index 1, :type :invoke, :process 1, :f :txn, :value [[:r 1 nil] [:w 1 302]]}
            {:index 2, :type :ok, :process 0, :f :txn, :value [[:r 1 nil] [:w 1 301]], :balances {1 70}}
            {:index 3, :type :ok, :process 1, :f :txn, :value [[:r 1 nil] [:w 1 302]], :balances {1 85}}
            """,
            Workload.RW_REGISTER);

    assertEquals(
        List.of("0 OK 0..2: READ_NIL 1 WRITE 1 301", "1 OK 1..3: READ_NIL 1 WRITE 1 302"),
        print(history));
  }

  @Test
  void edn_everythingThatPublicFilesHold_isTolerated() throws IOException {
    String odd =
        """
        ; a comment
        [#jepsen.history.Op{:process 1,,, :type :invoke :f :txn :value [[:r x] [:w :y 5N]]
           :exception {:via [{:type java.sql.SQLException :message "a \\"b\\" \\\\"
                              :at [org.Foo "bar" "Foo.java" 12]}]
                       :object #object[java.lang.Object 0x5e9f23b4 "java.lang.Object@5e9f23b4"]}
           :ratio 1/3 :decimal 1.5M :char \\newline :paren \\( :inf ##Inf :set #{1 2} #_ignored}
         {:process :nemesis :type :info :f :start :value {:n1 #inst "2026-01-01"}}
         {"process" 1 "type" "ok" "f" "txn" "value" ((:r x nil) ["w" "y" 10/2])}]
        """;

    Imported read = read(odd, Optional.empty());

    assertEquals(Workload.RW_REGISTER, read.summary().workload());
    assertEquals(
        List.of("0 OK 0..2: READ_NIL x WRITE y 5"),
        print(((Imported.Transactions) read).history()));
    assertEquals(List.of("1 events of other than clients, passed over"), read.summary().notes());
  }

  @Test
  void edn_cutOffWithinTheLastOperation_keepsThePrefix() throws IOException {
    for (int end = APPENDS.length() - 3; end > APPENDS.lastIndexOf("{:index 3") + 1; end -= 7) {
      Imported read = read(APPENDS.substring(0, end), Optional.empty());

      assertEquals(
          List.of("0 OK 0..2: READ_LIST 5 [] APPEND 6 11", "1 INFO 1..: APPEND 5 12"),
          print(((Imported.Transactions) read).history()));
      assertTrue(read.summary().notes().toString().contains("breaks off"), "at " + end);
    }
  }

  @Test
  void json_cutOffAnywhereInTheLastOperation_keepsThePrefix() throws IOException {
    String first = "{\"type\":\"ok\",\"process\":0,\"value\":[[\"append\",1,1]]}\n";
    String last = "{\"type\":\"ok\",\"process\":1,\"value\":[[\"r\",2,null]]}";
    for (int end = 1; end < last.length(); end++) {
      Imported read = read(first + last.substring(0, end), Optional.empty());

      assertEquals(1, ((Imported.Transactions) read).history().size(), last.substring(0, end));
    }
  }

  @Test
  void edn_withoutProcessesOrInvocations_saysWhatCannotBeSaid() throws IOException {
    Imported read =
        read(
            """
            {:type :ok :value [[:append 1 1]]}
            {:type :ok :value [[:r 1 [1]]]}
            """,
            Optional.empty());

    TxnHistory history = ((Imported.Transactions) read).history();
    assertEquals(false, history.timed());
    assertEquals(
        List.of(
            "2 operations name no process: nothing is said of order within a session",
            "2 operations are completed without having been invoked: nothing is said of real time"),
        read.summary().notes());
    assertTrue(history.process(0) != history.process(1));
  }

  @Test
  void edn_failWithRewrittenValue_keepsItsArguments() throws IOException {
    Imported read =
        read(
            """
            {:type :invoke, :f :transfer, :process 9, :value {:from 2, :to 7, :amount 1}}
            {:type :fail, :f :transfer, :value [:negative 2 -1], :process 9}
            {:type :invoke, :f :read, :process 9}
            {:type :ok, :f :read, :process 9, :value [10 nil 5]}
            {:type :invoke, :f :read, :process 9, :value nil}
            {:type :ok, :f :read, :process 9, :value {:0 10 "1" 15}}
            """,
            Optional.empty());

    List<Call> calls = assertInstanceOf(Imported.SingleCalls.class, read).calls();
    assertEquals(Workload.BANK, read.summary().workload());
    assertEquals(List.of(2L, 7L, 1L), numbers(calls.get(0)));
    assertEquals(Outcome.FAIL, calls.get(0).outcome());
    assertEquals(List.of(0L, 10L, 1L, Call.NIL, 2L, 5L), numbers(calls.get(1)));
    assertEquals(List.of(0L, 10L, 1L, 15L), numbers(calls.get(2)));
    assertEquals(new Summary.Count(0, 1, 0), read.summary().counts().get("transfer"));
  }

  @Test
  void casRegister_singleAndLifted_becomeTransactions() throws IOException {
    String single =
        """
        {:process 1 :type :invoke :f :read :value nil} {:process 1 :type :ok :f :read :value nil}
        {:process 1 :type :invoke :f :cas :value [nil 1]} {:process 1 :type :ok :f :cas :value [nil 1]}
        {:process 2 :type :invoke :f :cas :value [3 2]} {:process 2 :type :fail :f :cas :value [3 2]}
        """;
    String lifted =
        """
        {:process 1 :type :invoke :f :write :value [4 7]} {:process 1 :type :ok :f :write :value [4 7]}
        {:process 1 :type :invoke :f :cas :value [4 [7 8]]} {:process 1 :type :ok :f :cas :value [4 [7 8]]}
        {:process 1 :type :invoke :f :read :value [4 nil]} {:process 1 :type :ok :f :read :value [4 8]}
        """;

    assertEquals(
        List.of(
            "0 OK 0..1: READ_NIL register",
            "1 OK 2..3: READ_NIL register WRITE register 1",
            "2 FAIL 4..5:"),
        print(transactions(single, Workload.CAS_REGISTER)));
    assertEquals(
        List.of("0 OK 0..1: WRITE 4 7", "1 OK 2..3: READ 4 7 WRITE 4 8", "2 OK 4..5: READ 4 8"),
        print(transactions(lifted, Workload.CAS_REGISTER)));
  }

  @Test
  void counterAndSet_areToldApart() throws IOException {
    String add =
        "{:process 0 :type :invoke :f :add :value %s} {:process 0 :type :ok :f :add :value %<s}\n";
    String reading =
        "{:process 0 :type :invoke :f :read} {:process 0 :type :ok :f :read :value %s}\n";

    assertEquals(Workload.COUNTER, guess(add.formatted(1).repeat(3)));
    assertEquals(
        Workload.COUNTER, guess(add.formatted(2) + add.formatted(3) + reading.formatted(5)));
    assertEquals(Workload.SET, guess(add.formatted(1) + add.formatted(2)));
    assertEquals(Workload.SET, guess(add.formatted("[0 1]") + add.formatted("[0 2]")));
    assertEquals(Workload.SET, guess(add.formatted(1) + reading.formatted("#{1}")));
    List<Call> calls =
        ((Imported.SingleCalls)
                read(
                    add.formatted("[7 1]") + reading.formatted("[7 #{1 2}]"),
                    Optional.of(Workload.SET)))
            .calls();
    assertEquals(7, calls.get(1).key());
    assertEquals(List.of(1L, 2L), numbers(calls.get(1)));
  }

  @Test
  void text_sessionsAndAborts_areTransactions() throws IOException {
    Imported read =
        read(
            """
            # a comment
            w(1,5,0,0)
            r(2,0,0,0)
            w(1,9,1,-1)
            r(1,5,1,1)
            w(3,4,0,2)
            """,
            Optional.empty());

    assertEquals(
        List.of(
            "0 FAIL: WRITE 1 9", "1 OK: WRITE 1 5 READ_NIL 2", "2 OK: WRITE 3 4", "3 OK: READ 1 5"),
        print(((Imported.Transactions) read).history()));
    assertEquals(new Summary.Count(3, 1, 0), read.summary().counts().get("txn"));
  }

  @Test
  void malformed_anywhere_isOneSentenceWithItsPlace() {
    String first = "{:type :ok :process 0 :f :txn :value [[:append 1 1]]}\n";
    assertMalformed(
        first + "{:type :okay}",
        "line 2, column 8: a type is invoke, ok, fail or info, this is 'okay'");
    assertMalformed(first + "{:type :ok :value [}", "line 2, column 20: '}' where ']' should be");
    assertMalformed(
        first + "{:type :ok :type :ok}", "line 2, column 12: a second type in one operation");
    assertMalformed(first + "{:f :txn}", "line 2, column 9: an operation without a type");
    assertMalformed(first + "17", "line 2, column 1: an operation is a map, this is 17");
    assertMalformed(first + "{:type :ok :time 1x}", "line 2, column 18: '1x' is not a number");
    assertMalformed(
        first + "{:type :ok :process -3}",
        "line 2, column 21: a process is a number from 0 to 2147483647, this is -3");
    assertMalformed(
        first + "{:type :ok :f :txn :value [[:append 1]]}", "line 2: a write of nothing");
    assertMalformed(
        first + "{:type :ok :f :txn :value [[:rot 1 1]]}",
        "line 2: a step of a list-append history cannot be 'rot'");
    assertMalformed(
        first + "{:type :ok :f :txn :value [[:r {} 1]]}",
        "line 2: a key is a number or a word, this is a map");
    assertMalformed(first + "{:type :ok :f}", "line 2, column 14: a key without a value");
    assertMalformed(first + "{:type :ok :value {1}}", "line 2, column 21: a key without a value");
    assertMalformed(first + "\0", "line 2, column 1: a zero byte, which no text holds");
    assertMalformed(
        first + "{:type :ok :f \"\u00ff\"}", "line 2, column 15: bytes that are not UTF-8");
    assertMalformed("", "line 1: there is nothing in it");
    assertMalformed("hello", "line 1: neither EDN nor JSON nor plain text: it begins with 'hello'");
    assertMalformed("{}", "line 1, column 2: an operation without a type");
    assertMalformed(
        "[{\"type\":\"ok\", x}, {}, {}]",
        "line 1, column 16: Unexpected character ('x' (code 120)): was expecting double-quote to start field name");
    assertMalformed("w(1,2,3,4)\nr(1,,", "line 2, column 5: ',' where a number should be");
    assertMalformed(
        "w(1,0,3,4)", "line 1, column 11: a write of 0, which is what every key holds at first");
    assertMalformed(
        "w(1,1,0,4)\nw(1,2,0,5)\nr(1,2,0,4)",
        "line 3, column 11: transaction 4 goes on after another of its session");
    assertMalformed("{:type :ok :f :read :value {1 5 1 6}}", "line 1: account 1 twice in one read");
    assertMalformed(
        "{:type :info :f :sleep}",
        "line 1: no operation of a known kind; name the --workload if there is one");
    assertMalformed("\u001f\u008bxyz", "line 1, column 1: begins like a gzip file, but is none");
  }

  @Test
  void gzip_wholeAndCutOff_isRead() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(APPENDS.repeat(200).getBytes(StandardCharsets.UTF_8));
    }
    byte[] whole = packed.toByteArray();
    Path file = directory.resolve("packed.edn.gz");
    Files.write(file, whole);
    assertEquals(400, HistoryFile.of(file).read(Optional.empty()).summary().operations());

    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 12));
    Imported cut = HistoryFile.of(file).read(Optional.empty());
    assertTrue(cut.summary().operations() > 0);
  }

  private Workload guess(String text) throws IOException {
    return read(text, Optional.empty()).summary().workload();
  }

  private void assertMalformed(String text, String message) {
    HistoryFormatException error =
        assertThrows(HistoryFormatException.class, () -> read(text, Optional.empty()), message);
    assertEquals(message, error.getMessage());
  }

  private TxnHistory transactions(String text, Workload expected) throws IOException {
    Imported read = read(text, Optional.empty());
    assertEquals(expected, read.summary().workload());
    assertEquals(List.of(), read.summary().notes());
    return assertInstanceOf(Imported.Transactions.class, read).history();
  }

  /** A character is a byte, so that files need not be UTF-8. */
  private Imported read(String text, Optional<Workload> workload) throws IOException {
    Path file = directory.resolve("history");
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    return HistoryFile.of(file).read(workload);
  }

  private static List<Long> numbers(Call call) {
    return IntStream.range(0, call.size()).mapToObj(call::number).toList();
  }

  static List<String> print(TxnHistory history) {
    return IntStream.range(0, history.size()).mapToObj(t -> print(history, t)).toList();
  }

  private static String print(TxnHistory history, int t) {
    var text = new StringBuilder();
    text.append(history.index(t)).append(' ').append(history.outcome(t));
    if (history.timed()) {
      text.append(' ').append(history.invokedNanos(t)).append("..");
      text.append(
          history.completedNanos(t) == TxnHistory.NEVER ? "" : "" + history.completedNanos(t));
    }
    text.append(':');
    for (int op = history.firstOp(t); op < history.endOp(t); op++) {
      Micro micro = history.micro(op);
      text.append(' ').append(micro).append(' ').append(history.keyName(history.key(op)));
      if (micro == Micro.READ_LIST) {
        int at = op;
        text.append(' ')
            .append(
                IntStream.range(0, history.listSize(op))
                    .mapToObj(n -> history.element(at, n))
                    .toList());
      } else if (micro != Micro.READ_NIL) {
        text.append(' ').append(history.value(op));
      }
    }
    return text.toString();
  }
}
