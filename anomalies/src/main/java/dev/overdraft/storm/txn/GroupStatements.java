package dev.overdraft.storm.txn;

import dev.overdraft.target.Dialect;
import dev.overdraft.workload.txn.Step;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.StringJoiner;

/**
 * The statements on rows that are in groups. The database counts each row's versions, and every
 * version names the operation that wrote it. Writes ask for the group that the row is thought to be
 * in, so that one that somebody else has moved meanwhile is left alone.
 */
final class GroupStatements {

  /** The operation that wrote what was there before everything. */
  private static final long NOBODY = -1;

  private static final int ROWS_TOGETHER = 500;

  private GroupStatements() {}

  /** Puts rows into their groups before everything. */
  static void seed(Connection open, List<Step> rows) throws SQLException {
    try (Statement insert = open.createStatement()) {
      for (int from = 0; from < rows.size(); from += ROWS_TOGETHER) {
        var values = new StringJoiner(", ");
        for (Step row : rows.subList(from, Math.min(rows.size(), from + ROWS_TOGETHER))) {
          values.add("(%d, %d, 0, %d)".formatted(row.key(), row.value(), NOBODY));
        }
        insert.executeUpdate("insert into item (k, g, v, op) values " + values);
      }
    }
  }

  /** Runs one step of an operation. */
  static Read run(Connection open, Dialect dialect, Step step, long operation) throws SQLException {
    return switch (step.action()) {
      case READ_GROUP -> select(open, step.key());
      case INSERT -> insert(open, step, operation);
      case UPDATE -> update(open, step, operation);
      case DELETE -> returns(dialect) ? delete(open, step) : count(open, step);
      case READ, WRITE -> throw new IllegalArgumentException(step + " is not about groups");
    };
  }

  private static Read select(Connection open, long group) throws SQLException {
    try (PreparedStatement select =
        open.prepareStatement("select k, v, op from item where g = ? order by k")) {
      select.setLong(1, group);
      List<long[]> found = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          long operation = rows.getLong(3);
          found.add(
              operation == NOBODY
                  ? new long[] {rows.getLong(1), rows.getLong(2)}
                  : new long[] {rows.getLong(1), rows.getLong(2), operation});
        }
      }
      return new Read.Rows(found);
    }
  }

  private static Read insert(Connection open, Step step, long operation) throws SQLException {
    try (PreparedStatement insert =
        open.prepareStatement("insert into item (k, g, v, op) values (?, ?, 1, ?)")) {
      insert.setLong(1, step.key());
      insert.setLong(2, step.value());
      insert.setLong(3, operation);
      insert.executeUpdate();
      return new Read.Written(OptionalLong.of(1));
    }
  }

  /** The row is ours when its new version is read: not every engine returns it by itself. */
  private static Read update(Connection open, Step step, long operation) throws SQLException {
    try (PreparedStatement update =
            open.prepareStatement(
                "update item set g = ?, v = v + 1, op = ? where k = ? and g = ?");
        PreparedStatement select = open.prepareStatement("select v from item where k = ?")) {
      update.setLong(1, step.value());
      update.setLong(2, operation);
      update.setLong(3, step.key());
      update.setLong(4, step.from());
      if (update.executeUpdate() == 0) {
        return new Read.Written(OptionalLong.empty());
      }
      select.setLong(1, step.key());
      return written(select, 0);
    }
  }

  private static boolean returns(Dialect dialect) {
    return switch (dialect) {
      case POSTGRESQL, MARIADB, SQLITE -> true;
      case H2, HSQLDB, DERBY -> false;
    };
  }

  /** The same in three statements: the version of the deletion is counted, and read, before it. */
  private static Read count(Connection open, Step step) throws SQLException {
    try (PreparedStatement update =
            open.prepareStatement("update item set v = v + 1 where k = ? and g = ?");
        PreparedStatement select = open.prepareStatement("select v from item where k = ?");
        PreparedStatement delete = open.prepareStatement("delete from item where k = ?")) {
      update.setLong(1, step.key());
      update.setLong(2, step.from());
      if (update.executeUpdate() == 0) {
        return new Read.Written(OptionalLong.empty());
      }
      select.setLong(1, step.key());
      Read written = written(select, 0);
      delete.setLong(1, step.key());
      delete.executeUpdate();
      return written;
    }
  }

  private static Read delete(Connection open, Step step) throws SQLException {
    try (PreparedStatement delete =
        open.prepareStatement("delete from item where k = ? and g = ? returning v")) {
      delete.setLong(1, step.key());
      delete.setLong(2, step.from());
      return written(delete, 1);
    }
  }

  private static Read written(PreparedStatement version, long more) throws SQLException {
    try (ResultSet rows = version.executeQuery()) {
      return new Read.Written(
          rows.next() ? OptionalLong.of(rows.getLong(1) + more) : OptionalLong.empty());
    }
  }
}
