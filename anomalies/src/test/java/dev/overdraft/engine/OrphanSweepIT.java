package dev.overdraft.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.overdraft.suite.WholeSuite;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanSweepIT {

  @Test
  void start_afterAnotherJvmWasKilled_endsItsServerAndRemovesItsDirectory(@TempDir Path errors)
      throws Exception {
    assertSweptUp(Engines.EMBEDDED, errors);
  }

  @WholeSuite
  @Test
  void start_afterAnotherJvmWasKilled_endsItsMariadbAndRemovesItsDirectory(@TempDir Path errors)
      throws Exception {
    assumeTrue(
        InstalledMariadb.isInstalled(),
        "skipped: no MariaDB server is installed here (apt install mariadb-server)");
    assertSweptUp(Engines.MARIADB, errors);
  }

  /** Starts another where a JVM that was told nothing looks: the killed one was told of memory. */
  private static void sweepFromElsewhere(String engine) {
    String told = System.getProperty(Directories.DATA_PROPERTY, "");
    System.clearProperty(Directories.DATA_PROPERTY);
    try {
      Engines.start(engine, Optional.empty(), Optional.empty()).close();
    } finally {
      System.setProperty(Directories.DATA_PROPERTY, told);
    }
  }

  private static void assertSweptUp(String engine, Path errors) throws Exception {
    Process jvm = anotherJvm(engine, errors);
    try (BufferedReader said = jvm.inputReader(StandardCharsets.UTF_8)) {
      long serverPid = Long.parseLong(said.readLine());
      Path directory = Path.of(said.readLine());
      ProcessHandle server = ProcessHandle.of(serverPid).orElseThrow();

      jvm.destroyForcibly().waitFor();
      assertThat(server.isAlive()).as("a killed JVM leaves its server").isTrue();
      assertThat(directory).exists();

      sweepFromElsewhere(engine);

      // Another fork of these tests may have been at it before us, and be still at it.
      long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while ((server.isAlive() || Files.exists(directory)) && System.nanoTime() < patience) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      assertThat(server.isAlive()).isFalse();
      assertThat(directory).doesNotExist();
    } finally {
      jvm.destroyForcibly();
    }
  }

  @Test
  void start_whileAnotherJvmLives_leavesItsServerAlone(@TempDir Path errors) throws Exception {
    Process jvm = anotherJvm(Engines.EMBEDDED, errors);
    try (BufferedReader said = jvm.inputReader(StandardCharsets.UTF_8)) {
      long serverPid = Long.parseLong(said.readLine());
      Path directory = Path.of(said.readLine());

      EmbeddedPostgres.start().close();

      assertThat(ProcessHandle.of(serverPid)).isPresent();
      assertThat(directory).exists();
      // Told to end, as Ctrl-C would, it cleans up in its shutdown hook.
      jvm.destroy();
      assertThat(jvm.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(ProcessHandle.of(serverPid).filter(ProcessHandle::isAlive)).isEmpty();
      assertThat(directory).doesNotExist();
    } finally {
      jvm.destroyForcibly();
    }
  }

  private static Process anotherJvm(String engine, Path errors) throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-D" + Directories.DATA_PROPERTY + "=/dev/shm",
                "-cp",
                System.getProperty("java.class.path"),
                ServerHolder.class.getName(),
                engine))
        .redirectError(errors.resolve("stderr").toFile())
        .start();
  }

  /** Starts a server, says where, and waits to be killed. */
  static final class ServerHolder {
    public static void main(String[] arguments) throws IOException {
      if (arguments[0].equals(Engines.MARIADB)) {
        InstalledMariadb mariadb = InstalledMariadb.start();
        System.out.println(mariadb.process().pid());
        System.out.println(mariadb.directory());
      } else {
        EmbeddedPostgres postgres = EmbeddedPostgres.start();
        System.out.println(postgres.process().pid());
        System.out.println(postgres.directory());
      }
      System.out.flush();
      // Until whoever started us closes the pipe, or kills us.
      System.in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
