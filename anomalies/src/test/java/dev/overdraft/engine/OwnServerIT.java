package dev.overdraft.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What begins to start ends with whoever started it, even before it is a server. */
class OwnServerIT {

  private static final List<String> SLOW = List.of("sleep", "60");

  private static Process launch(InstanceDirectory directory) throws IOException {
    return new Launcher(Privilege.choose(), directory, "PG").launch("slow", SLOW);
  }

  private static InstanceDirectory directory() throws IOException {
    Privilege privilege = Privilege.choose();
    return InstanceDirectory.create(InstanceDirectory.parent("postgres", privilege), privilege);
  }

  @Test
  void start_failsHalfWay_endsWhatWasLaunched() throws IOException {
    InstanceDirectory directory = directory();
    List<Process> launched = new ArrayList<>();

    assertThatThrownBy(
            () ->
                OwnServer.start(
                    directory,
                    in -> {
                      launched.add(launch(in));
                      throw new IOException("the disk is full");
                    }))
        .hasMessage("the disk is full");

    assertThat(launched).hasSize(1).noneMatch(Process::isAlive);
    assertThat(directory.path()).doesNotExist();
  }

  @Test
  void start_jvmIsToldToEndMeanwhile_endsWhatWasLaunched(@TempDir Path errors) throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SlowStart.class.getName())
            .redirectError(errors.resolve("stderr").toFile())
            .start();
    try (BufferedReader said = jvm.inputReader(StandardCharsets.UTF_8)) {
      ProcessHandle launched = ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
      Path directory = Path.of(said.readLine());
      assertThat(launched.isAlive()).isTrue();
      assertThat(directory).exists();

      jvm.destroy();

      assertThat(jvm.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(launched.isAlive()).isFalse();
      assertThat(directory).doesNotExist();
    } finally {
      jvm.destroyForcibly();
    }
  }

  /** Is told to end while its server starts. */
  static final class SlowStart {
    public static void main(String[] arguments) throws IOException {
      OwnServer.start(
          directory(),
          directory -> {
            Process launched = launch(directory);
            System.out.println(launched.pid());
            System.out.println(directory.path());
            System.out.flush();
            launched.onExit().join();
            throw new IOException("ended");
          });
    }
  }
}
