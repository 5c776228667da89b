package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files from outside, through the command: what it says, and its exit code. */
class CheckTest {

  private static final String LOST_UPDATE =
      """
      {:index 0, :time 900,  :type :invoke, :process 0, :f :txn, :value [[:r 1 nil] [:w 1 301]]}
      {:index 1, :time 1000, :type :invoke, :process 1, :f :txn, :value [[:r 1 nil] [:w 1 302]]}
      {:index 2, :time 2000, :type :ok,     :process 0, :f :txn, :value [[:r 1 nil] [:w 1 301]], :balances {1 70}}
      {:index 3, :time 2200, :type :ok,     :process 1, :f :txn, :value [[:r 1 nil] [:w 1 302]], :balances {1 85}}
      """;

  private static final String SERIAL =
      """
      {:type :invoke, :process 0, :f :txn, :value [[:append 1 1]]}
      {:type :ok, :process 0, :f :txn, :value [[:append 1 1]]}
      {:type :invoke, :process 1, :f :txn, :value [[:r 1 nil]]}
      {:type :ok, :process 1, :f :txn, :value [[:r 1 [1]]]}
      """;

  @TempDir Path directory;

  private Ran check(String history, String... more) throws IOException {
    Path file = Files.writeString(directory.resolve("history.edn"), history);
    String[] args = new String[more.length + 2];
    args[0] = "check";
    args[1] = file.toString();
    System.arraycopy(more, 0, args, 2, more.length);
    return Ran.overdraft(args);
  }

