package dev.overdraft.strategies;

import dev.overdraft.workload.bank.Surroundings;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;

/** A database whose connections break a number of times, each at the same place. */
public final class BreakingDatabase implements Surroundings {

  /** The place where a commit is done, and not answered. */
  public static final String COMMIT = "commit";

  private final JdbcDataSource database = new JdbcDataSource();
  private final String place;
  private int breaks;

  /**
   * A database in memory, by a name.
   *
   * @param place {@link #COMMIT}, or a word of the statement that is neither done nor answered
   */
  public BreakingDatabase(String name, String place, int breaks) {
    database.setURL("jdbc:h2:mem:" + name + ";MODE=PostgreSQL");
    this.place = place;
    this.breaks = breaks;
  }

  /** A connection that does not break. */
  public Connection sound() throws SQLException {
    return database.getConnection();
  }

  @Override
  public DataSource dataSource() {
    return proxy(DataSource.class, (proxy, method, args) -> breaking(database.getConnection()));
  }

  private Connection breaking(Connection connection) {
    return proxy(
        Connection.class,
        (proxy, method, args) -> {
          if (breaks > 0 && isThere(method, args)) {
            breaks--;
            if (method.getName().equals(COMMIT)) {
              connection.commit();
            }
            connection.close();
            throw new SQLException("the connection is broken", "08006");
          }
          try {
            return method.invoke(connection, args);
          } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
          }
        });
  }

  private boolean isThere(Method method, Object @Nullable [] args) {
    return switch (method.getName()) {
      case "prepareStatement" -> args != null && String.valueOf(args[0]).contains(place);
      case COMMIT -> place.equals(COMMIT);
      default -> false;
    };
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @Override
  public Writer singleWriter(String name) {
    throw new AssertionError("nobody asks for " + name);
  }

  @Override
  public JvmLock jvmLock(String name) {
    throw new AssertionError("nobody asks for " + name);
  }
}
