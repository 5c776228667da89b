package dev.overdraft.junit;

import dev.overdraft.history.Isolation;
import dev.overdraft.target.Dialect;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A connection out of a team's own data source: in a race's schema, at its isolation level and in
 * auto-commit until it is closed, and before it goes back as it came.
 *
 * <p>What is not set here is not touched: a pool's initial SQL is run once for each connection, and
 * never again.
 */
final class OwnSession implements InvocationHandler {

  private final Connection theirs;
  private final Dialect dialect;
  private final boolean autoCommit;
  private final int level;
  private final @Nullable String place;

  private OwnSession(Connection theirs) throws SQLException {
    this.theirs = theirs;
    this.dialect = Dialect.of(theirs);
    this.autoCommit = theirs.getAutoCommit();
    theirs.setAutoCommit(true);
    this.level = theirs.getTransactionIsolation();
    this.place =
        switch (dialect) {
          case POSTGRESQL -> answer("show search_path");
          case MARIADB -> answer("select database()");
          case H2, HSQLDB, DERBY, SQLITE -> theirs.getSchema();
        };
  }

  /** Sets one, which is closed if it cannot be. */
  static Connection in(String schema, Isolation level, Connection theirs) throws SQLException {
    try {
      var session = new OwnSession(theirs);
      try {
        session.enter(schema);
        theirs.setTransactionIsolation(level.jdbcLevel());
      } catch (SQLException | RuntimeException unusable) {
        session.setBack();
        throw unusable;
      }
      return (Connection)
          Proxy.newProxyInstance(
              OwnSession.class.getClassLoader(), new Class<?>[] {Connection.class}, session);
    } catch (SQLException | RuntimeException unusable) {
      try (theirs) {
        throw unusable;
      }
    }
  }

  private @Nullable String answer(String question) throws SQLException {
    try (Statement statement = theirs.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      row.next();
      return row.getString(1);
    }
  }

  /** Which of JDBC's two terms MariaDB's driver heeds is said in its URL; the server has one. */
  private void enter(String schema) throws SQLException {
    if (dialect == Dialect.MARIADB) {
      use(schema);
      return;
    }
    theirs.setSchema(schema);
    if (theirs.getSchema() == null) {
      throw new SQLException("there is no schema '" + schema + "' in this database", "3F000");
    }
  }

  private void use(String schema) throws SQLException {
    try (Statement statement = theirs.createStatement()) {
      statement.execute("use `" + schema.replace("`", "``") + "`");
    }
  }

  private void setBack() throws SQLException {
    if (!theirs.getAutoCommit()) {
      theirs.rollback();
      theirs.setAutoCommit(true);
    }
    theirs.setTransactionIsolation(level);
    if (place != null) {
      leaveFor(place);
    }
    theirs.setAutoCommit(autoCommit);
  }

  /** A search path may have several schemas, and JDBC takes one. */
  private void leaveFor(String former) throws SQLException {
    switch (dialect) {
      case POSTGRESQL -> {
        try (PreparedStatement statement =
            theirs.prepareStatement("select set_config('search_path', ?, false)")) {
          statement.setString(1, former);
          statement.execute();
        }
      }
      case MARIADB -> use(former);
      case H2, HSQLDB, DERBY, SQLITE -> theirs.setSchema(former);
    }
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    return switch (method.getName()) {
      case "close" -> {
        try (theirs) {
          if (!theirs.isClosed()) {
            setBack();
          }
        }
        yield null;
      }
      case "equals" -> args != null && proxy == args[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> pass(method, args);
    };
  }

  private @Nullable Object pass(Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    try {
      return method.invoke(theirs, args);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause() == null ? thrown : thrown.getCause();
    }
  }
}
