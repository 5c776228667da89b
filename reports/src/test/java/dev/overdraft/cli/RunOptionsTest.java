package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.target.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** How precisely costs are measured, and what the options say of themselves. */
class RunOptionsTest {

  @ParameterizedTest
  @CsvSource({
    "'', false",
    "--quick, false",
    "--thorough, true",
    "--precise, true",
    "--quick --precise, true",
    "--baseline file.json, true",
    "--baseline file.json --quick, false",
    "--baseline file.json --thorough, true"
  })
  void preciseCosts_whatIsSaidOutrightCounts(String arguments, boolean precise) {
    String[] split = arguments.isEmpty() ? new String[0] : arguments.split(" ");
    RunOptions options = CommandLine.populateCommand(new RunOptions(), split);
    assertThat(options.preciseCosts()).isEqualTo(precise);
  }

  @Test
  void words_ofTheServer_leadThereAgainWithoutAPassword() {
    var server = new ServerOptions();
    server.engine = "jdbc:postgresql://me:secret@db.example:5432/scratch";
    server.user = "me";
    server.added.classPath = "target/classes";
    assertThat(server.words(Target.of(server.engine, "me", "secret")))
        .containsExactly(
            "--engine",
            "jdbc:postgresql://***@db.example:5432/scratch",
            "--user",
            "me",
            "--classpath",
            "target/classes");
    Target mariadb = Target.of("jdbc:mariadb://127.0.0.1:3310/overdraft", "root", "secret");
    assertThat(server.on("mariadb").words(mariadb))
        .containsExactly("--engine", "mariadb", "--classpath", "target/classes");
  }
}
