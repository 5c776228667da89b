package dev.overdraft.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A report compared with the one on file. {@code -Doverdraft.golden=write} replaces the file, and
 * the difference is read in the version control.
 */
final class Golden {

  private static final Path DIRECTORY = Path.of("src", "test", "resources", "golden");

  private Golden() {}

  static void assertSame(String name, String report) throws IOException {
    Path file = DIRECTORY.resolve(name);
    if ("write".equals(System.getProperty("overdraft.golden"))) {
      Files.createDirectories(DIRECTORY);
      Files.writeString(file, report);
    }
    assertThat(report).isEqualTo(Files.readString(file).replace("\r\n", "\n"));
  }
}
