package dev.overdraft.target;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A source that asks one driver for a new connection each time, with what the target says appended
 * to its URL, where the last word wins.
 *
 * <p>The driver's classes are named by string, never imported: drivers are optional dependencies,
 * and the annotations of PostgreSQL's do not compile without a library that nobody else needs.
 */
record DriverDataSource(Driver driver, String url, Properties login, String safeUrl)
    implements DataSource {

  static DriverDataSource of(Target target, String schema) {
    String url = target.dialect().urlTo(target.url(), schema);
    return new DriverDataSource(target.dialect().driver(), url, new Properties(), target.safeUrl())
        .as(target.user(), target.password());
  }

  /**
   * The same as somebody else. PostgreSQL's driver decodes what stands in its URL, and believes it
   * rather than its properties; MariaDB's does not decode.
   */
  private DriverDataSource as(String user, String password) {
    if (url.startsWith(Dialect.POSTGRESQL.urlPrefix())) {
      String asUser = UrlParameter.with(url, "user", user);
      return new DriverDataSource(
          driver, UrlParameter.with(asUser, "password", password), login, safeUrl);
    }
    var properties = new Properties();
    if (!user.isEmpty()) {
      properties.setProperty("user", user);
    }
    if (!password.isEmpty()) {
      properties.setProperty("password", password);
    }
    return new DriverDataSource(driver, url, properties, safeUrl);
  }

  @Override
  public Connection getConnection() throws SQLException {
    // The driver's own complaint about a malformed URL repeats it, password included: ask first.
    Connection connection = driver.acceptsURL(url) ? driver.connect(url, login) : null;
    if (connection == null) {
      throw new SQLException("the driver cannot read the URL " + safeUrl, "08001");
    }
    return connection;
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return as(user, password).getConnection();
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException("no log writer");
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    throw new SQLFeatureNotSupportedException("set loginTimeout in the URL");
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("dev.overdraft.target");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new SQLException("wraps no " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }

  /** Without the URL, which holds the password. */
  @Override
  public String toString() {
    return "DriverDataSource[" + safeUrl + "]";
  }
}
