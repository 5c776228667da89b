package dev.overdraft.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A short-lived program: run to its end, within bounds, with what it printed. */
final class Command {

  /** How a program ended; 127 if it could not be run at all, 124 if it took too long. */
  record Result(int exitCode, String output) {
    boolean succeeded() {
      return exitCode == 0;
    }
  }

  private static final int NOT_RUN = 127;
  private static final int TOO_LONG = 124;

  private Command() {}

  static Result run(List<String> command, Duration patience) {
    try {
      Path output = Files.createTempFile("overdraft-", ".out");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int exitCode = await(process, patience);
        return new Result(exitCode, Files.readString(output).strip());
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException notFound) {
      return new Result(NOT_RUN, String.valueOf(notFound.getMessage()));
    }
  }

  private static int await(Process process, Duration patience) {
    try {
      if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      process.destroyForcibly();
      return TOO_LONG;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw EngineException.interrupted("running a program", e);
    }
  }
}
