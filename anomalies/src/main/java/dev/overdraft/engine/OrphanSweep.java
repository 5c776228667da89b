package dev.overdraft.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the servers, and removes the directories, of JVMs that were killed before they could.
 *
 * <p>An orphan is a directory whose lock can be taken: the lock dies with its JVM, however that JVM
 * dies. Two sweeps may meet on one orphan; both then do the same harmless things. A process is
 * ended only if it is still the one that worked there: a program of such a server, or the shell
 * that its installer is, with exactly that data directory on its command line.
 *
 * <p>One orphan that resists is logged and does not keep a new server from starting.
 */
final class OrphanSweep {
  private static final Logger LOG = LoggerFactory.getLogger(OrphanSweep.class);

  /** A directory without a lock is being made just now, unless it is older than this. */
  private static final Duration BEING_MADE = Duration.ofHours(1);

  private static final Set<String> PROGRAMS =
      Set.of(
          "postgres",
          "initdb",
          "mariadbd",
          "mariadb-install-db",
          "unshare",
          "setpriv",
          "postgres.exe",
          "initdb.exe");

  /** What a shell script looks like: MariaDB's installer is one. */
  private static final Set<String> SHELLS = Set.of("sh", "dash", "bash", "busybox");

  private final Path parent;

  OrphanSweep(Path parent) {
    this.parent = parent;
  }

  /** Sweeps wherever there are directories of that kind. A place that resists is only logged. */
  static void everywhere(String kind) {
    for (Path place : InstanceDirectory.parents(kind)) {
      try {
        new OrphanSweep(place).sweep();
      } catch (IOException resists) {
        LOG.warn("cannot sweep {}", place, resists);
      }
    }
  }

  /**
   * Sweeps, and returns the directories that were orphans; the place itself goes if it is empty.
   */
  List<Path> sweep() throws IOException {
    var swept = new ArrayList<Path>();
    try (DirectoryStream<Path> instances = Files.newDirectoryStream(parent, Files::isDirectory)) {
      for (Path instance : instances) {
        try {
          if (sweep(instance)) {
            swept.add(instance);
            LOG.info("removed {}, which a killed run had left", instance);
          }
        } catch (IOException resists) {
          LOG.warn("cannot remove {}, which a killed run has left", instance, resists);
        }
      }
    } catch (NoSuchFileException removedByTheLastOne) {
      return List.of();
    }
    Directories.deleteIfEmpty(parent);
    return List.copyOf(swept);
  }

  private static boolean sweep(Path instance) throws IOException {
    String name = String.valueOf(instance.getFileName());
    if (name.startsWith(InstanceDirectory.ofThisJvm())) {
      return false;
    }
    if (name.startsWith(InstanceDirectory.UNLOCKED)) {
      Instant modified = Files.getLastModifiedTime(instance).toInstant();
      if (modified.isAfter(Instant.now().minus(BEING_MADE))) {
        return false;
      }
      Directories.delete(instance);
      return true;
    }
    return sweepUnlessLocked(instance);
  }

  private static boolean sweepUnlessLocked(Path instance) throws IOException {
    try (FileChannel channel =
            FileChannel.open(instance.resolve(InstanceDirectory.LOCK), StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        return false;
      }
      clear(instance);
      return true;
    } catch (OverlappingFileLockException sweptByAnotherThread) {
      return false;
    } catch (NoSuchFileException halfDeleted) {
      clear(instance);
      return true;
    }
  }

  private static void clear(Path instance) throws IOException {
    Path data = instance.resolve("data");
    process(instance.resolve(InstanceDirectory.SERVER_PID), data).ifPresent(OrphanSweep::end);
    process(data.resolve("postmaster.pid"), data).ifPresent(OrphanSweep::end);
    Directories.delete(instance);
  }

  private static void end(ProcessHandle process) {
    new Shutdown(process).run();
  }

  /** The process whose pid is on the first line of a file, if it still works in that directory. */
  private static Optional<ProcessHandle> process(Path pidFile, Path data) throws IOException {
    if (!Files.exists(pidFile)) {
      return Optional.empty();
    }
    return Files.readString(pidFile)
        .lines()
        .findFirst()
        .map(String::strip)
        .filter(pid -> pid.matches("[0-9]{1,18}"))
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
        .filter(process -> worksIn(data, process.info()));
  }

  private static boolean worksIn(Path data, ProcessHandle.Info info) {
    boolean ours =
        info.command()
            .map(command -> String.valueOf(Path.of(command).getFileName()))
            .map(program -> program.replace(" (deleted)", ""))
            .map(program -> PROGRAMS.contains(program) || SHELLS.contains(program))
            .orElse(false);
    return ours
        && info.arguments().map(List::of).orElse(List.of()).stream()
            .anyMatch(a -> a.equals(data.toString()) || a.equals("--datadir=" + data));
  }
}
