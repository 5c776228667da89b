package dev.overdraft.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.overdraft.engine.Engine;
import dev.overdraft.engine.Engines;
import dev.overdraft.history.Isolation;
import dev.overdraft.suite.WholeSuite;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** What {@code explore --export} writes does in its tool what the witness says. */
class ExportIT {

  private static final String RACE = "naive-read-modify-write.two-withdrawals";
  private static final Path ISOLATIONTESTER =
      Path.of("/usr/lib/postgresql/15/lib/pgxs/src/test/isolation/isolationtester");

  private static Engine engine;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    engine = Engines.start(Engines.EMBEDDED, Optional.empty(), Optional.empty());
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @WholeSuite
  @Test
  void export_junit_compilesAndFailsByRepeatingTheSchedule() throws Exception {
    Path source = export("junit", "NaiveReadModifyWriteTwoWithdrawalsRace.java");

    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                directory.toString(),
                source.toString());
    assertThat(failed).isZero();
    try (var classes = new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
      Class<?> race = classes.loadClass("NaiveReadModifyWriteTwoWithdrawalsRace");
      EngineExecutionResults results =
          EngineTestKit.engine("junit-jupiter").selectors(selectClass(race)).execute();
      Events failures = results.testEvents().failed();
      assertThat(failures.count()).isEqualTo(1);
      assertThat(
              failures
                  .list()
                  .get(0)
                  .getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class)
                  .getThrowable()
                  .orElseThrow())
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("lost update");
    }
  }

  @Test
  void export_sql_replayedOverTwoConnectionsLosesTheUpdate() throws Exception {
    Path script = export("sql", "race.sql");
    schema("replayed");

    try (var consoles = new Consoles(() -> connect("replayed"))) {
      consoles.replay(Files.readAllLines(script));
    }

    assertThat(balance("replayed")).isEqualTo(20);
  }

  @Test
  void export_isolationtester_runsThePermutationAndLosesTheUpdate() throws Exception {
    assumeTrue(
        Files.isExecutable(ISOLATIONTESTER),
        "isolationtester is not installed; postgresql-server-dev-15 has it");
    Path spec = export("isolationtester", "race.spec");
    schema("tested");
    var url = java.net.URI.create(engine.target().url().substring("jdbc:".length()));
    var tester =
        new ProcessBuilder(
                ISOLATIONTESTER.toString(),
                "host=%s port=%d dbname=%s user=%s"
                    .formatted(
                        url.getHost(),
                        url.getPort(),
                        url.getPath().substring(1),
                        engine.target().user()))
            .redirectErrorStream(true)
            .redirectInput(spec.toFile());
    tester.environment().put("PGPASSWORD", engine.target().password());
    tester.environment().put("PGOPTIONS", "-c search_path=tested");

    Process process = tester.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("starting permutation").doesNotContain("ERROR");
    assertThat(balance("tested")).isEqualTo(20);
  }

  @Test
  void export_antiPattern_replayedOverTwoConnectionsPaysTwice() throws Exception {
    Path script = directory.resolve("twice.sql");
    Ran ran = overdraft("explore", "ap-01", "--export", "sql", "--out", script.toString());
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.err()).contains("ap-01-naive-read-modify-write written to " + script);
    schema("twice");

    try (var consoles = new Consoles(() -> connect("twice"))) {
      consoles.replay(Files.readAllLines(script));
    }

    assertThat(number("twice", "select balance from account where id = 1")).isZero();
    assertThat(number("twice", "select sum(amount) from payout")).isEqualTo(200);
  }

  /** Its rules are invariants alone: the test must not ask for more than the anti-pattern does. */
  @Test
  void export_antiPatternReplayed_junitWithItsRulesOnly() throws Exception {
    Path source = directory.resolve("Race.java");
    Ran explored = overdraft("explore", "ap-01.broken");
    String token = explored.out().lines().filter(l -> l.startsWith("replay: ")).findFirst().get();
    Ran ran =
        overdraft(
            "explore",
            "--replay",
            token.substring("replay: ".length()),
            "--export",
            "junit",
            "--out",
            source.toString());

    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isEqualTo(1);
    assertThat(source)
        .content()
        .contains("what was paid out has left the account", ".actor(\"alice\", () -> { //")
        .endsWith(";\n  }\n}\n")
        .doesNotContain("serialEquivalence");
  }

  @Test
  void export_ofSums_usage() {
    Ran ran = overdraft("explore", "money", "--export", "sql", "--out", "sums.sql");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--export", "no schedule");
    assertThat(ran.out()).isEmpty();
  }

  /** Its test would run on PostgreSQL, and say nothing of what was seen here. */
  @Test
  void export_junitOfAnotherEngine_usage() {
    Path source = directory.resolve("Race.java");
    String[] asked = {
      "explore", RACE, "--engine", "h2", "--export", "junit", "--out", source.toString()
    };
    Ran ran = Ran.overdraft(asked);
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--export junit", "PostgreSQL", "H2");
    assertThat(source).doesNotExist();
  }

  @Test
  void export_withoutFile_usage() {
    Ran ran = overdraft("explore", RACE, "--export", "sql");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--out");
  }

  @Test
  void export_unknownForm_usageThatNamesThem() {
    Ran ran = overdraft("explore", RACE, "--export", "word", "--out", "race.doc");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("junit", "sql", "isolationtester");
  }

  private Path export(String form, String name) {
    Path file = directory.resolve(name);
    Ran ran = overdraft("explore", RACE, "--export", form, "--out", file.toString());
    assertThat(ran.exitCode()).as(ran.out() + ran.err()).isZero();
    assertThat(file).exists();
    return file;
  }

  private static Ran overdraft(String... args) {
    var whole = new java.util.ArrayList<>(List.of(args));
    whole.addAll(List.of("--engine", engine.target().url(), "--user", engine.target().user()));
    return Ran.overdraft(whole.toArray(String[]::new));
  }

  private static Connection connect(String schema) throws SQLException {
    return engine.target().unpooled(Isolation.READ_COMMITTED, schema).getConnection();
  }

  private static void schema(String name) throws SQLException {
    try (Connection connection = engine.target().connect(Isolation.READ_COMMITTED);
        Statement statement = connection.createStatement()) {
      statement.execute("create schema " + name);
    }
  }

  private static long balance(String schema) throws SQLException {
    return number(schema, "select balance from account where id = 1");
  }

  private static long number(String schema, String query) throws SQLException {
    try (Connection connection = connect(schema);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }
}
