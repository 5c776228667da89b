package dev.overdraft.check.calls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.history.format.Call;
import dev.overdraft.history.format.HistoryFile;
import dev.overdraft.history.format.Imported;
import dev.overdraft.history.format.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecodingTest {

  @TempDir private Path directory;

  private List<Call> calls(String edn) throws IOException {
    Path file = directory.resolve("history.edn");
    Files.writeString(file, edn);
    Imported imported = HistoryFile.of(file).read(Optional.of(Workload.BANK));
    return ((Imported.SingleCalls) imported).calls();
  }

  private String found(String edn) throws IOException {
    return BankRules.judge(calls(edn), OptionalLong.of(300), true).findings().stream()
        .filter(finding -> finding.name().equals("wrong total"))
        .map(CallFinding::sentence)
        .findFirst()
        .orElse("");
  }

  private List<Call> transfers(int count) throws IOException {
    var edn = new StringBuilder();
    for (int i = 0; i < count; i++) {
      edn.append(transfer(1, 0, 1, 1 + i));
    }
    return calls(edn.toString());
  }

  private static String read(long... balances) {
    return "{:process 1 :type :invoke :f :read} {:process 1 :type :ok :f :read :value {0 %d 1 %d 2 %d}}\n"
        .formatted(balances[0], balances[1], balances[2]);
  }

  private static String transfer(int process, int from, int to, long amount) {
    return begins(process, from, to, amount) + ends(process, from, to, amount);
  }

  private static String begins(int process, int from, int to, long amount) {
    return event("invoke", process, from, to, amount);
  }

  private static String ends(int process, int from, int to, long amount) {
    return event("ok", process, from, to, amount);
  }

  private static String event(String type, int process, int from, int to, long amount) {
    return "{:process %d :type :%s :f :transfer :value {:from %d :to %d :amount %d}}\n"
        .formatted(process, type, from, to, amount);
  }

  @Test
  void wrongTotal_creditLost_isDecoded() throws IOException {
    assertThat(
            found(
                read(100, 100, 100)
                    + transfer(2, 0, 1, 37)
                    + transfer(2, 1, 2, 11)
                    + read(63, 89, 111)))
        .contains("the balances come to 263 and not 300")
        .contains("account 1 has 37 too little, as with transfer 0→1 37 (line 3) lost")
        .contains("(the only explanation by so few)");
  }

  @Test
  void wrongTotal_debitDoubled_isDecoded() throws IOException {
    assertThat(found(read(100, 100, 100) + transfer(2, 0, 1, 37) + read(26, 137, 100)))
        .contains("account 0 has 37 too little, as with transfer 0→1 37 (line 3) doubled");
  }

  @Test
  void wrongTotal_tornTransferInFlight_isDecoded() throws IOException {
    assertThat(
            found(
                read(100, 100, 100) + begins(2, 0, 1, 37) + read(63, 100, 100) + ends(2, 0, 1, 37)))
        .contains("account 0 has 37 too little, as with transfer 0→1 37 (line 4) counted")
        .doesNotContain("account 1");
  }

  @Test
  void wrongTotal_equalAmounts_saysHowAmbiguousItIs() throws IOException {
    assertThat(
            found(
                read(100, 100, 100)
                    + transfer(2, 0, 1, 10)
                    + transfer(2, 2, 1, 10)
                    + transfer(2, 1, 0, 10)
                    + read(100, 100, 90)))
        .contains("account 1 has 10 too little")
        .contains("(1 of 3 explanations)");
  }

  @Test
  void wrongTotal_noTransfersToExplainIt_saysSo() throws IOException {
    assertThat(found(read(100, 100, 100) + transfer(2, 0, 1, 37) + read(63, 132, 100)))
        .contains("account 1 has 5 too little, which no four transfers explain");
  }

  @Test
  void wrongTotal_noRightReadBefore_decodesNothing() throws IOException {
    assertThat(found(read(100, 100, 95))).contains("come to 295").doesNotContain("since the read");
  }

  @Test
  void explanations_fingerprints_aloneFindEveryPlantedSet() throws IOException {
    List<Call> calls = transfers(400);
    for (int size = 1; size <= 4; size++) {
      for (long seed = 0; seed < 5; seed++) {
        var random = new SplittableRandom(seed);
        List<Suspect> suspects = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
          suspects.add(new Suspect(calls.get(i), "lost", 1 + random.nextLong(1L << 40)));
        }
        Set<Integer> planted = new HashSet<>();
        while (planted.size() < size) {
          planted.add(random.nextInt(suspects.size()));
        }
        long sum = planted.stream().mapToLong(i -> suspects.get(i).cents()).sum();
        Explanations.Found found = Explanations.of(sum, suspects).orElseThrow();
        assertThat(found.count()).isEqualTo(1);
        assertThat(found.suspects())
            .containsExactlyInAnyOrderElementsOf(planted.stream().map(suspects::get).toList());
      }
    }
    assertThat(Explanations.of(5, List.of(new Suspect(calls.get(0), "lost", 4)))).isEmpty();
    assertThat(Explanations.of(5, List.of())).isEmpty();
  }

  @Test
  void explanations_moreThanAThousand_areCountedNoFurther() throws IOException {
    List<Suspect> ones = transfers(60).stream().map(c -> new Suspect(c, "lost", 1)).toList();
    for (int size = 2; size <= 4; size++) {
      Explanations.Found found = Explanations.of(size, ones).orElseThrow();
      assertThat(found.suspects()).hasSize(size).doesNotHaveDuplicates();
      assertThat(found.count()).isEqualTo(1_000);
      assertThat(found.ambiguity()).isEqualTo("1 of at least 1000 explanations");
    }
    assertThat(Explanations.of(2, ones.subList(0, 45)).orElseThrow().ambiguity())
        .isEqualTo("1 of 990 explanations");
  }

  @Test
  void explanations_ofTooManySuspects_areOfTwoAtMost() throws IOException {
    var random = new SplittableRandom(1);
    List<Suspect> suspects = new ArrayList<>();
    for (Call call : transfers(2_001)) {
      suspects.add(new Suspect(call, "lost", 1 + random.nextLong(1L << 40)));
    }
    long two = suspects.get(7).cents() + suspects.get(1_999).cents();
    long three = two + suspects.get(1_000).cents();
    assertThat(Explanations.of(two, suspects).orElseThrow().suspects())
        .containsExactly(suspects.get(7), suspects.get(1_999));
    assertThat(Explanations.of(three, suspects)).isEmpty();
    assertThat(Explanations.of(three, suspects.subList(0, 2_000)).orElseThrow().suspects())
        .containsExactly(suspects.get(7), suspects.get(1_000), suspects.get(1_999));
  }

  @Test
  void explanations_smallAmounts_areAsManyAsBruteForceCounts() throws IOException {
    List<Call> calls = transfers(9);
    for (long seed = 0; seed < 50; seed++) {
      var random = new SplittableRandom(seed);
      List<Suspect> suspects = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        suspects.add(new Suspect(calls.get(i), "lost", random.nextInt(-20, 21)));
      }
      long sum = random.nextInt(-50, 51);
      int[] bySize = new int[10];
      for (int set = 1; set < 1 << 9; set++) {
        long total = 0;
        for (int i = 0; i < 9; i++) {
          total += (set >> i & 1) == 0 ? 0 : suspects.get(i).cents();
        }
        bySize[Integer.bitCount(set)] += total == sum ? 1 : 0;
      }
      int expected = 0;
      for (int size = 1; size <= 4 && expected == 0; size++) {
        expected = bySize[size];
      }
      assertThat(Explanations.of(sum, suspects).map(Explanations.Found::count).orElse(0))
          .as("seed " + seed)
          .isEqualTo(expected);
    }
  }

  @Test
  void wrongTotal_ofMoreThanFourAccounts_countsTheRest() throws IOException {
    for (int wrong = 4; wrong <= 6; wrong++) {
      String right = "";
      String read = "";
      for (int account = 0; account < 6; account++) {
        right += " %d 50".formatted(account);
        read += " %d %d".formatted(account, account < wrong ? 51 : 50);
      }
      String both =
          "{:process 1 :type :invoke :f :read} {:process 1 :type :ok :f :read :value {%s}}\n";
      String found = found(both.formatted(right) + both.formatted(read));
      assertThat(found).contains("account 3 has 1 too much").doesNotContain("account 4");
      if (wrong == 4) {
        assertThat(found).doesNotContain("more accounts");
      } else {
        assertThat(found).contains("; and " + (wrong - 4) + " more accounts");
      }
    }
  }
}
