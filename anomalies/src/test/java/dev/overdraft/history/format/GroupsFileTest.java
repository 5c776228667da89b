package dev.overdraft.history.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.check.txn.Finding;
import dev.overdraft.check.txn.Judge;
import dev.overdraft.check.txn.Judgement;
import dev.overdraft.check.txn.Options;
import dev.overdraft.history.HistoryFormatException;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.txn.Micro;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroupsFileTest {

  @TempDir Path directory;

  private Imported.Transactions read(String text) throws IOException {
    Path file = directory.resolve("history");
    Files.writeString(file, text);
    return (Imported.Transactions) HistoryFile.of(file).read(Optional.empty());
  }

  private static String export(TxnHistory history, Notation notation) throws IOException {
    var out = new StringWriter();
    Export.write(history, notation, out);
    return out.toString();
  }

  private static TxnHistory groups() {
    return TxnHistory.of(Model.VERSIONED)
        .opening(17, 3)
        .begin(4, 0, 900)
        .readGroup(3, 1)
        .readVersion(17, 0, Long.MIN_VALUE)
        .writeVersion(18, 1, 3)
        .end(Outcome.OK, 1900)
        .begin(5, 1, 1100)
        .writeVersion(17, 1, TxnHistory.NO_GROUP)
        .end(Outcome.INFO, 0)
        .begin(6, 0, 2000)
        .readGroup(3, 1)
        .readVersion(18, 1, 4)
        .readGroup(9, 0)
        .end(Outcome.OK, 2300)
        .begin(7, 0, 2400)
        .writeVersion(18, 2, 4)
        .end(Outcome.FAIL, 2500)
        .build();
  }

  /** What is known of the beginning stands in what was asked. */
  @Test
  void read_openingAnsweredWithoutAValue_isAsAskedFor() throws IOException {
    TxnHistory history =
        read("""
                {:type :invoke, :process 0, :f :opening, :value [[:w 17 0 3]]}
                {:type :ok, :process 0, :f :opening, :value nil}
                {:type :invoke, :process 1, :f :txn, :value [[:rp 3 nil]]}
                {:type :ok, :process 1, :f :txn, :value [[:rp 3 [[17 0]]]]}
                """)
            .history();

    assertEquals(3, history.openingGroup(history.key(history.endOp(0) - 1)));
  }

  @Test
  void edn_rowsInGroups_haveAFormOfTheirOwn() throws IOException {
    assertEquals(
        """
        {:index 0, :time 900, :type :invoke, :process 0, :f :opening, :value [[:w 17 0 3]]}
        {:index 1, :time 900, :type :ok, :process 0, :f :opening, :value [[:w 17 0 3]]}
        {:index 2, :time 900, :type :invoke, :process 0, :f :txn, :op 4, :value [[:rp 3 nil] [:w 18 1 3]]}
        {:index 3, :time 1100, :type :invoke, :process 1, :f :txn, :op 5, :value [[:w 17 1 nil]]}
        {:index 4, :time 1900, :type :ok, :process 0, :f :txn, :op 4, :value [[:rp 3 [[17 0]]] [:w 18 1 3]]}
        {:index 5, :time 2000, :type :invoke, :process 0, :f :txn, :op 6, :value [[:rp 3 nil] [:rp 9 nil]]}
        {:index 6, :time 2300, :type :ok, :process 0, :f :txn, :op 6, :value [[:rp 3 [[18 1 4]]] [:rp 9 []]]}
        {:index 7, :time 2400, :type :invoke, :process 0, :f :txn, :op 7, :value [[:w 18 2 4]]}
        {:index 8, :time 2500, :type :fail, :process 0, :f :txn, :op 7, :value [[:w 18 2 4]]}
        """,
        export(groups(), Notation.EDN));
  }

  @Test
  void bothNotations_readBackAsTheSameHistory() throws IOException {
    for (Notation notation : Notation.values()) {
      Imported.Transactions read = read(export(groups(), notation));
      assertEquals(Workload.PREDICATE, read.summary().workload());
      assertTrue(read.summary().guessed());
      assertEquals(
          export(groups(), Notation.EDN).replaceAll(":time \\d+", ""),
          export(read.history(), Notation.EDN).replaceAll(":time \\d+", ""));
    }
  }

  @Test
  void ours_isReadByTime_andUnfinishedWritesGetTheNumberThatSomebodyRead() throws IOException {
    Imported.Transactions read =
        read(
            """
            {"type":"opening","workload":"predicate"}
            {"type":"invoke","time":0,"process":2,"op":0,"f":"opening","value":[["w",1,0,3],["w",2,0,3]]}
            {"type":"ok","time":0,"process":2,"op":0,"f":"opening","value":[["w",1,0,3],["w",2,0,3]]}
            {"type":"invoke","time":5,"process":0,"op":1,"f":"txn","value":[["w",1,null,4],["w",9,null,3]]}
            {"type":"invoke","time":6,"process":1,"op":2,"f":"txn","value":[["rp",4,null],["w",2,null,null],["w",7,null,4]]}
            {"type":"ok","time":9,"process":1,"op":2,"f":"txn","value":[["rp",4,[[1,1,1]]],["w",2,1,null],["w",7,null,4]]}
            """);
    TxnHistory history = read.history();
    assertEquals(2, history.size());
    assertEquals(1, history.index(0) == 1 ? history.index(0) : history.index(1));
    int info = history.outcome(0) == Outcome.INFO ? 0 : 1;
    int first = history.firstOp(info);
    assertEquals(1, history.value(first), "as it was read");
    assertEquals(4, history.group(first));
    assertTrue(history.isUnnumbered(first + 1), "nobody read it");
    int ok = history.firstOp(1 - info);
    assertEquals(Micro.READ_GROUP, history.micro(ok));
    assertEquals(1, history.listSize(ok));
    assertEquals(info, history.writer(ok + 1));
    assertEquals(TxnHistory.NO_GROUP, history.group(ok + 2));
    assertEquals(history.endOp(1 - info), ok + 3, "no row, no write");
    assertEquals(3, history.openingGroup(history.key(first)));
    assertTrue(Judge.judge(history, Options.DEFAULT).findings().isEmpty());
  }

  /** An update or a deletion that matched no row is none, also where the commit is in doubt. */
  @Test
  void writeThatFoundNoRow_isNoneWhateverTheOutcome() throws IOException {
    TxnHistory history =
        read("""
            {:type :invoke, :process 0, :f :opening, :value [[:w 1 0 3]]}
            {:type :ok, :process 0, :f :opening, :value [[:w 1 0 3]]}
            {:type :invoke, :process 0, :op 0, :f :txn, :value [[:w 1 nil nil]]}
            {:type :ok, :process 0, :op 0, :f :txn, :value [[:w 1 1 nil]]}
            {:type :invoke, :process 1, :op 1, :f :txn, :value [[:w 1 nil 4] [:w 9 nil 3]]}
            {:type :info, :process 1, :op 1, :f :txn, :value [[:w 1 nil 4] [:w 9 1 3]]}
            {:type :invoke, :process 2, :op 2, :f :txn, :value [[:rp 3 nil] [:rp 4 nil]]}
            {:type :ok, :process 2, :op 2, :f :txn, :value [[:rp 3 [[9 1 1]]] [:rp 4 []]]}
            """)
            .history();
    Judgement judgement = Judge.judge(history, Options.DEFAULT);
    assertEquals(List.of(), sentences(judgement));
    assertEquals(Answer.HOLDS, judgement.levels().of(Level.SERIALIZABLE, Axis.PLAIN));
  }

  /** Version 1 of row 17 has no author: nobody knows that T1, who wrote one, did not write it. */
  @Test
  void unansweredWriteThatNobodyRead_getsNoPlace() throws IOException {
    TxnHistory history =
        read("""
            {:type :invoke, :process 0, :f :opening, :value [[:w 17 0 3] [:w 18 0 3]]}
            {:type :ok, :process 0, :f :opening, :value [[:w 17 0 3] [:w 18 0 3]]}
            {:type :invoke, :process 1, :op 1, :f :txn, :value [[:w 17 nil 5] [:w 18 nil 4]]}
            {:type :invoke, :process 2, :op 2, :f :txn, :value [[:rp 4 nil] [:w 17 nil 6]]}
            {:type :ok, :process 2, :op 2, :f :txn, :value [[:rp 4 [[18 1 1]]] [:w 17 2 6]]}
            """)
            .history();
    Judgement judgement = Judge.judge(history, Options.DEFAULT);
    assertEquals(List.of(), sentences(judgement));
    assertEquals(Answer.UNKNOWN, judgement.levels().of(Level.READ_COMMITTED, Axis.PLAIN));
    assertEquals(
        List.of(
            "T1 wrote row 17 = some version, in group 5, or found no row there: nobody has seen it"),
        judgement.faults());
  }

  private static List<String> sentences(Judgement judgement) {
    return judgement.findings().stream().map(Finding::sentence).toList();
  }

  @Test
  void malformedSteps_areNamedWithTheirLine() {
    String invoke = "{:type :invoke, :process 0, :f :txn, :value [[:rp 3 nil]]}\n";
    for (String value :
        new String[] {
          "[[:rp 3 nil]]",
          "[[:rp 3 7]]",
          "[[:rp 3 [7]]]",
          "[[:rp 3 [[7]]]]",
          "[[:rp 3 [[7 1 2 3]]]]",
          "[[:rp :x [[7 1]]]]",
          "[[:rp 3 [[7 :x]]]]",
          "[[:w 3 1]]",
          "[[:w 3 1 2 4]]",
          "[[:w 3 :x 2]]",
          "[[:append 3 1]]",
          "[[]]",
          "[:rp]",
          "{:rp 3}",
          "7"
        }) {
      String ok = "{:type :ok, :process 0, :f :txn, :value " + value + "}\n";
      var thrown = assertThrows(HistoryFormatException.class, () -> read(invoke + ok), value);
      assertTrue(thrown.toString().contains("line 2"), value + ": " + thrown.getMessage());
    }
    String opening = "{:type :invoke, :process 0, :f :opening, :value [[:w 1 3]]}\n";
    assertThrows(HistoryFormatException.class, () -> read(opening + invoke));
  }
}
