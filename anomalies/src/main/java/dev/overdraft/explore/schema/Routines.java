package dev.overdraft.explore.schema;

import dev.overdraft.target.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What can be said of the functions and procedures that somebody has put into the database.
 *
 * @param showInLocks whether all that they touch shows in the lock table: none takes advisory
 *     locks, looks at other sessions, or is written in a language that could do anything
 * @param runAtCommit whether a constraint trigger may put one off until its transaction commits
 */
public record Routines(boolean showInLocks, boolean runAtCommit) {

  /** They may do anything, but not at commit. */
  public static final Routines UNKNOWN = new Routines(false, false);

  /**
   * By number first, which has an index: below 16384 are the server's own, whose three thousand
   * sources are otherwise searched as well.
   */
  private static final String UNSEEN =
      """
      select count(*) = 0
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.oid >= 16384 and n.nspname not in ('pg_catalog', 'information_schema')
        and (p.prokind in ('a', 'w') or (
          select l.lanname not in ('sql', 'plpgsql') from pg_language l where l.oid = p.prolang)
        or pg_get_functiondef(p.oid)
             ~* 'advisory|nowait|skip\\s+locked|dblink|pg_locks|pg_stat|lastval|currval|notify')
      """;

  private static final String PUT_OFF =
      """
      select count(*) > 0 from pg_trigger t join pg_class c on c.oid = t.tgrelid
      where not t.tgisinternal and t.tgdeferrable
        and c.relnamespace = current_schema()::regnamespace
      """;

  /** Asks the server: PostgreSQL, of others nothing is known. */
  public static Routines read(Connection connection) throws SQLException {
    if (Dialect.of(connection) != Dialect.POSTGRESQL) {
      return UNKNOWN;
    }
    return new Routines(is(connection, UNSEEN), is(connection, PUT_OFF));
  }

  private static boolean is(Connection connection, String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(question)) {
      return row.next() && row.getBoolean(1);
    }
  }
}
