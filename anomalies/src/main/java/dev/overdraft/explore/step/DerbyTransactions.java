package dev.overdraft.explore.step;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which transaction each of our sessions on Derby is in. The lock table knows transactions alone,
 * each with a number of its own, and no SQL tells a session's; the connection knows it, in classes
 * that Derby has public and not documented. Its {@code toString()} says it as well, but only that
 * of the moment in which it was first called.
 *
 * <p>Thread-safe.
 */
final class DerbyTransactions {

  private static final String INTERFACES = "org.apache.derby.iapi.";

  private record Session(Connection connection, Object context) {}

  private final Map<Integer, Session> sessions = new ConcurrentHashMap<>();

  /** Notes a connection, and gives its session's number. */
  int add(Connection connection) throws SQLException {
    Connection own =
        connection.unwrap(known(INTERFACES + "jdbc.EngineConnection").asSubclass(Connection.class));
    Object context = ask(own.getClass(), own, "getLanguageConnection");
    int session = (Integer) ask(contextClass(), context, "getInstanceNumber");
    sessions.put(session, new Session(connection, context));
    return session;
  }

  /** Forgets it. */
  void remove(Connection connection) {
    sessions.values().removeIf(session -> session.connection() == connection);
  }

  /** The sessions by the numbers of the transactions that they are in, or were in last. */
  Map<String, Integer> now() throws SQLException {
    Map<String, Integer> now = new HashMap<>();
    for (Map.Entry<Integer, Session> each : sessions.entrySet()) {
      if (each.getValue().connection().isClosed()) {
        continue;
      }
      Object transaction = ask(contextClass(), each.getValue().context(), "getTransactionExecute");
      Class<?> controller = known(INTERFACES + "store.access.TransactionController");
      now.put((String) ask(controller, transaction, "getTransactionIdString"), each.getKey());
    }
    return now;
  }

  /** Undoes what a session has done, from another thread than its own. */
  void rollBack(int session) throws SQLException {
    Session holder = sessions.get(session);
    if (holder != null && !holder.connection().isClosed() && !holder.connection().getAutoCommit()) {
      holder.connection().rollback();
    }
  }

  private static Class<?> contextClass() {
    return known(INTERFACES + "sql.conn.LanguageConnectionContext");
  }

  private static Class<?> known(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException unknown) {
      throw unlike(unknown);
    }
  }

  private static Object ask(Class<?> type, Object whom, String what) throws SQLException {
    try {
      return type.getMethod(what).invoke(whom);
    } catch (InvocationTargetException failed) {
      throw new SQLException(what + " failed: " + failed.getCause(), failed);
    } catch (ReflectiveOperationException unlike) {
      throw unlike(unlike);
    }
  }

  private static IllegalArgumentException unlike(ReflectiveOperationException cause) {
    return new IllegalArgumentException(
        "this Derby does not say which transaction a connection is in, as 10.16 does on the class"
            + " path: "
            + cause,
        cause);
  }
}
