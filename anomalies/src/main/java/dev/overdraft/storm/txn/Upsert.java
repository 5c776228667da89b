package dev.overdraft.storm.txn;

import dev.overdraft.target.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Adds to what a key holds, or makes the key, as each engine spells it.
 *
 * <p>In one statement, but for Derby: its MERGE reads the row before it locks it, and so loses an
 * update all by itself; there an UPDATE is tried first.
 */
final class Upsert {

  private static final String INSERT = "insert into item (k, v) values (?, ?)";

  private final Kind kind;
  private final Dialect dialect;

  /** Of keys that hold such values; a set's elements are only ever inserted. */
  Upsert(Kind kind, Dialect dialect) {
    this.kind = kind;
    this.dialect = dialect;
  }

  /** Runs it with {@link Kind#operand what is added}. */
  void run(Connection open, long key, long operand) throws SQLException {
    if (kind == Kind.SET || dialect != Dialect.DERBY || update(open, key, operand) == 0) {
      try (PreparedStatement statement = open.prepareStatement(sql())) {
        statement.setLong(1, key);
        bind(statement, 2, operand);
        statement.executeUpdate();
      }
    }
  }

  private int update(Connection open, long key, long operand) throws SQLException {
    try (PreparedStatement statement =
        open.prepareStatement("update item set v = " + sum("v", "?") + " where k = ?")) {
      bind(statement, 1, operand);
      statement.setLong(2, key);
      return statement.executeUpdate();
    }
  }

  private String sql() {
    if (kind == Kind.SET) {
      return INSERT;
    }
    return switch (dialect) {
      case POSTGRESQL, SQLITE ->
          INSERT + " on conflict (k) do update set v = " + sum("item.v", "excluded.v");
      case MARIADB -> INSERT + " on duplicate key update v = " + sum("v", "values(v)");
      case H2, HSQLDB ->
          """
          merge into item using (values (cast(? as bigint), cast(? as %s))) as s (k, v)
          on item.k = s.k
          when matched then update set item.v = %s
          when not matched then insert (k, v) values (s.k, s.v)"""
              .formatted(kind == Kind.LIST ? "varchar(20)" : "bigint", sum("item.v", "s.v"));
      case DERBY -> INSERT;
    };
  }

  private String sum(String old, String added) {
    return switch (kind) {
      case LIST ->
          (dialect == Dialect.MARIADB ? "concat(%s, ',', %s)" : "%s || ',' || %s")
              .formatted(old, added);
      case COUNTER -> old + " + " + added;
      case REGISTER, GROUPS, SET -> added;
    };
  }

  private void bind(PreparedStatement statement, int place, long operand) throws SQLException {
    if (kind == Kind.LIST) {
      statement.setString(place, Long.toString(operand));
    } else {
      statement.setLong(place, operand);
    }
  }
}
