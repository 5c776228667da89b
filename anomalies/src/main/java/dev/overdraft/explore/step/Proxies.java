package dev.overdraft.explore.step;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Dynamic proxies over JDBC interfaces that pass on what they do not know. */
final class Proxies {
  private Proxies() {}

  static <T> T of(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  static @Nullable Object pass(Object target, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    try {
      // Once for each method; else each call would look up the stack for who makes it.
      method.trySetAccessible();
      return method.invoke(target, args);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause() == null ? thrown : thrown.getCause();
    }
  }

  /** As {@link #pass}, for a call that is a step: what it throws is an SQL exception or worse. */
  static @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] args)
      throws java.sql.SQLException {
    try {
      return pass(target, method, args);
    } catch (java.sql.SQLException | RuntimeException | Error thrown) {
      throw thrown;
    } catch (Throwable other) {
      throw new java.sql.SQLException(other);
    }
  }

  /** The three methods of Object that a proxy answers by its own identity. */
  static boolean isIdentity(Method method) {
    return method.getDeclaringClass() == Object.class;
  }

  static Object identity(Object proxy, Method method, @Nullable Object @Nullable [] args) {
    return switch (method.getName()) {
      case "equals" -> args != null && proxy == args[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "stepped " + proxy.getClass().getInterfaces()[0].getSimpleName();
    };
  }
}
