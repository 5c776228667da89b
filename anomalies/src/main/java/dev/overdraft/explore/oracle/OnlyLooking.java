package dev.overdraft.explore.oracle;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection to look through, by which the tables are brought back afterwards: nobody closes it,
 * and it refuses what would outlast the look.
 */
final class OnlyLooking implements InvocationHandler {

  private static final Set<String> REFUSED =
      Set.of(
          "abort",
          "commit",
          "rollback",
          "setCatalog",
          "setHoldability",
          "setReadOnly",
          "setSavepoint",
          "setSchema",
          "setTransactionIsolation");

  private final Connection connection;

  private OnlyLooking(Connection connection) {
    this.connection = connection;
  }

  static Connection at(Connection connection) {
    return (Connection)
        Proxy.newProxyInstance(
            OnlyLooking.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            new OnlyLooking(connection));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    String name = method.getName();
    if (name.equals("close")) {
      return null;
    }
    boolean begins = name.equals("setAutoCommit") && args != null && Boolean.FALSE.equals(args[0]);
    if (begins || REFUSED.contains(name)) {
      throw new SQLException("an invariant only looks: its connection takes no " + name);
    }
    try {
      return method.invoke(connection, args);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause() == null ? thrown : thrown.getCause();
    }
  }
}
