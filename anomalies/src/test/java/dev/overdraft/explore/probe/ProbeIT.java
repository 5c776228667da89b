package dev.overdraft.explore.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.overdraft.engine.EmbeddedPostgres;
import dev.overdraft.engine.InstalledMariadb;
import dev.overdraft.engine.SchemaLease;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Hermitage documents for PostgreSQL is what the probe sees. */
class ProbeIT {

  private static final Map<String, String> DOCUMENTED =
      Map.of(
          "read uncommitted", "v v v v v - - - - -",
          "read committed", "v v v v v - - - - -",
          "repeatable read", "v v v v v v v v - -",
          "serializable", "v v v v v v v v v v");

  @Test
  void run_postgresql_asHermitageDocuments() throws Exception {
    try (var server = EmbeddedPostgres.start();
        var lease = SchemaLease.claim(server.target(), "probed")) {
      Matrix matrix = Probe.run(server.target(), lease.name());
      for (Matrix.Row row : matrix.rows()) {
        assertThat(String.join(" ", row.texts()))
            .as(row.level())
            .isEqualTo(DOCUMENTED.get(row.level()));
      }
      assertThat(matrix.rows()).hasSize(4);
      details(matrix);
      assertThat(matrix.levels().get(2).toString()).contains("G-single=v");
    }
  }

  /** As Hermitage has InnoDB, which knew no snapshot isolation; with it as measured on 10.11. */
  @Test
  void report_mariadb_asHermitageDocumentsAndAsMeasured() throws Exception {
    assumeTrue(
        InstalledMariadb.isInstalled(),
        "skipped: no MariaDB server is installed here (apt install mariadb-server)");
    try (var server = InstalledMariadb.start();
        var lease = SchemaLease.claim(server.target(), "probed")) {
      ProbeReport report = Probe.report(server.target(), lease.name());
      List<Matrix> all = new ArrayList<>(report.others());
      all.add(report.matrix().orElseThrow());
      for (Matrix matrix : all) {
        boolean snapshots = matrix.server().endsWith("innodb_snapshot_isolation=ON");
        assertThat(matrix.rows().stream().map(row -> String.join(" ", row.texts())))
            .as(matrix.server())
            .containsExactly(
                "v - - - - - - - - -",
                "v v v v v - - - - -",
                snapshots ? "v v v v v v v v - -" : "v v v v v R/O - R/O - -",
                "v v v v v v v v v v");
      }
      assertThat(report.answer("failed-statement")).contains("undoes-itself-alone");
    }
  }

  private static void details(Matrix matrix) {
    Matrix.Row committed = matrix.rows().get(1);
    Matrix.Row repeatable = matrix.rows().get(2);
    Matrix.Row serializable = matrix.rows().get(3);
    assertThat(committed.observed("G0").rows()).isEqualTo("1=12,2=22");
    assertThat(repeatable.observed("G0").rows()).isEqualTo("1=11,2=21");
    assertThat(repeatable.observed("G0").results().get(1)).contains("!40001", "!25P02");
    assertThat(committed.observed("OTV").reads().get(2))
        .isEqualTo(List.of("1=11", "2=19", "2=18", "1=12"));
    assertThat(repeatable.observed("OTV").reads().get(2))
        .isEqualTo(List.of("1=11", "2=19", "2=19", "1=11"));
    assertThat(committed.observed("PMP-write").rows()).isEqualTo("1=20,2=30");
    assertThat(committed.observed("PMP-write").reads().get(1)).isEqualTo(List.of("1=20"));
    assertThat(serializable.observed("G1c").rows()).isEqualTo("1=11,2=20");
    assertThat(serializable.observed("G2-two-edges").rows()).isEqualTo("1=10,2=25");
    assertThat(committed.observed("G2-two-edges").rows()).isEqualTo("1=0,2=25");
    assertThat(repeatable.observed("G-single-write").results().get(0)).contains("!40001");
  }
}
