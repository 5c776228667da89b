package dev.overdraft.recording;

import dev.overdraft.history.RowVersion;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what an update made, where updates return no rows: by the writer's mark, in the same
 * transaction, before anybody else can have changed it.
 *
 * <p>By the ids that the update names, where it names them: a scan of the table would take read
 * locks on rows of others at the upper levels of engines that lock. Costs a round trip, which in
 * the same JVM is a call.
 */
record ReadBack(Connection connection, long writer) {

  /**
   * The versions that an update has just made.
   *
   * @param count how many rows it counted
   * @param ids of all rows that it can have updated; empty if they are not known
   * @param before what the transaction had written before
   */
  List<RowVersion> made(int count, List<Object> ids, List<RowVersion> before) throws SQLException {
    List<RowVersion> made = read(ids, before);
    return made.size() == count || ids.isEmpty() ? made : read(List.of(), before);
  }

  private List<RowVersion> read(List<Object> ids, List<RowVersion> before) throws SQLException {
    List<RowVersion> made = new ArrayList<>();
    try (PreparedStatement ask = connection.prepareStatement(AccountSql.readBack(ids.size()))) {
      ask.setLong(1, writer);
      for (int i = 0; i < ids.size(); i++) {
        ask.setObject(i + 2, ids.get(i));
      }
      try (ResultSet rows = ask.executeQuery()) {
        while (rows.next()) {
          RowVersion version = RecordingResultSet.version(rows, 1);
          if (!before.contains(version)) {
            made.add(version);
          }
        }
      }
    }
    return made;
  }
}
