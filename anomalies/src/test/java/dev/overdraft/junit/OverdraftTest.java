package dev.overdraft.junit;

import static dev.overdraft.junit.OverdraftIT.failures;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the extension gives to whom, before any server is needed. */
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
}
