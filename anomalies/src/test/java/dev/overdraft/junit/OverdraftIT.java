package dev.overdraft.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** The examples pass, and each broken twin fails with a message that says it all. */
class OverdraftIT {

  @Test
  void wallet_locked_passes() {
    assertThat(failures(WalletRaces.class)).isEmpty();
  }

  @Test
  void wallet_broken_failsWithLanesAndToken() {
    assertThat(failures(BrokenWalletRaces.class))
        .singleElement()
        .asString()
        .contains("two-withdrawals at read committed: FAILS in")
        .contains("EXHAUSTIVE (")
        .contains("lost update")
        .contains("BLOCKED BY alice")
        .contains("at WalletRaces.java:")
        .contains("serially, alice then bob, it would have been")
        .contains("repeat with -Doverdraft.replay=two-withdrawals:");
  }

  @Test
  void hibernate_versioned_passes() {
    assertThat(failures(HibernateWalletRaces.class)).isEmpty();
  }

  @Test
  void hibernate_unversioned_failsWithLanesAndToken() {
    assertThat(failures(BrokenHibernateWalletRaces.class))
        .singleElement()
        .asString()
        .contains("two-withdrawals at read committed: FAILS in")
        .contains("EXHAUSTIVE (")
        .contains("lost update")
        .contains("BLOCKED BY alice")
        .contains("at HibernateWalletRaces.java:")
        .contains("serially, alice then bob, it would have been")
        .contains("repeat with -Doverdraft.replay=two-withdrawals:");
  }

  @Test
  void spring_guarded_passes() {
    assertThat(failures(SpringWalletRaces.class)).isEmpty();
  }

  @Test
  void spring_broken_failsWithLanesAndToken() {
    assertThat(failures(BrokenSpringWalletRaces.class))
        .singleElement()
        .asString()
        .contains("two-withdrawals at read committed: FAILS in")
        .contains("EXHAUSTIVE (")
        .contains("lost update")
        .contains("BLOCKED BY alice")
        .contains("at BrokenSpringWalletRaces.java:")
        .contains("serially, alice then bob, it would have been")
        .contains("repeat with -Doverdraft.replay=two-withdrawals:");
  }

  @Test
  void mustFailWithout_clauseThatProvesNothing_failsAndSaysWhy() {
    assertThat(failures(NeedlessLockRaces.class))
        .hasSize(3)
        .anySatisfy(
            message ->
                assertThat(message)
                    .contains("lock-beside-guard at read committed: INCONCLUSIVE")
                    .contains("proves nothing: it holds without 'for update' too"))
        .anySatisfy(
            message ->
                assertThat(message)
                    .contains("no-lock-at-all at read committed: INCONCLUSIVE")
                    .contains("proves nothing: 'for update' occurs in no statement"))
        .anySatisfy(
            message ->
                assertThat(message)
                    .contains("clause-that-cuts-the-statement at read committed: INCONCLUSIVE")
                    .contains("proves nothing: without 'set' a statement is no SQL any more"));
  }

  @Test
  void storm_locked_passes() {
    assertThat(failures(WalletStorm.class)).isEmpty();
  }

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

  static List<String> failures(Class<?> races) {
    return EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(races))
        .execute()
        .testEvents()
        .failed()
        .map(OverdraftIT::message)
        .toList();
  }

  private static String message(Event event) {
    return event
        .getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
        .getThrowable()
        .map(String::valueOf)
        .orElse("");
  }
}
