package dev.overdraft.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * Runs the programs of a database server as direct children of this JVM, each with a log that a
 * failure can show.
 *
 * @param settingsPrefix how the environment variables begin that would tell those programs what to
 *     do: they are left out
 */
record Launcher(Privilege privilege, InstanceDirectory directory, String settingsPrefix) {

  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final long RETRY_MILLIS = 20;
  private static final int LOG_LINES_SHOWN = 20;
  private static final Pattern ERROR = Pattern.compile("\\b(ERROR|FATAL|PANIC)\\b");

  /** Starts a program; {@code name} is what its log is called. */
  Process launch(String name, List<String> program) throws IOException {
    var builder =
        new ProcessBuilder(Foreground.away(privilege.command(program)))
            .directory(directory.path().toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.log(name).toFile());
    builder.environment().keySet().removeIf(variable -> variable.startsWith(settingsPrefix));
    builder.environment().put("LC_ALL", "C");
    return directory.start(builder);
  }

  /** Runs a program to its end, which has to be a good one. */
  void finish(String name, List<String> program, Duration patience) throws IOException {
    Process process = launch(name, program);
    try {
      if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
        new Shutdown(process.toHandle()).run();
        throw failed(name, "took longer than " + patience);
      }
    } catch (InterruptedException e) {
      new Shutdown(process.toHandle()).run();
      throw EngineException.interrupted("waiting for " + name, e);
    }
    if (process.exitValue() != 0) {
      throw failed(name, "ended with exit code " + process.exitValue());
    }
  }

  /** Waits until a server answers (true) or its process has ended (false). */
  boolean answers(String name, Process server, BooleanSupplier asked) throws IOException {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      if (asked.getAsBoolean()) {
        return true;
      }
      try {
        if (server.waitFor(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
          return false;
        }
      } catch (InterruptedException e) {
        throw EngineException.interrupted("waiting for " + name + " to start", e);
      }
    }
    throw failed(name, "did not answer within " + START_PATIENCE);
  }

  /** A port of the loopback address that nobody listens on now. */
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      return socket.getLocalPort();
    }
  }

  EngineException failed(String name, String how) throws IOException {
    return new EngineException(
        "%s (started %s) %s; %s"
            .formatted(name, privilege.describe(), how, told(log(name).lines().toList())));
  }

  /** What a log has to tell: from its first error on, for advice may follow; or else its end. */
  static String told(List<String> log) {
    int last = Math.max(0, log.size() - LOG_LINES_SHOWN);
    for (int line = 0; line < last; line++) {
      if (ERROR.matcher(log.get(line)).find()) {
        List<String> shown = log.subList(line, line + LOG_LINES_SHOWN);
        return "its log from the first error on:%n%s".formatted(String.join("\n", shown));
      }
    }
    return "the end of its log:%n%s".formatted(String.join("\n", log.subList(last, log.size())));
  }

  String log(String name) throws IOException {
    Path log = directory.log(name);
    return Files.exists(log) ? new String(Files.readAllBytes(log), StandardCharsets.UTF_8) : "";
  }
}
