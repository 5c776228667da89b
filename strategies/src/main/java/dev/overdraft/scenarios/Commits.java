package dev.overdraft.scenarios;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source whose commits pass through something that may fail. */
final class Commits {

  private Commits() {}

  /** What a commit passes through. */
  @FunctionalInterface
  interface Passage {
    void commit(Connection connection) throws SQLException;
  }

  static DataSource through(DataSource target, Passage passage) {
    return proxy(
        DataSource.class,
        (self, method, args) -> {
          Object result = call(target, method, args);
          return method.getName().equals("getConnection")
              ? connection((Connection) Objects.requireNonNull(result), passage)
              : result;
        });
  }

  private static Connection connection(Connection target, Passage passage) {
    return proxy(
        Connection.class,
        (self, method, args) -> {
          if (method.getName().equals("commit")) {
            passage.commit(target);
            return null;
          }
          return call(target, method, args);
        });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(Commits.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static @Nullable Object call(
      Object target, Method method, @Nullable Object @Nullable [] args) throws Throwable {
    try {
      return method.invoke(target, args);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause() == null ? thrown : thrown.getCause();
    }
  }
}
