package dev.overdraft.explore.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the engines that run in this JVM answered when they were asked. */
class InProcessProbeIT {

  @ParameterizedTest
  @CsvSource({
    "h2,     waits,          no,     matched, half-up,   undoes-itself-alone",
    "hsqldb, waits,          aborts, matched, truncated, undoes-itself-alone",
    "derby,  no,             aborts, matched, truncated, undoes-itself-alone",
    "sqlite, not-understood, aborts, matched, kept,      undoes-itself-alone",
  })
  void run_capabilities_asMeasured(
      String name,
      String forUpdate,
      String writeSkew,
      String rowCount,
      String rounding,
      String failedStatement)
      throws Exception {
    try (Engine engine = Engines.start(name, Optional.empty(), Optional.empty())) {
      assertThat(new CapabilityProbe(engine.target(), "").run().stream().map(Capability::answer))
          .containsExactly(forUpdate, writeSkew, rowCount, rounding, failedStatement);
    }
    try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(left.map(Path::getFileName).map(Path::toString))
          .noneMatch(file -> file.startsWith("overdraft-" + name));
    }
  }
}
