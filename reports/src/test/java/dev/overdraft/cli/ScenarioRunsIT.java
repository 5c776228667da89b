package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.scenarios.Scenarios;
import dev.overdraft.scenarios.Variant;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What 'explore scenarios' leaves out on an engine of which not everything is stated. */
class ScenarioRunsIT {

  private static final List<Scenarios.Named> ALL =
      Scenarios.all().stream().map(ap -> new Scenarios.Named(ap, Variant.BROKEN, false)).toList();

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private Engine engine;
  private SchemaLease lease;

  @BeforeEach
  void start() {
    engine = Engines.start("h2", Optional.empty(), Optional.empty());
    lease = SchemaLease.claim(engine.target(), SchemaLease.DEFAULT_NAME);
  }

  @AfterEach
  void stop() {
    lease.close();
    engine.close();
  }

  private ScenarioRuns runs() {
    var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new ScenarioRuns(out, engine.target(), lease, null, false, Optional.empty());
  }

  @Test
  void stated_someAreNot_theyAreNamed() throws SQLException {
    assertThat(runs().stated(ALL)).hasSize(ALL.size() - 5);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("left out on H2", "ap-07-", "ap-08-", "ap-10-", "ap-28-", "ap-37-")
        .doesNotContain("ap-12-");
  }

  @Test
  void stated_allAre_nothingIsSaid() throws SQLException {
    List<Scenarios.Named> two = ALL.subList(0, 2);
    assertThat(runs().stated(two)).isEqualTo(two);
    assertThat(printed.size()).isZero();
  }

  @Test
  void explore_levelAtWhichNothingIsStated_concludesNothing() {
    Ran ran =
        Ran.overdraft("explore", "scenarios", "--engine", "h2", "--isolation", "read-uncommitted");
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(ran.out())
        .contains("at read uncommitted", "ap-01-", "ap-45-", "Name one to see what it does");
  }
}
