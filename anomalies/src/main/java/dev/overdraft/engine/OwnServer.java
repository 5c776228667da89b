package dev.overdraft.engine;

import dev.overdraft.target.MissingArtifactException;
import dev.overdraft.target.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A server of ours: a child process in an instance directory, which end together, at the latest in
 * a shutdown hook, which also ends what is still being started. What a killed JVM leaves is swept
 * up by the next start.
 */
final class OwnServer implements AutoCloseable {
  private final InstanceDirectory directory;
  private final Thread hook = new Thread(this::stop, "overdraft-stop-server");
  private volatile @Nullable Running running;
  private boolean stopped;

  /** A running server and where it listens. */
  record Running(Process process, Target target) {}

  /** Makes what a server needs in an empty directory, and starts it there. */
  @FunctionalInterface
  interface Start {
    Running in(InstanceDirectory directory) throws IOException;
  }

  private OwnServer(InstanceDirectory directory) {
    this.directory = directory;
  }

  /**
   * Sweeps up after killed runs, then starts a server in a directory of its own.
   *
   * @param kind what such directories are called: {@code postgres}
   */
  static OwnServer start(String kind, Privilege privilege, Start start) {
    Path parent = InstanceDirectory.parent(kind, privilege);
    try {
      OrphanSweep.everywhere(kind);
      return start(InstanceDirectory.create(parent, privilege), start);
    } catch (IOException failure) {
      throw new EngineException("cannot start a server in " + parent + ": " + failure, failure);
    } catch (MissingArtifactException missing) {
      throw new EngineException(String.valueOf(missing.getMessage()), missing);
    }
  }

  /** A JVM that is being shut down starts no server: it could not add the hook. */
  static OwnServer start(InstanceDirectory directory, Start start) throws IOException {
    var server = new OwnServer(directory);
    try {
      Runtime.getRuntime().addShutdownHook(server.hook);
      server.running = start.in(directory);
      return server;
    } catch (IOException | RuntimeException | Error failure) {
      try {
        server.close();
      } catch (EngineException second) {
        failure.addSuppressed(second);
      }
      throw failure;
    }
  }

  private Running running() {
    return Objects.requireNonNull(running, "whoever has it has started it");
  }

  Target target() {
    return running().target();
  }

  ProcessHandle process() {
    return running().process().toHandle();
  }

  Path directory() {
    return directory.path();
  }

  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // The hook runs, or has run, and found nothing left to do.
      return;
    }
  }

  /** Synchronized, not merely once: the hook must wait for a close that is under way. */
  synchronized void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    directory.endProcess();
    try {
      directory.close();
    } catch (IOException failure) {
      throw new EngineException(
          "the server has stopped, but %s could not be removed: %s"
              .formatted(directory.path(), failure),
          failure);
    }
  }
}
