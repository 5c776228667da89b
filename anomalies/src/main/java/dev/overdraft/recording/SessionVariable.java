package dev.overdraft.recording;

import dev.overdraft.history.RowVersion;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads what an update made from a variable of the session, where a trigger has noted it: id,
 * revision, writer and balance of each row, row after row.
 *
 * <p>A variable is no table: asking for it takes neither a lock nor a snapshot, which a query that
 * reads the rows back would take earlier than the strategy itself. Costs a round trip.
 *
 * @see <a
 *     href="https://mariadb.com/docs/server/reference/sql-structure/sql-language-structure/user-defined-variables">MariaDB,
 *     user-defined variables</a>
 */
public record SessionVariable(Connection connection) {

  /** What the variable is called. */
  public static final String NAME = "@od_made";

  private static final String TAKE = "select %1$s, %1$s := null".formatted(NAME);
  private static final int COLUMNS = 4;

  /**
   * The versions that an update has just made.
   *
   * @param count how many rows it counted; what stands before the last so many was left by a
   *     statement that failed on its way
   * @throws IllegalStateException if fewer were noted
   */
  List<RowVersion> made(int count) throws SQLException {
    long[] noted = noted();
    if (noted.length < count * COLUMNS) {
      throw new IllegalStateException(
          "an update counted %d rows, and %d were noted".formatted(count, noted.length / COLUMNS));
    }
    List<RowVersion> made = new ArrayList<>(count);
    for (int at = noted.length - count * COLUMNS; at < noted.length; at += COLUMNS) {
      made.add(new RowVersion(noted[at], noted[at + 1], noted[at + 2], noted[at + 3]));
    }
    return made;
  }

  private long[] noted() throws SQLException {
    try (Statement ask = connection.createStatement();
        ResultSet answer = ask.executeQuery(TAKE)) {
      answer.next();
      String text = answer.getString(1);
      return text == null
          ? new long[0]
          : Arrays.stream(text.split(",", -1)).mapToLong(Long::parseLong).toArray();
    }
  }
}
