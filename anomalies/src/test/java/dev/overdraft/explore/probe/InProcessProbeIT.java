package dev.overdraft.explore.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    List<String> before = directories(name);
    try (Engine engine = Engines.start(name, Optional.empty(), Optional.empty())) {
      assertThat(new CapabilityProbe(engine.target(), "").run().stream().map(Capability::answer))
          .containsExactly(forUpdate, writeSkew, rowCount, rounding, failedStatement);
    }
    assertThat(directories(name)).isSubsetOf(before);
  }

  private static List<String> directories(String name) throws IOException {
    try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return all.map(path -> path.getFileName().toString())
          .filter(file -> file.startsWith("overdraft-" + name))
          .toList();
    }
  }
}
