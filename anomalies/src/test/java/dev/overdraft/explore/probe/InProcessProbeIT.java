package dev.overdraft.explore.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.engine.SchemaLease;
import java.util.Optional;
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
  }

  /**
   * H2's repeatable read and its serializable are one level: snapshot isolation, with write skew.
   * HSQLDB's readers wait for writers at every level, and keep their locks at the two upper ones.
   * Derby's keep those of rows at repeatable read, which lets phantoms in.
   */
  @ParameterizedTest
  @CsvSource({
    "h2,     v - - - - - - - - -, v v v v v - - - - -, v v v v v v v v - -, v v v v v v v v - -, no",
    "hsqldb, v v v v v - - - - -, v v v v v - - - - -, v v v v v v v v v v, v v v v v v v v v v, aborts",
    "derby,  v - - - - - - - - -, v v v v v - - - - -, v v v v v - v v v -, v v v v v v v v v v, aborts",
  })
  void report_levels_asMeasured(
      String name,
      String uncommitted,
      String committed,
      String repeatable,
      String serializable,
      String writeSkew)
      throws Exception {
    try (Engine engine = Engines.start(name, Optional.empty(), Optional.empty());
        var lease = SchemaLease.claim(engine.target(), "probed")) {
      ProbeReport report = Probe.report(engine.target(), lease.name());
      Matrix matrix = report.matrix().orElseThrow();
      assertThat(matrix.rows().stream().map(row -> String.join(" ", row.texts())))
          .containsExactly(uncommitted, committed, repeatable, serializable);
      assertThat(report.answer("serializable-write-skew")).contains(writeSkew);
    }
  }
}
