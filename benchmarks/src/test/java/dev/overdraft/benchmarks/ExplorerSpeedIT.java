package dev.overdraft.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.engine.SchemaLease;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The comparison runs; whether its figures are good is not a test's affair. */
class ExplorerSpeedIT {

  @Test
  void measure_bothSituations_sameSchedulesOnBothSides() throws Exception {
    int schedules = Integer.getInteger("overdraft.speed.schedules", 100);
    try (Engine engine = Engines.start(Engines.EMBEDDED, Optional.empty(), Optional.empty());
        SchemaLease one = SchemaLease.claim(engine.target(), SchemaLease.DEFAULT_NAME);
        SchemaLease other = SchemaLease.claim(engine.target(), SchemaLease.DEFAULT_NAME + "_2")) {
      List<ExplorerSpeed.Figures> figures =
          new ExplorerSpeed(engine.target(), List.of(one, other), schedules).measure();

      figures.forEach(System.out::println);
      assertThat(figures).hasSize(2);
      assertThat(figures)
          .allSatisfy(
              figure -> {
                assertThat(figure.schedules()).isGreaterThanOrEqualTo(schedules / 5);
                assertThat(figure.explorerPerSecond()).isPositive();
              });
    }
  }
}
