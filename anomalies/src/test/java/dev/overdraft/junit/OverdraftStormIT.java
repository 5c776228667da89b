package dev.overdraft.junit;

import static dev.overdraft.junit.OverdraftIT.failures;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.suite.WholeSuite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The storms pass, and each broken twin fails with a message that says it all. */
class OverdraftStormIT {

  @WholeSuite
  @Test
  void storm_locked_passes() {
    assertThat(failures(WalletStorm.class)).isEmpty();
  }

  @WholeSuite
  @Test
  void storm_unlocked_failsWithClaimsAndWitness() throws Exception {
    List<String> failures = failures(BrokenWalletStorm.class);
    removeHistory(failures);
    assertThat(failures)
        .singleElement()
        .asString()
        .contains("unlocked-wallet at read committed, 8 workers for 1500 ms, seed 1: FAILS;")
        .containsPattern("lost update +must not +found, ")
        .containsPattern("account \\d+ should hold ")
        .contains("lost updates (")
        .contains("[select balance from account where id = ")
        .contains("history: ");
  }

  @Test
  void storm_ownTablesLocked_passes() {
    assertThat(failures(SpringWalletStorm.class)).isEmpty();
  }

  @Test
  void storm_ownTablesUnlocked_failsWithClaimsAndWitness() throws Exception {
    List<String> failures = failures(BrokenSpringWalletStorm.class);
    removeHistory(failures);
    assertThat(failures)
        .singleElement()
        .asString()
        .contains("unlocked-wallets at read committed, 8 workers for 1500 ms, seed 1: FAILS;")
        .containsPattern("lost update +must not +found, ")
        .containsPattern("account \\d+ should hold ")
        .containsPattern("torn audit +must not +(found|not found), ")
        .contains("overwritten by #")
        .contains("lost updates (")
        .doesNotContain("writes that nobody recorded");
  }

  @WholeSuite
  @Test
  void storm_controlThatIsNotCaught_inconclusive() throws Exception {
    List<String> failures = failures(StormControls.class);
    removeHistory(failures);
    assertThat(failures)
        .hasSize(3)
        .allSatisfy(message -> assertThat(message).contains(": INCONCLUSIVE;"))
        .anySatisfy(message -> assertThat(message).contains("no control was run: add"))
        .anySatisfy(
            message -> assertThat(message).contains("control the same: not caught, so the same"))
        .anySatisfy(message -> assertThat(message).contains("the clause occurs in no statement"));
  }

  /** Where tests are run by a test there is no place for output files, and the history stays. */
  private static void removeHistory(List<String> failures) throws IOException {
    for (String failure : failures) {
      Path file = Path.of(failure.substring(failure.lastIndexOf("history: ") + 9).strip());
      Files.delete(file);
      Files.delete(Objects.requireNonNull(file.getParent()));
    }
  }
}
