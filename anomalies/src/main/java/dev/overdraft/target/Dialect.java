package dev.overdraft.target;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The database engines that Overdraft can point at, told apart by their JDBC URL. */
public enum Dialect {
  POSTGRESQL(
      "PostgreSQL", "jdbc:postgresql:", "org.postgresql.Driver", "org.postgresql:postgresql"),
  MARIADB(
      "MariaDB",
      "jdbc:mariadb:",
      "org.mariadb.jdbc.Driver",
      "org.mariadb.jdbc:mariadb-java-client"),
  H2("H2", "jdbc:h2:", "org.h2.Driver", "com.h2database:h2"),
  HSQLDB("HSQLDB", "jdbc:hsqldb:", "org.hsqldb.jdbc.JDBCDriver", "org.hsqldb:hsqldb"),
  DERBY(
      "Derby",
      "jdbc:derby:",
      "org.apache.derby.iapi.jdbc.AutoloadedDriver",
      "org.apache.derby:derby"),
  SQLITE("SQLite", "jdbc:sqlite:", "org.sqlite.JDBC", "org.xerial:sqlite-jdbc");

  private static final String IDENTITY = "bigint generated always as identity primary key";

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

  /** What to throw where interleavings are asked of an engine whose waits we do not see. */
  public IllegalArgumentException notStepped() {
    return new IllegalArgumentException(
        label + " is not stepped: it is not asked who waits for whom");
  }

  /** Whether it runs in this JVM, in a database that is all ours, rather than in a server. */
  public boolean isInProcess() {
    return switch (this) {
      case POSTGRESQL, MARIADB -> false;
      case H2, HSQLDB, DERBY, SQLITE -> true;
    };
  }

  /**
   * A table definition as this engine spells it: a number that counts itself up is the standard's
   * {@code bigint generated always as identity primary key} to most, and not to MariaDB and SQLite.
   */
  public String spell(String ddl) {
    return switch (this) {
      case POSTGRESQL, H2, HSQLDB, DERBY -> ddl;
      case MARIADB -> ddl.replace(IDENTITY, "bigint auto_increment primary key");
      case SQLITE -> ddl.replace(IDENTITY, "integer primary key autoincrement");
    };
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

  /** The engine at the other end of a connection. */
  public static Dialect of(Connection connection) throws SQLException {
    return ofUrl(String.valueOf(connection.getMetaData().getURL()));
  }

  /**
   * A URL that leads to a schema, as this engine's driver is told of it.
   *
   * <p>What PostgreSQL calls a schema is a database to MariaDB: the path of the URL. There sessions
   * are told apart by their database; PostgreSQL's are named after their schema.
   */
  String urlTo(String url, String schema) {
    return switch (this) {
      case POSTGRESQL ->
          UrlParameter.with(
              UrlParameter.with(url, "currentSchema", schema),
              "ApplicationName",
              ("overdraft " + schema).strip());
      case H2, HSQLDB, DERBY, SQLITE -> url;
      case MARIADB -> schema.isEmpty() ? url : UrlParameter.withPath(url, schema);
    };
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