  @Test
  void check_lostUpdate_isNamedAndProven() throws IOException {
    Ran ran = check(LOST_UPDATE);

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out())
        .contains("EDN, rw-register (guessed), 2 operations")
        .contains("✗ lost update (P4), once")
        .contains("no transaction comes before itself")
        .contains("Chances: 1")
        .contains("Broken: the history does not satisfy serializability.");
  }

  private static final String LUCKY =
      """
      {:time 0, :type :invoke, :process 0, :f :txn, :value [[:r 1 nil] [:r 2 nil]]}
      {:time 1, :type :invoke, :process 1, :f :txn, :value [[:r 1 nil] [:w 1 7] [:r 2 nil] [:w 2 8]]}
      {:time 2, :type :ok, :process 0, :f :txn, :value [[:r 1 nil] [:r 2 nil]]}
      {:time 3, :type :ok, :process 1, :f :txn, :value [[:r 1 nil] [:w 1 7] [:r 2 nil] [:w 2 8]]}
      """;

  @Test
  void check_nearMisses_areNamedWhenAskedForAndOnlyInCleanHistories() throws IOException {
    Ran ran = check(LUCKY, "--near-misses");

    assertThat(ran.exitCode()).isEqualTo(0);
    assertThat(ran.out())
        .contains("Near misses: 2")
        .contains("the other way round there would have been a cycle");
    assertThat(check(LUCKY).out()).doesNotContain("Near misses");
    assertThat(check(LOST_UPDATE, "--near-misses").out()).doesNotContain("Near misses");
  }

  @Test
  void check_whatTheLevelAllows_isToldAndMarked() throws IOException {
    Ran ran = check(LOST_UPDATE, "--level", "read-committed");

    assertThat(ran.exitCode()).isEqualTo(0);
    assertThat(ran.out())
        .contains("· lost update (P4), once, allowed at read committed")
        .contains("As promised: the history satisfies read committed.");
    assertThat(check(LOST_UPDATE, "--level", "strict-serializable").exitCode()).isEqualTo(1);
    assertThat(check(LOST_UPDATE, "--level", "SI").exitCode()).isEqualTo(1);
  }

  @Test
  void check_nothingOverlapped_isInconclusive() throws IOException {
    Ran ran = check(SERIAL);

    assertThat(ran.exitCode()).isEqualTo(4);
    assertThat(ran.out()).contains("Inconclusive: no two transactions that took effect overlapped");
  }

  @Test
  void check_truncated_keepsThePrefixAndSaysSo() throws IOException {
    Ran ran = check(LOST_UPDATE + "{:index 4, :type :inv");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out()).contains("breaks off within an operation");
  }

  @Test
  void check_malformed_isOneSentenceWithItsPlace() throws IOException {
    Ran ran = check(SERIAL + "{:type :okay}");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().strip())
        .isEqualTo(
            "overdraft: %s: line 5, column 8: a type is invoke, ok, fail or info, this is 'okay'"
                .formatted(directory.resolve("history.edn")));
    assertThat(Ran.overdraft("check", directory.resolve("none").toString()).err())
        .contains("is not a file");
  }

  @Test
  void check_nonsenseOptions_usage() throws IOException {
    assertThat(check(SERIAL, "--level", "perfect").err()).contains("there is no level 'perfect'");
    assertThat(check(SERIAL, "--workload", "shop").err()).contains("there is no workload 'shop'");
    assertThat(check(SERIAL, "--workload", "shop").exitCode()).isEqualTo(2);
    assertThat(check(SERIAL, "--workload", "rw-register").err())
        .contains("a step of a rw-register history cannot be 'append'");
  }

  @Test
  void check_json_isTheAnswerAsData() throws IOException {
    JsonNode answer = new ObjectMapper().readTree(check(LOST_UPDATE, "--json", "-").out());

    assertThat(answer.get("verdict").asText()).isEqualTo("broken");
    assertThat(answer.at("/findings/0/code").asText()).isEqualTo("P4");
    assertThat(answer.at("/levels/plain/strongest").isEmpty()).isFalse();
    assertThat(answer.at("/operations/txn/ok").asInt()).isEqualTo(2);
    assertThat(answer.get("chances").asLong()).isEqualTo(1);
  }

  @Test
  void check_ednOut_isTheHistoryAsElleReadsIt() throws IOException {
    Ran ran = check(SERIAL, "--edn-out", "-");

    assertThat(ran.out().lines())
        .containsExactly(
            "{:index 0, :time 0, :type :invoke, :process 0, :f :txn, :value [[:append 1 1]]}",
            "{:index 1, :time 1, :type :ok, :process 0, :f :txn, :value [[:append 1 1]]}",
            "{:index 2, :time 2, :type :invoke, :process 1, :f :txn, :value [[:r 1 nil]]}",
            "{:index 3, :time 3, :type :ok, :process 1, :f :txn, :value [[:r 1 [1]]]}");
  }

  private static String register(String event) {
    String[] words = event.split(" ", 4);
    return "{:type :%s, :process %s, :f :%s, :value %s}\n"
        .formatted(words[0], words[1], words[2], words[3]);
  }

  private static final String STALE_READ =
      register("invoke 0 write [x 1]")
          + register("invoke 3 write [y 9]")
          + register("ok 0 write [x 1]")
          + register("invoke 1 write [x 2]")
          + register("ok 1 write [x 2]")
          + register("invoke 2 read [x nil]")
          + register("ok 2 read [x 1]")
          + register("ok 3 write [y 9]");

  @Test
  void check_staleReadOfOneRegister_isNotLinearizable() throws IOException {
    Ran ran = check(STALE_READ, "--level", "strict-serializable");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out())
        .contains(
            "In real time, object by object: 1 of 2 linearizable, 1 not, 0 undecided; chances to"
                + " see it: 1")
        .contains("✗ not linearizable, once")
        .contains(
            "x, stale read: T0, which wrote 1, had ended before T1, which wrote 2, began; T1, which"
                + " wrote 2, had ended before T2, which read 1, began;")
        .contains("T2 read 1, [5, 6]");
    assertThat(check(STALE_READ, "--level", "linearizable").out()).isEqualTo(ran.out());
    Ran allowed = check(STALE_READ);
    assertThat(allowed.exitCode()).isEqualTo(0);
    assertThat(allowed.out()).contains("· not linearizable, once, allowed at serializability");
  }

  @Test
  void check_staleReadOfOneRegister_isDataToo() throws IOException {
    JsonNode answer = new ObjectMapper().readTree(check(STALE_READ, "--json", "-").out());

    assertThat(answer.at("/linearizable/holding").asInt()).isEqualTo(1);
    assertThat(answer.at("/linearizable/violated").asInt()).isEqualTo(1);
    assertThat(answer.at("/linearizable/violations/0/object").asText()).isEqualTo("x");
    assertThat(answer.at("/linearizable/violations/0/kind").asText()).isEqualTo("stale read");
    assertThat(answer.at("/linearizable/violations/0/involved/2/name").asText()).isEqualTo("T2");
  }

  @Test
  void check_lockInTwoHands_broken() throws IOException {
    String both =
        register("invoke 0 acquire nil")
            + register("ok 0 acquire nil")
            + register("invoke 1 acquire nil")
            + register("ok 1 acquire nil");
    Ran ran = check(both);

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out())
        .contains("EDN, lock (guessed), 2 operations")
        .contains("✗ not linearizable, once")
        .contains("lock 0, two holders: process 0 had acquired it by 1 and never released it");
    String one = register("invoke 0 acquire nil") + register("ok 0 acquire nil");
    assertThat(check(one).exitCode()).isEqualTo(4);
    assertThat(check(one).out()).contains("nobody asked for a lock while another held it");
    assertThat(check(one + register("invoke 0 read nil")).err())
        .contains("line 3: a lock is asked to acquire or release");
    String given = one + register("invoke 1 acquire nil") + register("invoke 0 release nil");
    assertThat(check(given + register("ok 1 acquire nil")).exitCode()).isEqualTo(0);
  }

  @Test
  void check_listsAreNoRegisters_nothingIsSaidOfObjects() throws IOException {
    assertThat(check(SERIAL).out()).doesNotContain("object by object");
  }

  @Test
  void check_bankWithAWrongTotal_broken() throws IOException {
    String reads =
        "{:type :invoke :process 0 :f :read} {:type :ok :process 0 :f :read :value {0 %d 1 5}}\n";
    Ran ran = check(reads.formatted(5).repeat(3) + reads.formatted(7));

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out())
        .contains("bank (guessed)")
        .contains("✗ wrong total, once")
        .contains("line 4: the balances come to 12 and not 10");
    assertThat(check(reads.formatted(5), "--total", "11").exitCode()).isEqualTo(1);
    assertThat(check(reads.formatted(5)).exitCode()).isEqualTo(4);
  }
}
