package dev.overdraft.check.calls;

import static dev.overdraft.check.calls.CallTexts.calls;
import static dev.overdraft.check.calls.CallTexts.event;
import static dev.overdraft.check.calls.CallTexts.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.overdraft.history.format.Workload;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads of all balances beside transfers between them. */
class BankRulesTest {

  @TempDir Path directory;

  private CallJudgement bank(String edn) throws IOException {
    return BankRules.judge(calls(directory, Workload.BANK, edn), OptionalLong.empty(), false);
  }

  private static String during(String transfer, String reads) {
    return event(9, "invoke", "transfer", transfer) + reads + event(9, "ok", "transfer", transfer);
  }

  private static final String TEN = read(1, "{0 10 1 20}").repeat(10);
  private static final String TRANSFER = "{:from 1 :to 0 :amount 5}";

  @Test
  void readsThatAddUp_nothingFound() throws IOException {
    CallJudgement judgement = bank(read(1, "{0 10 1 20}") + during(TRANSFER, TEN));

    assertEquals(List.of(), judgement.findings());
    assertEquals("", judgement.inconclusive());
    assertEquals(10, judgement.chances());
  }

  @Test
  void eachRule_isFoundOncePerRead() throws IOException {
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
  void acknowledgedTransferNotSeen_isAnImpossibleBalance() throws IOException {
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
  void withoutReadsOrOverlaps_isInconclusiveAndNeverAPass() throws IOException {
    assertFalse(
        bank("{:process 9 :type :invoke :f :transfer :value " + TRANSFER + "}")
            .inconclusive()
            .isEmpty());
    assertEquals(
        "10 reads, of which 0 overlapped a transfer, and 0 transfers that overlapped another",
        bank(TEN).inconclusive());
  }

  @Test
  void answerWithoutBalances_isNoRead() throws IOException {
    CallJudgement judgement = bank(read(1, "{}") + TEN);

    assertEquals(List.of(), judgement.findings());
    assertEquals(
        "10 reads, of which 0 overlapped a transfer, and 0 transfers that overlapped another",
        judgement.inconclusive());
  }

  @Test
  void transfersThatOverlap_countOncePerPair() throws IOException {
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
  void balanceOfZero_isNotNegative() throws IOException {
    String all = "{:from 0 :to 1 :amount 10}";
    assertEquals(List.of(), bank(TEN + during(all, "") + read(1, "{0 0 1 30}")).findings());
  }

  @Test
  void wrongTotals_areCountedWhereTheyChange() throws IOException {
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
  void payerThatNeverPaid_isAnImpossibleBalance() throws IOException {
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
  void readsBeforeAndAfterATransfer_didNotOverlapIt() throws IOException {
    assertEquals(
        "2 reads, of which 0 overlapped a transfer, and 0 transfers that overlapped another",
        bank(read(1, "{0 10 1 20}") + during(TRANSFER, "") + read(1, "{0 15 1 15}"))
            .inconclusive());
  }

  @Test
  void withoutInvocations_saysNothingOfRealTime() throws IOException {
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

  @Test
  void balanceMissingAtFirst_saysNothingOfThatAccount() throws IOException {
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
