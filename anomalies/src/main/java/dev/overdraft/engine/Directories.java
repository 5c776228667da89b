package dev.overdraft.engine;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Directories in shared places: made ours, checked to be ours, and removed with all they hold. */
final class Directories {
  /** Names a directory to be preferred for servers' data, if it exists and has room for some. */
  static final String DATA_PROPERTY = "overdraft.data";

  /** A memory disk that Linux has; one without room for several servers is left to others. */
  private static final Path MEMORY = Path.of("/dev/shm");

  static final long ROOM = 4L << 30;

  private static final int ATTEMPTS = 100;

  private Directories() {}

  /** The temporary directories of this machine, the JVM's own first; not all need exist. */
  static Set<Path> temporary() {
    var candidates = new LinkedHashSet<Path>();
    candidates.add(Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath());
    if (!windows()) {
      candidates.add(Path.of("/tmp"));
      candidates.add(Path.of("/var/tmp"));
    }
    return candidates;
  }

  /** Where a server's data may be, the preferred place first. */
  static Set<Path> forData() {
    var candidates = new LinkedHashSet<Path>();
    String preferred = System.getProperty(DATA_PROPERTY, "");
    if (!preferred.isEmpty() && hasRoom(Path.of(preferred))) {
      candidates.add(Path.of(preferred).toAbsolutePath());
    }
    candidates.addAll(temporary());
    return candidates;
  }

  /** A new directory for data of this JVM's own. */
  static Path forOurs(String prefix) throws IOException {
    return Files.createTempDirectory(forData().iterator().next(), prefix);
  }

  private static boolean hasRoom(Path directory) {
    try {
      return Files.isDirectory(directory)
          && Files.isWritable(directory)
          && Files.getFileStore(directory).getUsableSpace() >= ROOM;
    } catch (IOException unknown) {
      return false;
    }
  }

  /**
   * Where data of a JVM of ours may be: here, whatever room is left, or in memory, which another
   * may have preferred. Of a third place only who prefers it knows.
   */
  static Set<Path> withData() {
    Set<Path> candidates = forData();
    candidates.add(MEMORY);
    String preferred = System.getProperty(DATA_PROPERTY, "");
    if (!preferred.isEmpty()) {
      candidates.add(Path.of(preferred).toAbsolutePath());
    }
    return candidates;
  }

  /** Whether it is a directory, and neither somebody else's nor a link. */
  static boolean isOurs(Path directory) throws IOException {
    return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
        && (windows() || User.current().id().equals(owner(directory)));
  }

  private static String owner(Path path) throws IOException {
    return String.valueOf(Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS));
  }

  /**
   * A directory that is ours: made, or found and owned by us. Others may pass through it (the
   * server may run as somebody else) but see nothing in it.
   *
   * @throws IOException if somebody else made it, or it is a link: /tmp is open to everybody
   */
  static Path ours(Path directory) throws IOException {
    return again(() -> made(directory));
  }

  private static Path made(Path directory) throws IOException {
    Files.createDirectories(directory);
    if (windows()) {
      return directory.toRealPath();
    }
    if (Files.isSymbolicLink(directory)) {
      throw new IOException(directory + " is a link");
    }
    if (!owner(directory).equals(User.current().id())) {
      throw new IOException(directory + " belongs to another user");
    }
    passable(directory);
    return directory.toRealPath();
  }

  /** Something done with a directory that others may remove. */
  @FunctionalInterface
  interface Attempt<T> {
    T make() throws IOException;
  }

  /**
   * Works below a directory that others remove whenever they find it empty: if that happens in the
   * middle, then again. Making it can say "exists already" of what is gone a moment later.
   */
  static <T> T again(Attempt<T> attempt) throws IOException {
    for (int left = ATTEMPTS; ; left--) {
      try {
        return attempt.make();
      } catch (NoSuchFileException | FileAlreadyExistsException removedMeanwhile) {
        if (left == 0) {
          throw removedMeanwhile;
        }
      }
    }
  }

  /** Removes a directory unless there is something in it. */
  static void deleteIfEmpty(Path directory) throws IOException {
    try {
      Files.deleteIfExists(directory);
    } catch (DirectoryNotEmptyException used) {
      // Somebody else's then, who will remove it in turn.
      return;
    }
  }

  /** Lets others pass through a directory of ours, and no more. */
  static void passable(Path directory) throws IOException {
    permit(directory, "rwx--x--x");
  }

  /** Keeps others out of a directory of ours. */
  static void closed(Path directory) throws IOException {
    permit(directory, "rwx------");
  }

  static void permit(Path path, String permissions) throws IOException {
    if (!windows()) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }

  /**
   * Removes a directory and all it holds. What somebody else removes meanwhile is no error; what
   * somebody else adds meanwhile is left.
   */
  static void delete(Path directory) throws IOException {
    if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(directory, new Deletion());
  }

  static boolean windows() {
    return java.io.File.separatorChar == '\\';
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
        throws IOException {
      if (failure != null && !(failure instanceof NoSuchFileException)) {
        throw failure;
      }
      try {
        Files.deleteIfExists(directory);
      } catch (DirectoryNotEmptyException grown) {
        // A dying server wrote once more: the next sweep takes the rest.
        return FileVisitResult.CONTINUE;
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
