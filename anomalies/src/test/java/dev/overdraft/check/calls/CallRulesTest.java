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

  private static String event(int process, String type, String function, String value) {
    return "{:process %d :type :%s :f :%s :value %s}\n".formatted(process, type, function, value);
  }

  private static String add(int process, String value) {
    return event(process, "invoke", "add", value) + event(process, "ok", "add", value);
  }

  @Test
  void counter_severalAdditions_areAddedUpInOrderOfTime() throws IOException {
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
        List<Call> fine = calls(Workload.COUNTER, told + read(9, "" + bound));
        assertFalse(CounterRules.judge(fine).found(), told + bound);
        List<Call> bad = calls(Workload.COUNTER, told + read(9, "" + beyond).repeat(2));
        CallFinding found = CounterRules.judge(bad).findings().get(0);
        assertEquals(
            "a read gave %d, which additions can make no less than %d and no more than %d"
                .formatted(beyond, bounds[i][0], bounds[i][1]),
            found.sentence());
        assertEquals(2, found.count());
      }
    }
  }

  @Test
  void set_addedTwice_countsIfEitherMayHaveBeenAdded() throws IOException {
    String failed = event(1, "invoke", "add", "1") + event(1, "fail", "add", "1");
    for (String twice : List.of(failed + add(2, "1"), add(2, "1") + failed)) {
      assertEquals(
          List.of(), SetRules.judge(calls(Workload.SET, twice + read(3, "[1]"))).findings(), twice);
    }
    assertEquals(
        new CallFinding("dirty read", 2, 4, "1, whose addition failed"),
        SetRules.judge(calls(Workload.SET, failed + "\n" + read(3, "[1]").repeat(2)))
            .findings()
            .get(0));
  }

  @Test
  void set_readBeforeItWasAdded_isAFutureRead() throws IOException {
    CallJudgement judgement =
        SetRules.judge(calls(Workload.SET, read(3, "[1]") + add(1, "1") + read(3, "[1]")));
    assertEquals(
        List.of(new CallFinding("future read", 1, 1, "1, which was added only later")),
        judgement.findings());
    String during = event(1, "invoke", "add", "1") + read(3, "[1]") + event(1, "ok", "add", "1");
    assertFalse(SetRules.judge(calls(Workload.SET, during)).found());
  }

  @Test
  void set_acknowledgedBeforeOneThatWasBegunEarlier_isStillMissed() throws IOException {
    String history =
        event(1, "invoke", "add", "1")
            + add(2, "2")
            + read(3, "[]")
            + event(1, "ok", "add", "1")
            + read(3, "[1 2]");
    assertEquals(
        List.of("stale read"),
        SetRules.judge(calls(Workload.SET, history)).findings().stream()
            .map(CallFinding::name)
            .toList());
  }

  @Test
  void bank_readsBeforeAndAfterATransfer_didNotOverlapIt() throws IOException {
    assertEquals(
        "2 reads, of which 0 overlapped a transfer, and 0 transfers that overlapped another",
        bank(read(1, "{0 10 1 20}") + during(TRANSFER, "") + read(1, "{0 15 1 15}"))
            .inconclusive());
  }

  /** Only completions: an addition and a read may have begun in any order. */
  @Test
  void set_withoutInvocations_saysNothingOfRealTime() throws IOException {
    String added = "{:type :ok :f :add :value 1}\n";
    for (String history :
        List.of(
            added + "{:type :ok :f :read :value []}\n",
            "{:type :ok :f :read :value [1]}\n" + added)) {
      CallJudgement judgement = SetRules.judge(calls(Workload.SET, history));
      assertEquals(List.of(), judgement.findings(), history);
      assertEquals("no read began after an addition was acknowledged", judgement.inconclusive());
    }
    assertEquals(
        List.of("lost element"),
        SetRules.judge(calls(Workload.SET, added + read(3, "[]"))).findings().stream()
            .map(CallFinding::name)
            .toList());
  }

  @Test
  void counter_withoutInvocations_isBoundedByWhatMayHaveBeenAdded() throws IOException {
    String added = "{:type :ok :f :add :value 5}\n";
    String down = "{:type :ok :f :add :value -2}\n";
    String reading = "{:type :ok :f :read :value %d}\n";
    for (int value = -2; value <= 5; value++) {
      for (String history :
          List.of(added + down + reading, reading + added + down, down + reading + added)) {
        CallJudgement judgement =
            CounterRules.judge(calls(Workload.COUNTER, history.formatted(value)));
        assertEquals(List.of(), judgement.findings(), history);
        assertEquals("no read of a counter is known to have begun", judgement.inconclusive());
      }
    }
    assertTrue(CounterRules.judge(calls(Workload.COUNTER, added + reading.formatted(6))).found());
    assertTrue(CounterRules.judge(calls(Workload.COUNTER, added + read(3, "4"))).found());
  }

  @Test
  void bank_withoutInvocations_saysNothingOfRealTime() throws IOException {
    String transferred = "{:process 9 :type :ok :f :transfer :value " + TRANSFER + "}\n";
    String before = "{:process 1 :type :ok :f :read :value {0 10 1 20}}\n";

    CallJudgement judgement = bank(before + transferred.repeat(2) + before.repeat(20));

    assertEquals(List.of(), judgement.findings());
    assertEquals(0, judgement.chances());
    assertEquals(
        "21 reads, of which 0 overlapped a transfer, and 0 transfers that overlapped another",
        judgement.inconclusive());
    assertEquals(
        List.of(),
        bank(before + during(TRANSFER, "") + before + read(1, "{0 15 1 15}")).findings());
    assertEquals(
        List.of("wrong total"),
        bank(before.repeat(2) + transferred + before.replace("10", "15")).findings().stream()
            .map(CallFinding::name)
            .toList());
  }

  /** Nobody knows what was in the set, which is not to say that nothing was. */
  @Test
  void set_answerWithoutElements_isNoRead() throws IOException {
    String silent = "{:process 2 :type :invoke :f :read} {:process 2 :type :ok :f :read}\n";
    for (String history :
        List.of(
            add(1, "1") + silent,
            add(1, "1") + read(2, "nil"),
            add(1, "[7 1]") + read(2, "[7 nil]"))) {
      CallJudgement judgement = SetRules.judge(calls(Workload.SET, history));
      assertEquals(List.of(), judgement.findings(), history);
      assertEquals(0, judgement.chances());
      assertFalse(judgement.inconclusive().isEmpty());
    }
    assertEquals(
        List.of("lost element"),
        SetRules.judge(calls(Workload.SET, add(1, "1") + read(3, "#{}") + silent))
            .findings()
            .stream()
            .map(CallFinding::name)
            .toList());
  }

  @Test
  void set_addedTwice_countsFromTheFirstTime() throws IOException {
    String history =
        event(1, "invoke", "add", "1") + read(3, "[1]") + add(2, "1") + event(1, "ok", "add", "1");
    assertEquals(List.of(), SetRules.judge(calls(Workload.SET, history)).findings());
  }

  @Test
  void bank_balanceMissingAtFirst_saysNothingOfThatAccount() throws IOException {
    CallJudgement judgement =
        bank(
            read(1, "{0 10 1 nil}")
                + during(TRANSFER, "")
                + read(1, "{0 15 1 15}")
                + read(1, "{0 10 1 20}"));

    assertEquals(
        List.of(
            new CallFinding("missing balance", 1, 1, "account 1 has no balance"),
            new CallFinding(
                "impossible balance",
                1,
                5,
                "account 0 holds 10, which transfers can make no less than 15 and no more than"
                    + " 15")),
        judgement.findings());
  }
}
