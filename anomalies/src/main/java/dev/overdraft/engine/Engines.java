package dev.overdraft.engine;

import dev.overdraft.target.Target;
import java.util.Optional;

/** Starts the engine that a person named on the command line or in a test's configuration. */
public final class Engines {
  /** The PostgreSQL whose binaries are on the class path. */
  public static final String EMBEDDED = "embedded";

  /** A PostgreSQL in a container; asks for Docker, so never chosen for anybody. */
  public static final String TESTCONTAINERS = "testcontainers";

  /** The MariaDB server that is installed on this machine. */
  public static final String MARIADB = "mariadb";

  private Engines() {}

  /**
   * Starts, or connects to, an engine.
   *
   * @param choice {@code embedded}, {@code mariadb}, {@code testcontainers} or a JDBC URL
   * @param user who to be at a JDBC URL; the other choices make their own user
   * @throws IllegalArgumentException if the choice is none of these
   * @throws EngineException if the engine will not start or answer
   */
  public static Engine start(String choice, Optional<String> user, Optional<String> password) {
    if (choice.startsWith("jdbc:")) {
      return ExternalServer.connect(Target.of(choice, user.orElse(""), password.orElse("")));
    }
    if (user.isPresent() || password.isPresent()) {
      throw new IllegalArgumentException("a user and a password go with a JDBC URL only");
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
              "no engine '%s'; the choices are %s, %s, %s, or a JDBC URL such as %s or %s"
                  .formatted(
                      choice,
                      EMBEDDED,
                      MARIADB,
                      TESTCONTAINERS,
                      "jdbc:postgresql://localhost/database",
                      "jdbc:mariadb://localhost/database"));
    };
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
