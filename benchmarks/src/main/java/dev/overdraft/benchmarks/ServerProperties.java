package dev.overdraft.benchmarks;

import dev.overdraft.strategies.ClassPath;
import dev.overdraft.strategies.Roster;
import dev.overdraft.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * How a benchmark's parent tells its forks where the server is: system properties for the address,
 * and a file that only its owner can read for the password, which must not be seen in a list of
 * processes. Closing it removes the file.
 */
final class ServerProperties implements AutoCloseable {

  private static final String URL = "overdraft.jdbc";
  private static final String USER = "overdraft.user";
  private static final String SCHEMA = "overdraft.schema";
  private static final String CLASS_PATH = "overdraft.classpath";
  private static final String PASSWORD_FILE = "overdraft.password.file";

  private final Target server;
  private final String schema;
  private final ClassPath added;
  private final Path passwordFile;

  ServerProperties(Target server, String schema, ClassPath added) throws IOException {
    this.server = server;
    this.schema = schema;
    this.added = added;
    this.passwordFile = ownersOnly();
    // Also when the process is ended while a benchmark runs.
    passwordFile.toFile().deleteOnExit();
    Files.writeString(passwordFile, server.password());
  }

  private static Path ownersOnly() throws IOException {
    boolean posix = Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? Files.createTempFile(
            "overdraft",
            ".password",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
        : Files.createTempFile("overdraft", ".password");
  }

  String[] jvmArgs() {
    return List.of(
            "-D" + URL + "=" + server.url(),
            "-D" + USER + "=" + server.user(),
            "-D" + SCHEMA + "=" + schema,
            "-D" + CLASS_PATH + "=" + added,
            "-D" + PASSWORD_FILE + "=" + passwordFile,
            "-Dorg.jboss.logging.provider=slf4j")
        .toArray(String[]::new);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(passwordFile);
  }

  /** In the fork: the server. */
  static Target target() throws IOException {
    enter();
    String url = System.getProperty(URL);
    String file = System.getProperty(PASSWORD_FILE);
    if (url == null || file == null) {
      throw new IllegalStateException("no server: run benchmarks by 'overdraft bench'");
    }
    return Target.of(url, System.getProperty(USER, ""), Files.readString(Path.of(file)));
  }

  /** In the fork: the strategies that the parent knows. */
  static Roster roster() {
    return Roster.of(enter());
  }

  /** In the fork: whatever this thread asks for is found where the parent found it. */
  private static ClassLoader enter() {
    ClassLoader loader = ClassPath.parse(System.getProperty(CLASS_PATH, "")).loader();
    Thread.currentThread().setContextClassLoader(loader);
    return loader;
  }

  /** In the fork: the schema to work in. */
  static String schema() {
    return System.getProperty(SCHEMA, "overdraft");
  }
}
