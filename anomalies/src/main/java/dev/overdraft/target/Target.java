package dev.overdraft.target;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.overdraft.history.Isolation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/**
 * A database that a run points at: where it is and who we are there. Immutable, and safe to print:
 * {@link #toString} and {@link #safeUrl} never show a password, neither the field nor a {@code
 * password=} parameter of the URL.
 *
 * <p>An empty user or password leaves the choice to the URL and the driver.
 */
public record Target(Dialect dialect, String url, String user, String password) {
  private static final Duration POOL_PATIENCE = Duration.ofSeconds(30);

  public Target {
    if (!url.startsWith(dialect.urlPrefix())) {
      throw new IllegalArgumentException(
          "a %s URL begins with %s".formatted(dialect.label(), dialect.urlPrefix()));
    }
  }

  /** A target on the engine that the URL names. */
  public static Target of(String url, String user, String password) {
    return new Target(Dialect.ofUrl(url), url, user, password);
  }

  /** The same place with one more parameter of the driver's in its URL, as it stands. */
  public Target with(String parameter) {
    String more = url + (url.contains("?") ? "&" : "?") + parameter;
    return new Target(dialect, more, user, password);
  }

  /** The URL with every password in it replaced by {@code ***}. */
  public String safeUrl() {
    return Redaction.ofUrl(url);
  }

  /** Opens one connection at a level, in the schema that the server chooses. */
  public Connection connect(Isolation level) throws SQLException {
    return new LevelledDataSource(driver(""), level).getConnection();
  }

  /**
   * A source that opens a new connection each time, at a level and in a schema. Thread-safe. The
   * driver's own defaults apply, {@code prepareThreshold} included, for that is what production
   * code meets.
   */
  public DataSource unpooled(Isolation level, String schema) {
    return new LevelledDataSource(driver(schema), level);
  }

  /**
   * A pool of exactly so many connections, opened at once and never retired during a run. Close it.
   *
   * <p>The level is set once per connection, so no statement of a measured transaction pays for it;
   * a caller that waits 30 seconds for a connection gets an {@link SQLException}.
   */
  public HikariDataSource pooled(Isolation level, String schema, int connections) {
    return pooled(level, schema, connections, UnaryOperator.identity());
  }

  /** The same over a driver that is watched: each connection is wrapped once, for all its life. */
  public HikariDataSource pooled(
      Isolation level, String schema, int connections, UnaryOperator<DataSource> watch) {
    var config = new HikariConfig();
    config.setPoolName("overdraft");
    config.setDataSource(watch.apply(driver(schema)));
    config.setTransactionIsolation("TRANSACTION_" + level.name());
    config.setMinimumIdle(connections);
    config.setMaximumPoolSize(connections);
    config.setConnectionTimeout(POOL_PATIENCE.toMillis());
    config.setMaxLifetime(0);
    config.setKeepaliveTime(0);
    return new HikariDataSource(config);
  }

  /** Asks the server what it really is and does at this level: version, durability, limits. */
  public Settings readSettings(Isolation level) throws SQLException {
    try (Connection connection = connect(level)) {
      return Settings.read(dialect, connection);
    }
  }

  /** Asks the server whether it is one that only speaks this engine's protocol. */
  public Optional<Profile> profile() throws SQLException {
    if (dialect.isInProcess()) {
      return Optional.empty();
    }
    try (Connection connection = connect(Isolation.READ_COMMITTED);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("select version()")) {
      return answer.next() ? Profile.of(dialect, answer.getString(1)) : Optional.empty();
    }
  }

  private DataSource driver(String schema) {
    return DriverDataSource.of(this, schema);
  }

  @Override
  public String toString() {
    return "Target[%s, %s, user=%s]".formatted(dialect.label(), safeUrl(), user);
  }
}
