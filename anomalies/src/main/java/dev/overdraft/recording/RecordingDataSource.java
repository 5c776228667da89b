package dev.overdraft.recording;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.sql.Connection;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Hands out recorded connections. */
final class RecordingDataSource implements InvocationHandler {

  private final DataSource target;
  private final Recording recording;

  RecordingDataSource(DataSource target, Recording recording) {
    this.target = target;
    this.recording = recording;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args)
      throws Throwable {
    if (Proxies.isIdentity(method)) {
      return Proxies.identity(proxy, method, args);
    }
    Object result = Proxies.pass(target, method, args);
    if (result instanceof Connection connection) {
      return Proxies.of(Connection.class, new RecordingConnection(connection, recording));
    }
    return result;
  }
}
