package dev.overdraft.junit;

import dev.overdraft.history.Isolation;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A team's own data source, whose connections are set to the schema and the isolation level of a
 * race. What is set is undone before they go back to it, so that it may be a pool: {@link
 * OwnSession}.
 *
 * @param source has to give out a connection per actor and two more
 * @param schema what the race may change, and nothing else
 */
record OwnDatabase(DataSource source, String schema, Isolation level) implements DataSource {

  OwnDatabase {
    if (schema.isBlank()) {
      throw new IllegalArgumentException(
          "name the schema whose tables the race may change: race.on(dataSource, \"wallet_test\")");
    }
  }

  @Override
  public Connection getConnection() throws SQLException {
    return OwnSession.in(schema, level, source.getConnection());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return OwnSession.in(schema, level, source.getConnection(user, password));
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
    return Logger.getLogger("dev.overdraft.junit");
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
