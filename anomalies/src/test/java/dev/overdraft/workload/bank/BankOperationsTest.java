package dev.overdraft.workload.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overdraft.history.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BankOperationsTest {

  private static final BankLoad LOAD = new BankLoad(8, 100, 1, 10);

  private static List<Operation> draw(long seed, int worker, int count) {
    var operations = new BankOperations(seed, LOAD, worker, 4);
    List<Operation> drawn = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      drawn.add(operations.next());
    }
    return drawn;
  }

  @Test
  void next_sameSeedAndWorker_sameSequence() {
    assertThat(draw(42, 3, 5000)).isEqualTo(draw(42, 3, 5000));
  }

  @Test
  void next_otherSeedOrWorker_otherSequence() {
    assertThat(draw(42, 0, 100)).isNotEqualTo(draw(43, 0, 100));
    assertThat(draw(42, 0, 100).stream().map(Operation::toString))
        .isNotEqualTo(draw(42, 1, 100).stream().map(Operation::toString));
  }

  @Test
  void next_allWorkers_idsAreUnique() {
    List<Long> ids = new ArrayList<>();
    for (int worker = 0; worker < 4; worker++) {
      draw(7, worker, 1000).forEach(operation -> ids.add(operation.id()));
    }
    assertThat(ids).doesNotHaveDuplicates().hasSize(4000);
  }

  @Test
  void ofAll_eachWorker_asksWhatItAsksAlone() {
    List<BankOperations> all = BankOperations.ofAll(42, LOAD, 4);
    assertThat(all).hasSize(4);
    for (int worker = 0; worker < 4; worker++) {
      BankOperations shared = all.get(worker);
      List<Operation> alone = draw(42, worker, 100);
      for (Operation expected : alone) {
        assertThat(shared.next()).isEqualTo(expected);
      }
    }
  }

  @Test
  void next_longSequence_provokes() {
    List<Operation> drawn = draw(1, 0, 10_000);
    assertThat(drawn).anyMatch(o -> o instanceof Operation.Transfer t && t.from() == t.to());
    assertThat(drawn).anyMatch(o -> o instanceof Operation.Transfer t && t.to() == 9);
    assertThat(drawn).anyMatch(o -> o instanceof Operation.Transfer t && t.cents() == 100);
    assertThat(drawn).anyMatch(o -> o instanceof Operation.Transfer t && t.from() < t.to());
    assertThat(drawn).anyMatch(o -> o instanceof Operation.Transfer t && t.from() > t.to());
    assertThat(drawn).anyMatch(Operation.Withdraw.class::isInstance);
    assertThat(drawn).anyMatch(Operation.Deposit.class::isInstance);
    assertThat(drawn).anyMatch(Operation.Audit.class::isInstance);
  }

  @Test
  void next_theFirstFewRequestsOfAWorker_oneIsToAPayeeWhoDoesNotExist() {
    for (long seed = 0; seed < 20; seed++) {
      for (BankOperations one : BankOperations.ofAll(seed, new BankLoad(8, 100, 1, 0), 12)) {
        assertThat(Stream.generate(one::next).limit(BankOperations.EARLY))
            .anyMatch(o -> o instanceof Operation.Transfer t && t.to() == 9);
      }
    }
  }

  @Test
  void next_fingerprints_amountsAreTaggedAndHardlyEverAlike() {
    long unit = 10L << 40;
    var load = new BankLoad(8, 10 * unit, 1, 0, Amounts.FINGERPRINT);
    var operations = new BankOperations(42, load, 0, 1);
    List<Long> cents = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      if (operations.next() instanceof Operation.Transfer t) {
        cents.add(t.cents());
      }
    }
    assertThat(cents).hasSizeGreaterThan(3_000).doesNotHaveDuplicates();
    assertThat(cents).allMatch(c -> c > unit && c < 10 * unit && c % unit != 0);
    assertThat(cents).anyMatch(c -> c > 9 * unit);
  }

  @Test
  void load_fingerprintsThatOverflow_areRefusedWithAReason() {
    assertThatThrownBy(() -> new BankLoad(1_000_000, 100L << 40, 1, 0, Amounts.FINGERPRINT))
        .hasMessageContaining("more money than can be counted");
    assertThatThrownBy(() -> new BankLoad(8, 100, 1, 0, Amounts.FINGERPRINT))
        .hasMessageContaining("multiple of " + (10L << 40));
    assertThat(Amounts.of("prime")).isEmpty();
  }

  @Test
  void next_skewOne_firstAccountIsTheHotOne() {
    List<Operation> drawn = draw(1, 0, 10_000);
    assertThat(transfersFrom(drawn, 1)).isGreaterThan(5 * transfersFrom(drawn, 8));
  }

  private static long transfersFrom(List<Operation> drawn, long account) {
    return drawn.stream()
        .filter(o -> o instanceof Operation.Transfer t && t.from() == account)
        .count();
  }

  @Test
  void load_nonsense_isRefusedWithAReason() {
    assertThatThrownBy(() -> new BankLoad(1, 100, 1, 10)).hasMessageContaining("2 to");
    assertThatThrownBy(() -> new BankLoad(8, 105, 1, 10)).hasMessageContaining("multiple");
    assertThatThrownBy(() -> new BankLoad(8, 100, Double.NaN, 10)).hasMessageContaining("skew");
  }
}
