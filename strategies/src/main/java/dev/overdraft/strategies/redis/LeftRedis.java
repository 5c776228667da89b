package dev.overdraft.strategies.redis;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What JVMs that were killed left behind of their Redis: a server, and the directory that its
 * program was unpacked into, whose name has the JVM's process id.
 */
final class LeftRedis {

  private static final String NAME = "overdraft-redis-";
  private static final Pattern OWNED = Pattern.compile(NAME + "(\\d+)-.*");

  private LeftRedis() {}

  /** How the names of this JVM's directories begin. */
  static String prefix() {
    return NAME + ProcessHandle.current().pid() + "-";
  }

  /** Ends servers whose JVM is gone, and removes their directories; somebody else's stay. */
  static void sweep() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (DirectoryStream<Path> found = Files.newDirectoryStream(temporary, NAME + "*")) {
      for (Path directory : found) {
        if (isLeft(directory)) {
          remove(directory);
        }
      }
    }
  }

  private static boolean isLeft(Path directory) {
    Matcher owned = OWNED.matcher(directory.getFileName().toString());
    return owned.matches()
        && Files.isWritable(directory)
        && ProcessHandle.of(Long.parseLong(owned.group(1))).isEmpty();
  }

  private static void remove(Path directory) throws IOException {
    for (ProcessHandle server : servers(directory)) {
      server.destroyForcibly();
      server.onExit().join();
    }
    LocalRedis.remove(directory);
  }

  private static List<ProcessHandle> servers(Path directory) throws IOException {
    Path real = directory.toRealPath();
    return ProcessHandle.allProcesses().filter(process -> runs(process, real)).toList();
  }

  private static boolean runs(ProcessHandle process, Path directory) {
    return process
        .info()
        .command()
        .filter(program -> Path.of(program).startsWith(directory))
        .isPresent();
  }
}
