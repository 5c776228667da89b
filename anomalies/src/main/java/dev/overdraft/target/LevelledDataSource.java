package dev.overdraft.target;

import dev.overdraft.history.Isolation;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Sets the isolation level on each connection that another source opens. */
record LevelledDataSource(DataSource source, Isolation level) implements DataSource {

  @Override
  public Connection getConnection() throws SQLException {
    return levelled(source.getConnection());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return levelled(source.getConnection(user, password));
  }

  private Connection levelled(Connection connection) throws SQLException {
    try {
      connection.setTransactionIsolation(level.jdbcLevel());
      return connection;
    } catch (SQLException | RuntimeException unusable) {
      try {
        connection.close();
      } catch (SQLException second) {
        unusable.addSuppressed(second);
      }
      throw unusable;
    }
  }

  @Override
  public @Nullable PrintWriter getLogWriter() throws SQLException {
    return source.getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    source.setLogWriter(out);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return source.getLoginTimeout();
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    source.setLoginTimeout(seconds);
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger("dev.overdraft.target");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return type.isInstance(this) ? type.cast(this) : source.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return type.isInstance(this) || source.isWrapperFor(type);
  }
}
