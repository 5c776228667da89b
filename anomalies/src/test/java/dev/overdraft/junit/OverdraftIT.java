package dev.overdraft.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.overdraft.suite.WholeSuite;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** The races pass, and each broken twin fails with a message that says it all. */
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

  @WholeSuite
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
  void beforeEach_declaresTablesAndARule_bothAreTheTests() {
    assertThat(failures(SharedRaces.class))
        .singleElement()
        .asString()
        .contains("two-withdrawals at read committed: FAILS in")
        .contains("'nothing is paid out' does not hold");
  }

  @Test
  void exhaustive_budgetCutsItShort_fails() {
    assertThat(failures(ThoroughRaces.class))
        .singleElement()
        .asString()
        .contains("cut-short at read committed: HOLDS; SAMPLED (")
        .contains("exhaustive = true: give it more budget, or less to explore");
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

  static String message(Event event) {
    return event
        .getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
        .getThrowable()
        .map(String::valueOf)
        .orElse("");
  }
}
