package dev.overdraft.engine;

import dev.overdraft.target.Dialect;
import dev.overdraft.target.Redaction;
import dev.overdraft.target.Target;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Starts the engine that a person named on the command line or in a test's configuration. */
public final class Engines {
  /** The PostgreSQL whose binaries are on the class path. */
  public static final String EMBEDDED = "embedded";

  /** A PostgreSQL in a container; asks for Docker, so never chosen for anybody. */
  public static final String TESTCONTAINERS = "testcontainers";

  /** The MariaDB server that is installed on this machine. */
  public static final String MARIADB = "mariadb";

  /** The engines that run in this JVM, by what they are called here. */
  public static final SortedMap<String, Dialect> IN_PROCESS =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(
              Map.of(
                  "h2", Dialect.H2,
                  "hsqldb", Dialect.HSQLDB,
                  "derby", Dialect.DERBY,
                  "sqlite", Dialect.SQLITE)));

  private Engines() {}

  /**
   * Starts, or connects to, an engine.
   *
   * @param choice {@code embedded}, {@code mariadb}, one of {@link #IN_PROCESS}, {@code
   *     testcontainers} or a JDBC URL
   * @param user who to be at a JDBC URL; the other choices make their own user
   * @throws IllegalArgumentException if the choice is none of these
   * @throws EngineException if the engine will not start or answer
   */
  public static Engine start(String choice, Optional<String> user, Optional<String> password) {
    if (choice.startsWith("jdbc:")) {
      requireServer(choice);
      requireNobodyBeforeHost(choice);
      return ExternalServer.connect(Target.of(choice, user.orElse(""), password.orElse("")));
    }
    if (user.isPresent() || password.isPresent()) {
      throw new IllegalArgumentException("a user and a password go with a JDBC URL only");
    }
    Dialect inProcess = IN_PROCESS.get(choice);
    if (inProcess != null) {
      return InProcessEngine.start(inProcess);
    }
    if (choice.startsWith(EMBEDDED + ":")) {
      return EmbeddedPostgres.start(version(choice.substring(EMBEDDED.length() + 1)));
    }
    return switch (choice) {
      case EMBEDDED -> EmbeddedPostgres.start();
      case MARIADB -> InstalledMariadb.start();
      case TESTCONTAINERS -> TestcontainersPostgres.start();
      default ->
          throw new IllegalArgumentException(
              "no engine '%s'; the choices are %s, %s, %s, %s, or a JDBC URL such as %s or %s"
                  .formatted(
                      choice,
                      EMBEDDED,
                      MARIADB,
                      String.join(", ", IN_PROCESS.keySet()),
                      TESTCONTAINERS,
                      "jdbc:postgresql://localhost/database",
                      "jdbc:mariadb://localhost/database"));
    };
  }

  /** In process we would work beside tables that we did not make, with nothing to mark ours by. */
  private static void requireServer(String url) {
    IN_PROCESS.forEach(
        (name, dialect) -> {
          if (url.startsWith(dialect.urlPrefix())) {
            throw new IllegalArgumentException(
                "a database of %s runs in this JVM and is made for each run: say %s, not a URL"
                    .formatted(dialect.label(), name));
          }
        });
  }

  /** No driver knows these; what they say of the URL then repeats the password. */
  private static void requireNobodyBeforeHost(String url) {
    if (Redaction.hasLogin(url)) {
      throw new IllegalArgumentException(
          "a JDBC URL has no USER:PASSWORD@ before its host: leave that out, and give the user and"
              + " the password beside the URL");
    }
  }

  /** A major version that is published, or a path. */
  private static String version(String wanted) {
    boolean path = wanted.contains("/") || wanted.contains("\\");
    if (!path && !PostgresArchives.RELEASES.containsKey(wanted)) {
      throw new IllegalArgumentException(
          "no PostgreSQL '%s'; the choices are %s:15, :16, :17, :18, or a path such as %s:%s"
              .formatted(wanted, EMBEDDED, EMBEDDED, "/usr/lib/postgresql/17"));
    }
    return wanted;
  }
}
