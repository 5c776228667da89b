package dev.overdraft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** How precisely costs are measured. */
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
}
