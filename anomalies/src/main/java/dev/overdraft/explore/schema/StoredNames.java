package dev.overdraft.explore.schema;

import dev.overdraft.target.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a database has the names of which {@link Catalog} speaks: the same, but for H2, HSQLDB and
 * Derby, which have in upper case what SQL text says without quotes, and which the catalogue tells
 * in lower case, as that text is read. Immutable.
 */
public final class StoredNames {

  private static final Set<Dialect> FOLDING = EnumSet.of(Dialect.H2, Dialect.HSQLDB, Dialect.DERBY);

  private static final String NAMES =
      """
      select table_name, column_name from information_schema.columns
      where table_schema = current_schema
      """;

  private final boolean folds;
  private final Set<String> lowerCase = new TreeSet<>();

  private StoredNames(boolean folds) {
    this.folds = folds;
  }

  /**
   * Those of a connection's current schema.
   *
   * @throws IllegalArgumentException if two of them differ in case alone
   */
  public static StoredNames of(Connection connection) throws SQLException {
    Dialect dialect = Dialect.of(connection);
    var names = new StoredNames(FOLDING.contains(dialect));
    if (names.folds) {
      names.read(connection, dialect == Dialect.DERBY ? DerbyCatalog.NAMES : NAMES);
    }
    return names;
  }

  private void read(Connection connection, String query) throws SQLException {
    Set<String> upperCase = new TreeSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        for (int column = 1; column <= 2; column++) {
          String name = row.getString(column);
          String lower = name.toLowerCase(Locale.ROOT);
          if (name.equals(lower)) {
            lowerCase.add(name);
          } else if (name.equals(name.toUpperCase(Locale.ROOT))) {
            upperCase.add(lower);
          }
        }
      }
    }
    upperCase.retainAll(lowerCase);
    if (!upperCase.isEmpty()) {
      throw new IllegalArgumentException(
          "names in upper and in lower case cannot be told apart in SQL text; rename one of each: "
              + upperCase);
    }
  }

  /** A name as it stands in the database. */
  public String stored(String name) {
    boolean folded =
        folds && name.equals(name.toLowerCase(Locale.ROOT)) && !lowerCase.contains(name);
    return folded ? name.toUpperCase(Locale.ROOT) : name;
  }
}
