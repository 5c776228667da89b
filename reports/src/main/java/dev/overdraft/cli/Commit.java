package dev.overdraft.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Which commit of whose repository a run was started in, as git itself says. */
final class Commit {

  /** What is said where there is none. */
  static final String NONE = "not in a repository";

  private static final long PATIENCE_SECONDS = 10;

  private Commit() {}

  /** The first twelve digits, and whether there are changes beside it. */
  static String of(Path directory) {
    Optional<String> commit = git(directory, List.of("rev-parse", "--short=12", "HEAD"));
    if (commit.isEmpty() || commit.get().isEmpty()) {
      return NONE;
    }
    boolean changed =
        git(
                directory,
                List.of("--no-optional-locks", "status", "--porcelain", "--untracked-files=no"))
            .filter(changes -> !changes.isEmpty())
            .isPresent();
    return commit.get() + (changed ? " with changes" : "");
  }

  /** What git answers; empty if it does not, or is not installed. */
  private static Optional<String> git(Path directory, List<String> command) {
    try {
      var builder = new ProcessBuilder("git").directory(directory.toAbsolutePath().toFile());
      builder.command().addAll(command);
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      Process process = builder.start();
      try {
        process.getOutputStream().close();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return ended && process.exitValue() == 0 ? Optional.of(answer.strip()) : Optional.empty();
      } finally {
        process.destroy();
      }
    } catch (IOException notInstalled) {
      return Optional.empty();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
