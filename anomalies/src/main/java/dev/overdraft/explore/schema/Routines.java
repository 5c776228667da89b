package dev.overdraft.explore.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What can be said of the functions and procedures that somebody has put into the database. */
public final class Routines {

  private static final String UNSEEN =
      """
      select count(*) = 0
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname not in ('pg_catalog', 'information_schema')
        and (p.prokind in ('a', 'w') or (
          select l.lanname not in ('sql', 'plpgsql') from pg_language l where l.oid = p.prolang)
        or pg_get_functiondef(p.oid)
             ~* 'advisory|nowait|skip\\s+locked|dblink|pg_locks|pg_stat|lastval|currval|notify')
      """;

  private Routines() {}

  /**
   * Whether all that they touch shows in the lock table: none takes advisory locks, looks at other
   * sessions, or is written in a language that could do anything.
   */
  public static boolean showInLocks(Connection connection) throws SQLException {
    if (!connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
      return false;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(UNSEEN)) {
      return row.next() && row.getBoolean(1);
    }
  }
}
