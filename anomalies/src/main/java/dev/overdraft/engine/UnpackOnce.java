package dev.overdraft.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A directory that is filled at most once and is complete whenever it exists, although several
 * threads and processes may want it at the same moment and any of them may be killed.
 *
 * <p>It is filled under another name and then renamed. A monitor (threads) and a file lock
 * (processes) let the others wait rather than work in vain.
 */
final class UnpackOnce {
  private static final Object MONITOR = new Object();
  private static final String UNFINISHED = ".unfinished-";

  /** Fills an empty directory. */
  @FunctionalInterface
  interface Filler {
    void fill(Path directory) throws IOException;
  }

  private UnpackOnce() {}

  static Path into(Path directory, Filler filler) throws IOException {
    synchronized (MONITOR) {
      if (Files.isDirectory(directory)) {
        return directory;
      }
      Path lockFile = directory.resolveSibling(directory.getFileName() + ".lock");
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid() && !Files.isDirectory(directory)) {
          removeUnfinished(directory);
          Path unfinished =
              Files.createTempDirectory(
                  directory.getParent(), directory.getFileName() + UNFINISHED);
          filler.fill(unfinished);
          Files.move(unfinished, directory, StandardCopyOption.ATOMIC_MOVE);
        }
      }
      return directory;
    }
  }

  /** What a killed process left half done; nobody else works here while we hold the lock. */
  private static void removeUnfinished(Path directory) throws IOException {
    try (DirectoryStream<Path> leftovers =
        Files.newDirectoryStream(
            directory.getParent(), directory.getFileName() + UNFINISHED + "*")) {
      for (Path leftover : leftovers) {
        Directories.delete(leftover);
      }
    }
  }
}
