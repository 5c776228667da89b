package dev.overdraft.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one running server: its data, its log, the pid of its process, and a lock file
 * that this JVM holds for as long as it lives. A directory whose lock can be taken is an orphan.
 *
 * <p>The directory gets its final name only once its lock is held, so nobody ever sees a living one
 * unlocked. That name begins with the JVM's pid and birth: a JVM must know its own directories by
 * name, for opening and closing a lock file that it holds already would release the lock (POSIX
 * locks belong to the process, see {@link FileLock}).
 *
 * <p>The directory that holds all of them goes with the last: whoever closes tries, and whoever
 * creates makes it again if it has gone.
 */
final class InstanceDirectory implements AutoCloseable {
  static final String LOCK = "lock";
  static final String SERVER_PID = "server.pid";

  /** What a directory is called before its lock is held. */
  static final String UNLOCKED = "new-";

  private final Path path;
  private final FileChannel channel;
  private @Nullable ProcessHandle last;
  private boolean ended;

  private InstanceDirectory(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** The directory that holds all of ours of a kind, where a server on this rung can get at it. */
  static Path parent(String kind, Privilege privilege) {
    var refusals = new ArrayList<String>();
    for (Path tmp : Directories.forData()) {
      try {
        Path wanted = tmp.resolve(name(kind));
        Optional<Path> parent = Directories.again(() -> reached(wanted, privilege));
        if (parent.isPresent()) {
          return parent.get();
        }
        refusals.add(wanted + " is closed to the server's user");
      } catch (IOException unusable) {
        refusals.add(tmp + ": " + unusable);
      }
    }
    throw new EngineException(
        "no temporary directory will do for a server's data; name one with -Djava.io.tmpdir=…: "
            + String.join("; ", refusals));
  }

  private static String name(String kind) {
    return "overdraft-" + kind + "-" + User.current().id();
  }

  /** The directories that hold ours of a kind now, wherever a JVM may have put them. */
  static List<Path> parents(String kind) {
    var parents = new ArrayList<Path>();
    for (Path place : Directories.withData()) {
      found(place.resolve(name(kind))).ifPresent(parents::add);
    }
    return parents;
  }

  private static Optional<Path> found(Path parent) {
    try {
      return Directories.isOurs(parent) ? Optional.of(parent.toRealPath()) : Optional.empty();
    } catch (IOException removedMeanwhileOrHidden) {
      return Optional.empty();
    }
  }

  private static Optional<Path> reached(Path wanted, Privilege privilege) throws IOException {
    Path parent = Directories.ours(wanted);
    return privilege.reaches(parent) ? Optional.of(parent) : Optional.empty();
  }

  static InstanceDirectory create(Path parent, Privilege privilege) throws IOException {
    Path unlocked =
        Directories.again(() -> Files.createTempDirectory(Directories.ours(parent), UNLOCKED));
    Directories.passable(unlocked);
    Path data = Files.createDirectory(unlocked.resolve("data"));
    Directories.closed(data);
    privilege.give(data);
    FileChannel channel =
        FileChannel.open(
            unlocked.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      channel.lock();
      String random = String.valueOf(unlocked.getFileName()).substring(UNLOCKED.length());
      Path locked = parent.resolve(ofThisJvm() + random);
      Files.move(unlocked, locked, StandardCopyOption.ATOMIC_MOVE);
      return new InstanceDirectory(locked, channel);
    } catch (IOException | RuntimeException failure) {
      channel.close();
      Directories.delete(unlocked);
      Directories.deleteIfEmpty(parent);
      throw failure;
    }
  }

  /** How the names of this JVM's directories begin. A later JVM with the same pid differs. */
  static String ofThisJvm() {
    ProcessHandle self = ProcessHandle.current();
    long birth = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return "%d-%s-".formatted(self.pid(), Long.toString(birth, Character.MAX_RADIX));
  }

  Path path() {
    return path;
  }

  Path data() {
    return path.resolve("data");
  }

  Path log(String name) {
    return path.resolve(name + ".log");
  }

  /**
   * Starts a process that works here, and notes which, for whoever ends it or sweeps up after us.
   *
   * @throws IOException also if what works here was told to end
   */
  synchronized Process start(ProcessBuilder builder) throws IOException {
    if (ended) {
      throw new IOException("nothing is started any more in " + path);
    }
    Process process = builder.start();
    last = process.toHandle();
    Files.writeString(path.resolve(SERVER_PID), Long.toString(process.pid()));
    return process;
  }

  /** Ends the process that was started last; none begins after that. */
  synchronized void endProcess() {
    ended = true;
    if (last != null) {
      new Shutdown(last).run();
    }
  }

  /** Removes the directory, lets go of the lock, and leaves no empty parent behind. */
  @Override
  public void close() throws IOException {
    try (channel) {
      Directories.delete(path);
    }
    Directories.deleteIfEmpty(path.resolveSibling(""));
  }
}
