package dev.overdraft.recording;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The statements of one connection that lie ready to be used again: a strategy prepares the same
 * few in each transaction, and looking them up here makes up for the time that watching takes.
 *
 * <p>The server cannot tell: drivers remember statements by their text anyway. Only what has been
 * used in the plainest way comes back; see {@link Loan}. Confined to the thread that uses the
 * connection, and closed with it.
 */
final class Shelf {

  /** A strategy that makes up ever new texts must not fill the memory. */
  private static final int ROOM = 64;

  private final Connection connection;
  private final Map<String, PreparedStatement> idle = new HashMap<>();

  Shelf(Connection connection) {
    this.connection = connection;
  }

  /** Whether it reads or updates rows of ours, and has only one result. */
  static boolean suits(AccountSql sql) {
    return switch (sql.kind()) {
      case READ -> true;
      case WRITE -> !sql.returnsRows();
      case OTHER -> false;
    };
  }

  /** One that nobody else uses until it comes {@linkplain #back back}. */
  PreparedStatement take(String text) throws SQLException {
    PreparedStatement ready = idle.remove(text);
    return ready == null ? connection.prepareStatement(text) : ready;
  }

  /** It is as if it had just been prepared. */
  void back(String text, PreparedStatement statement) throws SQLException {
    if (idle.size() >= ROOM || idle.putIfAbsent(text, statement) != null) {
      statement.close();
    }
  }
}
