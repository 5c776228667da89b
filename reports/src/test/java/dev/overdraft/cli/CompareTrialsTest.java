package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.benchmarks.Planted;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the runs of a trial are started. */
class CompareTrialsTest {

  private static List<String> command(ServerOptions server) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new CompareTrials(server, nowhere).command(Planted.SLOWED, Path.of("head"));
  }

  @Test
  void command_somebodyElsesServer_asWhomAndWithWhichDriver() {
    var server = new ServerOptions();
    server.engine = "jdbc:postgresql://localhost/test";
    server.user = "me";
    server.added.classPath = "driver.jar";

    assertThat(command(server))
        .containsSequence("--comparing-run", "SLOWED")
        .containsSequence("--engine", "jdbc:postgresql://localhost/test")
        .containsSequence("--user", "me")
        .containsSequence("--classpath", "driver.jar");
  }

  @Test
  void command_ourServer_noMoreThanIsSaid() {
    assertThat(command(new ServerOptions()))
        .endsWith("--out", "head", "--engine", "embedded")
        .doesNotContain("--user", "--classpath");
  }
}
