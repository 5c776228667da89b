package dev.overdraft.strategies.redis;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import redis.embedded.RedisServer;
import redis.embedded.core.ExecutableProvider;

/**
 * A Redis of our own: unpacked into a temporary directory, on a free port of the loopback
 * interface, keeping nothing on disk.
 *
 * <p>Closing stops it and removes the directory; the end of the JVM does both for one that was not
 * closed. What a killed JVM leaves behind is swept away when the next one starts a Redis: the
 * directory says whose it is.
 */
final class LocalRedis implements AutoCloseable {

  /** Somebody else may take the port between our finding it free and Redis' binding it. */
  private static final int ATTEMPTS = 3;

  private final Path directory;
  private final RedisServer server;
  private final int port;

  private LocalRedis(Path directory, RedisServer server, int port) {
    this.directory = directory;
    this.server = server;
    this.port = port;
  }

  /**
   * Unpacks and starts one.
   *
   * @throws IOException if there is none for this platform, or it does not start
   */
  static LocalRedis start() throws IOException {
    LeftRedis.sweep();
    Path directory = Files.createTempDirectory(LeftRedis.prefix());
    directory.toFile().deleteOnExit();
    try {
      File program = ExecutableProvider.newJarResourceProvider(directory.toFile()).get();
      program.deleteOnExit();
      return started(directory, program);
    } catch (IOException | RuntimeException failed) {
      remove(directory);
      throw failed instanceof IOException io ? io : new IOException(failed.toString(), failed);
    }
  }

  private static LocalRedis started(Path directory, File program) throws IOException {
    for (int attempt = 1; ; attempt++) {
      int port = freePort();
      var server = new RedisServer(port, command(program, port), true);
      try {
        server.start();
        return new LocalRedis(directory, server, port);
      } catch (IOException failed) {
        if (attempt == ATTEMPTS) {
          throw failed;
        }
      }
    }
  }

  private static List<String> command(File program, int port) {
    return List.of(
        program.getAbsolutePath(),
        "--port",
        String.valueOf(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--appendonly",
        "no");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  String url() {
    return "redis://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    try {
      server.stop();
      remove(directory);
    } catch (IOException left) {
      throw new UncheckedIOException("a Redis was left behind in " + directory, left);
    }
  }

  /** Removes a directory with what is in it. */
  static void remove(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
