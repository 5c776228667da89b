package dev.overdraft.explore.step;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** Connections whose calls return some time after the server has answered. */
final class LateReturns {

  /** How late a call returns. */
  interface Delay {

    /**
     * In milliseconds.
     *
     * @param sql the prepared text, or the name of a method of the connection
     * @param sqlState of the error that the call ends with
     */
    int of(String sql, Optional<String> sqlState);
  }

  private final Delay delay;

  private LateReturns(Delay delay) {
    this.delay = delay;
  }

  /** These connections, made so. */
  static DataSource of(DataSource raw, Delay delay) {
    return new LateReturns(delay).late(DataSource.class, raw, "");
  }

  private <T> T late(Class<T> type, T target, String sql) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> called(target, method, arguments, sql));
    return type.cast(proxy);
  }

  private Object called(Object target, Method method, Object[] arguments, String sql)
      throws Throwable {
    String what = sql.isEmpty() ? method.getName() : sql;
    try {
      Object result = method.invoke(target, arguments);
      if (result instanceof Connection connection) {
        return late(Connection.class, connection, "");
      }
      if (result instanceof PreparedStatement statement) {
        return late(PreparedStatement.class, statement, (String) arguments[0]);
      }
      if (sql.isEmpty() || method.getName().startsWith("execute")) {
        Thread.sleep(delay.of(what, Optional.empty()));
      }
      return result;
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof SQLException error) {
        Thread.sleep(delay.of(what, Optional.ofNullable(error.getSQLState())));
      }
      throw thrown.getCause();
    }
  }
}
