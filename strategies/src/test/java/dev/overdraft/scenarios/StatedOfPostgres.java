package dev.overdraft.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.explore.Exploration;
import dev.overdraft.target.Dialect;
import java.util.Optional;
import java.util.function.IntPredicate;

/** On PostgreSQL, where a broken one also fails with few switches and each time it is repeated. */
abstract class StatedOfPostgres extends StatedScenarios {

  private static final int FEW_SWITCHES = 3;

  StatedOfPostgres(IntPredicate numbers) {
    super(Dialect.POSTGRESQL, numbers);
  }

  @Override
  Engine server() {
    return Engines.start(Engines.EMBEDDED, Optional.empty(), Optional.empty());
  }

  @Override
  void assertWitness(AntiPattern antiPattern, Exploration broken) {
    broken
        .witness()
        .ifPresent(
            w -> {
              int least = antiPattern.sequential() ? 0 : 1;
              assertThat(w.run().switches()).as(w.toString()).isBetween(least, FEW_SWITCHES);
              assertThat(w.reproduced()).as(w.toString()).isEqualTo(w.attempts());
            });
  }
}
