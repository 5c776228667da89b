package dev.overdraft.recording;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Dynamic proxies over JDBC interfaces that pass on what they do not know and unwrap what it
 * throws.
 */
final class Proxies {

  /** Puts the proxies into this package, where their constructors can be reached. */
  private interface Recorded {}

  /** A connection and its statements are wrapped anew in each transaction: looked up only once. */
  private static final ClassValue<Constructor<?>> CONSTRUCTORS =
      new ClassValue<>() {
        @Override
        protected Constructor<?> computeValue(Class<?> type) {
          Class<?>[] interfaces = {type, Recorded.class};
          Object first =
              Proxy.newProxyInstance(
                  Recorded.class.getClassLoader(), interfaces, (proxy, method, args) -> null);
          try {
            Constructor<?> made = first.getClass().getConstructor(InvocationHandler.class);
            made.setAccessible(true);
            return made;
          } catch (ReflectiveOperationException unreachable) {
            throw new LinkageError(unreachable.getMessage(), unreachable);
          }
        }
      };

  private Proxies() {}

  static <T> T of(Class<T> type, InvocationHandler handler) {
    try {
      return type.cast(CONSTRUCTORS.get(type).newInstance(handler));
    } catch (ReflectiveOperationException unreachable) {
      throw new LinkageError(unreachable.getMessage(), unreachable);
    }
  }

  static @Nullable Object pass(Object target, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    try {
      return method.invoke(target, args);
    } catch (InvocationTargetException thrown) {
      throw thrown.getCause() == null ? thrown : thrown.getCause();
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
      default -> "recorded " + proxy.getClass().getInterfaces()[0].getSimpleName();
    };
  }
}
