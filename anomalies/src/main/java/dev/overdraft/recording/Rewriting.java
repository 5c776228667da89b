package dev.overdraft.recording;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Objects;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source that sends other statements than it is given. As safe for threads as the other. */
public final class Rewriting {

  private final UnaryOperator<String> rewrite;

  private Rewriting(UnaryOperator<String> rewrite) {
    this.rewrite = rewrite;
  }

  /**
   * The same connections, with the text of every statement changed before it is sent.
   *
   * @param rewrite gets each text that application code prepares, executes or adds to a batch; is
   *     called by many threads
   */
  public static DataSource of(DataSource dataSource, UnaryOperator<String> rewrite) {
    var rewriting = new Rewriting(rewrite);
    return Proxies.of(
        DataSource.class,
        (proxy, method, args) ->
            Proxies.isIdentity(method)
                ? Proxies.identity(proxy, method, args)
                : rewriting.connection(Proxies.pass(dataSource, method, args)));
  }

  private @Nullable Object connection(@Nullable Object result) {
    if (!(result instanceof Connection connection)) {
      return result;
    }
    return Proxies.of(
        Connection.class,
        (proxy, method, args) -> {
          if (Proxies.isIdentity(method)) {
            return Proxies.identity(proxy, method, args);
          }
          boolean prepares = method.getName().startsWith("prepare");
          Object made = Proxies.pass(connection, method, prepares ? rewritten(args) : args);
          return method.getName().equals("createStatement")
              ? statement((Statement) Objects.requireNonNull(made))
              : made;
        });
  }

  private Statement statement(Statement statement) {
    return Proxies.of(
        Statement.class,
        (proxy, method, args) ->
            Proxies.isIdentity(method)
                ? Proxies.identity(proxy, method, args)
                : Proxies.pass(statement, method, isSent(method) ? rewritten(args) : args));
  }

  private static boolean isSent(Method method) {
    return method.getName().startsWith("execute") || method.getName().equals("addBatch");
  }

  private @Nullable Object @Nullable [] rewritten(@Nullable Object @Nullable [] args) {
    if (args == null || args.length == 0 || !(args[0] instanceof String sql)) {
      return args;
    }
    @Nullable Object[] changed = args.clone();
    changed[0] = rewrite.apply(sql);
    return changed;
  }
}
