package dev.overdraft.explore.step;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Connections that tell of a deadlock some time after the server has ended it. */
final class LateErrors {

  private static final int LATE_MILLIS = 300;

  private LateErrors() {}

  /** These connections, made so. */
  static DataSource of(DataSource raw) {
    return late(DataSource.class, raw);
  }

  private static <T> T late(Class<T> type, T target) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                Object result = method.invoke(target, arguments);
                if (result instanceof Connection connection) {
                  return late(Connection.class, connection);
                }
                return result instanceof PreparedStatement statement
                    ? late(PreparedStatement.class, statement)
                    : result;
              } catch (InvocationTargetException thrown) {
                if (thrown.getCause() instanceof SQLException error
                    && "40P01".equals(error.getSQLState())) {
                  Thread.sleep(LATE_MILLIS);
                }
                throw thrown.getCause();
              }
            });
    return type.cast(proxy);
  }
}
