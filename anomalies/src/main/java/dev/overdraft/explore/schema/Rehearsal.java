package dev.overdraft.explore.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The way back, gone once before anything is changed: all tables are restored, compared and rolled
 * back. Rows of somebody else's are put at stake only where they have been seen to come back; a
 * trigger, a rule, an inherited table or a missing right may be in the way.
 *
 * <p>Limits: it sees the tables of the schema alone, and what they hold now: a trigger on an empty
 * table does not fire. On PostgreSQL sequences are set to where they are; what numbers rows on
 * other servers, where no transaction covers that, is left out.
 */
final class Rehearsal {

  private static final String ADVICE =
      "; nothing has been changed. Let the tests connect as a role that may do that with triggers"
          + " and foreign keys switched off, or name a schema with copies of the tables";

  private final Connection control;
  private final Baseline baseline;

  Rehearsal(Connection control, Baseline baseline) {
    this.control = control;
    this.baseline = baseline;
  }

  /**
   * Looks for foreign keys from outside, by which what is restored here could change rows there.
   *
   * @param query for the names of the tables that have them
   * @throws IllegalArgumentException if there are any
   */
  void refuseReferrers(String query) throws SQLException {
    List<String> referrers = new ArrayList<>();
    try (Statement statement = control.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        referrers.add(row.getString(1));
      }
    }
    if (!referrers.isEmpty()) {
      throw new IllegalArgumentException(
          "tables of other schemas refer to these, and would lose rows or keep these from being"
              + " brought back: "
              + referrers
              + ADVICE);
    }
  }

  /**
   * Plays it.
   *
   * @param way the statements that restore all tables
   * @throws IllegalArgumentException if one fails, or tables do not hold what they held
   */
  void play(List<String> way) throws SQLException {
    control.setAutoCommit(false);
    try {
      for (String sql : way) {
        run(sql);
      }
      Set<String> others = baseline.dirty(baseline.read());
      if (!others.isEmpty()) {
        throw new IllegalArgumentException(
            "the rows of "
                + others
                + " cannot be brought back as they are, since a trigger, a rule or another table"
                + " changes them on their way"
                + ADVICE);
      }
    } finally {
      control.rollback();
      control.setAutoCommit(true);
    }
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = control.createStatement()) {
      statement.execute(sql);
    } catch (SQLException refused) {
      throw new IllegalArgumentException(
          "the schema's rows cannot be brought back, as '%s' fails with '%s'"
                  .formatted(sql, refused.getMessage())
              + ADVICE,
          refused);
    }
  }
}
