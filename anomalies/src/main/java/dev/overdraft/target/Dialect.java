package dev.overdraft.target;

import java.sql.Driver;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The database engines that Overdraft can point at, told apart by their JDBC URL. */
public enum Dialect {
  POSTGRESQL(
      "PostgreSQL", "jdbc:postgresql:", "org.postgresql.Driver", "org.postgresql:postgresql");

  private final String label;
  private final String urlPrefix;
  private final String driverClass;
  private final String driverArtifact;

  Dialect(String label, String urlPrefix, String driverClass, String driverArtifact) {
    this.label = label;
    this.urlPrefix = urlPrefix;
    this.driverClass = driverClass;
    this.driverArtifact = driverArtifact;
  }

  /** The engine's name as its makers write it. */
  public String label() {
    return label;
  }

  /** How every JDBC URL of this engine begins. */
  public String urlPrefix() {
    return urlPrefix;
  }

  /**
   * The engine that a JDBC URL names.
   *
   * @throws IllegalArgumentException if it names none of ours; the message lists them and does not
   *     repeat the URL, which may hold a password
   */
  public static Dialect ofUrl(String url) {
    return Arrays.stream(values())
        .filter(dialect -> url.startsWith(dialect.urlPrefix))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "not a JDBC URL of a supported engine; it must begin with one of "
                        + Arrays.stream(values())
                            .map(Dialect::urlPrefix)
                            .collect(Collectors.joining(", "))));
  }

  /**
   * A new instance of the engine's JDBC driver.
   *
   * @throws MissingArtifactException if it is not on the class path
   */
  Driver driver() {
    return MissingArtifactException.require(driverClass, label, driverArtifact, Driver.class);
  }
}
