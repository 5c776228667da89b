package dev.overdraft.junit;

import static dev.overdraft.junit.OverdraftIT.failures;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the extension gives to whom, and what it refuses, before any server is needed. */
class OverdraftTest {

  @Test
  void race_ofBeforeEachAndAfterEach_isTheTestsOwn() {
    assertThat(failures(SharedRace.class)).isEmpty();
  }

  @ExtendWith(Overdraft.class)
  static class SharedRace {
    private @Nullable Race first;

    @BeforeEach
    void before(Race race) {
      first = race;
    }

    @Interleavings
    void test(Race race) {
      assertThat(race).isSameAs(first);
      abort("no server is needed");
    }

    @AfterEach
    void after(Race race) {
      assertThat(race).isSameAs(first);
    }
  }

  @Test
  void trial_ofBeforeEach_isTheTestsOwn() {
    assertThat(failures(SharedTrial.class)).isEmpty();
  }

  @ExtendWith(Overdraft.class)
  static class SharedTrial {
    private @Nullable Trial first;

    @BeforeEach
    void before(Trial trial) {
      first = trial;
    }

    @Storm
    void test(Trial trial) {
      assertThat(trial).isSameAs(first);
      abort("no server is needed");
    }
  }

  @Test
  void interleavings_withoutRace_failsSinceNothingIsExplored() {
    assertThat(failures(WithoutParameter.class))
        .hasSize(2)
        .anySatisfy(message -> assertThat(message).contains("withdrawals() needs a Race parameter"))
        .anySatisfy(message -> assertThat(message).contains("weather() needs a Trial parameter"));
  }

  @ExtendWith(Overdraft.class)
  static class WithoutParameter {
    @Interleavings
    void withdrawals() {}

    @Storm
    void weather() {}
  }

  @Test
  void interleavings_ofATestTemplate_failsAndNamesTheWay() {
    assertThat(failures(Templates.class))
        .hasSize(2)
        .allSatisfy(
            message ->
                assertThat(message)
                    .contains("is a test by itself")
                    .contains("@ParameterizedClass"));
  }

  /** JUnit runs both once more as plain tests, which end here. */
  @ExtendWith(Overdraft.class)
  static class Templates {
    @RepeatedTest(1)
    @Interleavings
    void withdrawals(Race race) {
      abort("no server is needed");
    }

    @RepeatedTest(1)
    @Storm
    void weather(Trial trial) {
      abort("no server is needed");
    }
  }

  @Test
  void interleavings_withoutTheExtensionOnTheClass_bringItAlong() {
    assertThat(failures(Bare.class)).singleElement().asString().contains("needs a Race parameter");
  }

  static class Bare {
    @Interleavings
    void withdrawals() {}
  }
}
