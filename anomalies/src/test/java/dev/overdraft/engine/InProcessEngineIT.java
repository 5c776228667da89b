package dev.overdraft.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.suite.WholeSuite;
import dev.overdraft.target.Dialect;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an engine in a JVM leaves of itself. */
class InProcessEngineIT {

  @WholeSuite
  @ParameterizedTest
  @EnumSource(names = {"H2", "HSQLDB", "DERBY", "SQLITE"})
  void jvm_isToldToEnd_leavesNoDirectory(Dialect dialect, @TempDir Path temporary)
      throws Exception {
    Process jvm =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Djava.io.tmpdir=" + temporary,
                    "-cp",
                    System.getProperty("java.class.path"),
                    Holder.class.getName(),
                    dialect.name()))
            .redirectError(temporary.resolve("stderr").toFile())
            .start();
    try (var said = jvm.inputReader(StandardCharsets.UTF_8)) {
      assertThat(said.readLine()).as(Files.readString(temporary.resolve("stderr"))).isNotEmpty();
      assertThat(directories(temporary)).isNotEmpty();

      jvm.destroy();
      assertThat(jvm.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(directories(temporary)).isEmpty();
    } finally {
      jvm.destroyForcibly();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"H2", "HSQLDB", "DERBY", "SQLITE"})
  void close_leavesNoDirectory(Dialect dialect) {
    InProcessEngine engine = InProcessEngine.start(dialect);
    assertThat(engine.directory()).exists();
    engine.close();
    assertThat(engine.directory()).doesNotExist();
  }

  private static List<String> directories(Path temporary) throws IOException {
    try (Stream<Path> all = Files.list(temporary)) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith("overdraft-"))
          .toList();
    }
  }

  /** Starts an engine, says so, and waits to be ended. */
  static final class Holder {
    public static void main(String[] arguments) throws IOException {
      System.out.println(InProcessEngine.start(Dialect.valueOf(arguments[0])).describe());
      System.out.flush();
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
