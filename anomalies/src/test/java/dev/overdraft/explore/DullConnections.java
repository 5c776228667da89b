package dev.overdraft.explore;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Connections that do not hear, the first few times, when they are to look for a deadlock. */
final class DullConnections {

  private final AtomicInteger left;

  DullConnections(int times) {
    left = new AtomicInteger(times);
  }

  /** How often they will still not hear. */
  int left() {
    return left.get();
  }

  /** These connections, made so. */
  DataSource of(DataSource raw) {
    return dull(DataSource.class, raw);
  }

  private <T> T dull(Class<T> type, T target) {
    Object proxy =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (arguments != null
                  && arguments[0] instanceof String sql
                  && sql.startsWith("set local deadlock_timeout")
                  && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                return false;
              }
              try {
                Object result = method.invoke(target, arguments);
                if (result instanceof Connection connection) {
                  return dull(Connection.class, connection);
                }
                return result instanceof Statement statement
                        && method.getName().equals("createStatement")
                    ? dull(Statement.class, statement)
                    : result;
              } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
              }
            });
    return type.cast(proxy);
  }
}
