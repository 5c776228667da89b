package dev.overdraft.engine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A new cluster that is kept in the cache of unpacked programs, so that the next server gets a copy
 * of it: PostgreSQL's {@code initdb} takes a second of a processor, a copy a tenth of that;
 * MariaDB's installer waits seconds for the disk, a copy does not.
 *
 * <p>What is kept has never been served from, so each copy is as new as if it had just been made;
 * only the number by which PostgreSQL, or MariaDB's Aria, tells clusters apart is the same. It is
 * named after all that made it, and is complete whenever it exists (see {@link UnpackOnce}).
 * Everybody may read it: there is no password in it.
 *
 * <p>Limits: not on Windows, for want of {@code cp}. Where the cache cannot be written to, every
 * cluster is made anew.
 *
 * @param path where it is kept, or would be
 */
record ClusterTemplate(Path path) {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterTemplate.class);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /**
   * The template for programs that were unpacked to {@code home}.
   *
   * @param options what {@code initdb} is told, but for the directory
   */
  static ClusterTemplate of(Path home, List<String> options) {
    // initdb also writes down the time zone of the machine.
    String made = String.join(" ", options) + " " + ZoneId.systemDefault();
    String name = "%s-cluster-%08x".formatted(home.getFileName(), made.hashCode());
    return new ClusterTemplate(home.resolveSibling(name));
  }

  /**
   * The template for installed programs, in the first cache that their user can get at; empty if
   * there is none. An upgrade changes the programs' files, and so the name.
   *
   * @param options what the installer is told, but for directories
   */
  static Optional<ClusterTemplate> of(
      MariadbPrograms programs, Privilege privilege, List<String> options) {
    if (Directories.windows()) {
      return Optional.empty();
    }
    for (Path cache : PostgresBinaries.caches()) {
      try {
        Path ours = Directories.ours(cache);
        if (privilege.reaches(ours)) {
          String made = String.join(" ", options) + programs.fingerprint();
          return Optional.of(
              new ClusterTemplate(ours.resolve("mariadb-cluster-%08x".formatted(made.hashCode()))));
        }
      } catch (IOException unusable) {
        LOG.debug("no new cluster is kept in {}", cache, unusable);
      }
    }
    return Optional.empty();
  }

  /** Whether {@code data}, the server's directory, can be had by a copy. */
  boolean suits(Path data) throws IOException {
    return Files.isDirectory(path) && isEmpty(data);
  }

  /** The program that copies it, which the server's user has to run. */
  List<String> copying(Path data) {
    return List.of("cp", "-R", path + "/.", data.toString());
  }

  /** Keeps a copy of a cluster that has just been made; if that fails, it is only logged. */
  void keep(Path data) {
    if (Directories.windows() || !Files.isWritable(path.resolveSibling(""))) {
      return;
    }
    try {
      UnpackOnce.into(
          path,
          directory -> {
            finish("cp", "-R", data + "/.", directory.toString());
            finish("chmod", "-R", "u+rwX,go+rX,go-w", directory.toString());
          });
    } catch (IOException notKept) {
      LOG.warn("cannot keep a new cluster in {}", path, notKept);
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      return !entries.iterator().hasNext();
    }
  }

  private static void finish(String... program) throws IOException {
    Command.Result result = Command.run(List.of(program), PATIENCE);
    if (!result.succeeded()) {
      throw new IOException("%s: %s".formatted(String.join(" ", program), result.output()));
    }
  }
}
