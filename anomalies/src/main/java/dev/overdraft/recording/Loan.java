package dev.overdraft.recording;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A statement of a {@link Shelf} in somebody's hands, from its preparation until it is closed.
 *
 * <p>It goes back unless something was done with it that may last: a limit or a timeout set, an
 * error, more than one result asked for. Once closed, it answers as a closed statement does, though
 * the driver's own may be at work again by then.
 */
final class Loan {

  private final Shelf shelf;
  private final String text;
  private final PreparedStatement statement;
  private @Nullable ResultSet open;
  private boolean asPrepared = true;
  private boolean closed;

  /** Takes one from the shelf. */
  Loan(Shelf shelf, String text) throws SQLException {
    this.shelf = shelf;
    this.text = text;
    this.statement = shelf.take(text);
  }

  PreparedStatement statement() {
    return statement;
  }

  /** Somebody calls this method, with these arguments. */
  void use(String method, @Nullable Object @Nullable [] args) throws SQLException {
    if (closed && !method.equals("isClosed")) {
      throw new SQLException("This statement has been closed.", "55000");
    }
    asPrepared &= leavesNoTrace(method, args);
  }

  /** Settings outlive an execution; values and executions do not. */
  private static boolean leavesNoTrace(String method, @Nullable Object @Nullable [] args) {
    return switch (method) {
      case "setLong", "setInt", "setString", "setObject", "setNull", "setBigDecimal" -> true;
      case "execute", "executeQuery", "executeUpdate", "executeLargeUpdate" -> args == null;
      case "getUpdateCount", "getLargeUpdateCount", "isClosed" -> true;
      default -> false;
    };
  }

  boolean isClosed() {
    return closed;
  }

  /** It handed out these rows, which are closed with it. */
  void opened(ResultSet rows) {
    open = rows;
  }

  /** It must not be used again. */
  void failed() {
    asPrepared = false;
  }

  void close() throws SQLException {
    if (closed) {
      return;
    }
    closed = true;
    if (!asPrepared) {
      statement.close();
      return;
    }
    if (open != null) {
      open.close();
    }
    statement.clearParameters();
    shelf.back(text, statement);
  }
}
