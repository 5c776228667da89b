package dev.overdraft.check.calls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallRulesTest {

  @TempDir Path directory;

  private List<Call> calls(Workload workload, String edn) throws IOException {
    Path file = Files.writeString(directory.resolve("calls.edn"), edn);
    return ((Imported.SingleCalls) HistoryFile.of(file).read(Optional.of(workload))).calls();
  }

  private CallJudgement bank(String edn) throws IOException {
    return BankRules.judge(calls(Workload.BANK, edn), OptionalLong.empty(), false);
  }

  private static String read(int process, String value) {
    return "{:process %d :type :invoke :f :read} {:process %<d :type :ok :f :read :value %s}\n"
        .formatted(process, value);
  }

  private static String during(String transfer, String reads) {
    String event = "{:process 9 :type :%s :f :transfer :value %s}\n";
    return event.formatted("invoke", transfer) + reads + event.formatted("ok", transfer);
  }

  private static final String TEN = read(1, "{0 10 1 20}").repeat(10);
  private static final String TRANSFER = "{:from 1 :to 0 :amount 5}";

  @Test
  void bank_readsThatAddUp_nothingFound() throws IOException {
    CallJudgement judgement = bank(read(1, "{0 10 1 20}") + during(TRANSFER, TEN));

    assertEquals(List.of(), judgement.findings());
    assertEquals("", judgement.inconclusive());
    assertEquals(10, judgement.chances());
  }

  @Test
  void bank_eachRule_isFoundOncePerRead() throws IOException {
    CallJudgement judgement =
        bank(
            during(TRANSFER, TEN)
                + read(1, "{0 15 1 20}")
                + read(1, "{0 15 1 20}")
                + read(1, "{0 15 1 nil}")
                + read(1, "{0 15}")
                + read(1, "{0 15 1 20 2 5}")
                + read(1, "{0 -5 1 35}"));

    assertEquals(
        List.of(
            new CallFinding(
                "wrong total",
                2,
                13,
                "the balances come to 35 and not 30; since the read of line 11: account 0 has 5 too"
                    + " much, as with transfer 1→0 5 (line 12) counted (the only explanation by so"
                    + " few); totals from 35 to 35, 1 times a new one"),
            new CallFinding("missing balance", 2, 15, "account 1 has no balance"),
            new CallFinding("unknown account", 1, 17, "a read returned account 2"),
            new CallFinding("negative balance", 1, 18, "account 0 holds -5")),
        judgement.findings());
  }

  @Test
  void bank_acknowledgedTransferNotSeen_isAnImpossibleBalance() throws IOException {
    CallJudgement judgement =
        bank(read(1, "{0 10 1 20}") + during(TRANSFER, TEN) + read(1, "{0 10 1 20}"));

    assertEquals(
        List.of(
            new CallFinding(
                "impossible balance",
                1,
                14,
                "account 0 holds 10, which transfers can make no less than 15 and no more than"
                    + " 15")),
        judgement.findings());
  }

  @Test
  void bank_withoutReadsOrOverlaps_isInconclusiveAndNeverAPass() throws IOException {
    assertFalse(
        bank("{:process 9 :type :invoke :f :transfer :value " + TRANSFER + "}")
            .inconclusive()
            .isEmpty());
    assertEquals(
        "10 reads, of which 0 overlapped a transfer, and 0 transfers that overlapped another",
        bank(TEN).inconclusive());
  }

  @Test
  void bank_answerWithoutBalances_isNoRead() throws IOException {
    CallJudgement judgement = bank(read(1, "{}") + TEN);

    assertEquals(List.of(), judgement.findings());
    assertEquals(
        "10 reads, of which 0 overlapped a transfer, and 0 transfers that overlapped another",
        judgement.inconclusive());
  }

  @Test
  void bank_transfersThatOverlap_countOncePerPair() throws IOException {
    String other = "{:process 8 :type :%s :f :transfer :value {:from 0 :to 1 :amount 1}}\n";
    String both = other.formatted("invoke") + "%s" + other.formatted("ok");
    CallJudgement few = bank(read(1, "{0 10 1 20}") + during(TRANSFER, both.formatted("")));
    assertEquals(
        "1 reads, of which 0 overlapped a transfer, and 1 transfers that overlapped another",
        few.inconclusive());

    String four = read(1, "{0 10 1 20}").repeat(4);
    String six = read(1, "{0 10 1 20}").repeat(6);
    CallJudgement enough = bank(six + during(TRANSFER, both.formatted(four)));
    assertEquals(8, enough.chances());
    assertEquals("", enough.inconclusive());
  }

  @Test
  void bank_balanceOfZero_isNotNegative() throws IOException {
    String all = "{:from 0 :to 1 :amount 10}";
    assertEquals(List.of(), bank(TEN + during(all, "") + read(1, "{0 0 1 30}")).findings());
  }

  @Test
  void bank_wrongTotals_areCountedWhereTheyChange() throws IOException {
    CallJudgement judgement =
        bank(
            TEN
                + read(1, "{0 11 1 20}")
                + read(1, "{0 11 1 20}")
                + read(1, "{0 12 1 20}")
                + read(1, "{0 10 1 20}")
                + read(1, "{0 12 1 20}"));
    assertEquals(4, judgement.findings().get(0).count());
    assertTrue(
        judgement
            .findings()
            .get(0)
            .sentence()
            .endsWith("; totals from 31 to 32, 3 times a new one"));
  }

  @Test
  void bank_payerThatNeverPaid_isAnImpossibleBalance() throws IOException {
    CallJudgement judgement = bank(TEN + during(TRANSFER, "") + read(1, "{0 15 1 20}"));

    assertEquals(
        new CallFinding(
            "impossible balance",
            1,
            13,
            "account 1 holds 20, which transfers can make no less than 15 and no more than 15"),
        judgement.findings().get(1));
  }

  @Test
  void counter_boundsWithDecrements_areKept() throws IOException {
    String five =
        "{:process 1 :type :invoke :f :add :value 5} {:process 1 :type :ok :f :add :value 5}\n";
    String down =
        "{:process 1 :type :invoke :f :add :value -2} {:process 1 :type :info :f :add :value -2}\n";
    String failed =
        "{:process 3 :type :invoke :f :add :value 9} {:process 3 :type :fail :f :add :value 9}\n";

    for (int value = 3; value <= 5; value++) {
      CallJudgement fine =
          CounterRules.judge(calls(Workload.COUNTER, five + down + failed + read(2, "" + value)));
      assertEquals(List.of(), fine.findings());
      assertEquals(1, fine.chances());
    }
    assertEquals(
        "a read gave 2, which additions can make no less than 3 and no more than 5",
        CounterRules.judge(calls(Workload.COUNTER, five + down + read(2, "2")))
            .findings()
            .get(0)
            .sentence());
    assertTrue(CounterRules.judge(calls(Workload.COUNTER, five + read(2, "6"))).found());
    assertFalse(CounterRules.judge(calls(Workload.COUNTER, five)).inconclusive().isEmpty());
  }

  @Test
  void set_everythingThatCanBeWrong_isNamed() throws IOException {
    String add =
        """
        {:process 1 :type :invoke :f :add :value 1} {:process 1 :type :ok :f :add :value 1}
        {:process 2 :type :invoke :f :add :value 2} {:process 2 :type :fail :f :add :value 2}
        {:process 3 :type :invoke :f :add :value 3} {:process 3 :type :info :f :add :value 3}
        """;
    CallJudgement fine =
        SetRules.judge(calls(Workload.SET, add + read(4, "[1 3]") + read(4, "#{1}")));
    assertEquals(List.of(), fine.findings());
    assertEquals(2, fine.chances());

    CallJudgement bad =
        SetRules.judge(
            calls(Workload.SET, add + read(4, "[3]") + read(4, "[1 1 2 7]") + read(4, "[]")));
    assertEquals(
        List.of("stale read", "duplicate element", "dirty read", "garbage read", "lost element"),
        bad.findings().stream().map(CallFinding::name).toList());
    assertFalse(SetRules.judge(calls(Workload.SET, add)).inconclusive().isEmpty());
  }
}
