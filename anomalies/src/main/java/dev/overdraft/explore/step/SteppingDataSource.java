package dev.overdraft.explore.step;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Hands out stepped connections, each actor its own. */
final class SteppingDataSource implements InvocationHandler {

  private final Stepping stepping;
  private final DataSource raw;

  SteppingDataSource(Stepping stepping, DataSource raw) {
    this.stepping = stepping;
    this.raw = raw;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    if (Proxies.isIdentity(method)) {
      return Proxies.identity(proxy, method, args);
    }
    if (method.getName().equals("getConnection")) {
      Session session =
          stepping.borrow(
              () -> (Connection) Objects.requireNonNull(Proxies.call(raw, method, args)));
      return Proxies.of(Connection.class, new SteppingConnection(session, stepping));
    }
    return Proxies.pass(raw, method, args);
  }
}
