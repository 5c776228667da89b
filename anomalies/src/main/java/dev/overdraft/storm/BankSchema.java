package dev.overdraft.storm;

import dev.overdraft.history.LedgerEntry;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import dev.overdraft.target.Dialect;
import dev.overdraft.workload.bank.BankLoad;
import dev.overdraft.workload.bank.Needs;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * The bank's tables, and what they hold when all is over.
 *
 * <p>{@code account.version} is for strategies; {@code od_revision} and {@code od_writer} are ours.
 * The trigger fires only for updates that nobody rewrote: it counts them and marks them as foreign.
 * {@code transfer_log} has no key at all: one on the operation would prevent the double application
 * that it is there to show, and any index would cost every transaction.
 */
public final class BankSchema {

  private static final String POSTGRESQL_TABLES =
      "select quote_ident(tablename) from pg_tables where schemaname = current_schema()";
  private static final String TABLES =
      "select concat('`', table_name, '`') from information_schema.tables"
          + " where table_schema = database()";

  private final DataSource dataSource;

  /** Tables in the schema that {@code dataSource} points at. */
  public BankSchema(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Makes the tables and fills in the opening balances. The schema has to be empty. */
  public void create(BankLoad load) throws SQLException {
    create(load, Needs.NOTHING);
  }

  /** The same, with what a strategy needs besides. */
  public void create(BankLoad load, Needs needs) throws SQLException {
    create(BankDdl::whole, needs, load);
  }

  /** Only what a strategy needs, nothing of ours: for measuring what a strategy costs by itself. */
  public void createBare(BankLoad load) throws SQLException {
    createBare(load, Needs.NOTHING);
  }

  /** The same, with what it needs besides the accounts. */
  public void createBare(BankLoad load, Needs needs) throws SQLException {
    create(BankDdl::bare, needs, load);
  }

  private void create(Function<Dialect, List<String>> ddl, Needs needs, BankLoad load)
      throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      Dialect dialect = Dialect.of(connection);
      execute(connection, ddl.apply(dialect));
      execute(connection, needs.ddl().stream().map(dialect::spell).toList());
      fill(connection, load);
      if (dialect == Dialect.POSTGRESQL) {
        execute(connection, List.of("analyze account"));
      }
    }
  }

  private static void execute(Connection connection, List<String> commands) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String command : commands) {
        statement.execute(command);
      }
    }
  }

  /**
   * Drops every table of the schema, so that the next bank can be made. An engine in this JVM is
   * left to whoever made it: nobody else sees its tables.
   */
  public void drop() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      if (Dialect.of(connection).isInProcess()) {
        return;
      }
      boolean postgresql = Dialect.of(connection) == Dialect.POSTGRESQL;
      List<String> tables = new ArrayList<>();
      try (ResultSet row = statement.executeQuery(postgresql ? POSTGRESQL_TABLES : TABLES)) {
        while (row.next()) {
          tables.add(row.getString(1));
        }
      }
      for (String table : tables) {
        statement.execute("drop table " + table + (postgresql ? " cascade" : ""));
      }
    }
  }

  private static void fill(Connection connection, BankLoad load) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
        connection.prepareStatement("insert into account (id, balance) values (?, ?)")) {
      for (Map.Entry<Long, Long> account : load.opening().entrySet()) {
        insert.setLong(1, account.getKey());
        insert.setLong(2, account.getValue());
        insert.addBatch();
      }
      insert.executeBatch();
    }
    connection.commit();
    connection.setAutoCommit(true);
  }

  /**
   * What the server kept.
   *
   * @param ledger the transfer log, in the order of its own numbers
   * @param accounts the final audit: every account's row
   */
  record Kept(List<LedgerEntry> ledger, List<RowVersion> accounts) {}

  /** Reads both in one snapshot. */
  Kept kept() throws SQLException {
    return kept(Needs.Money.IN_ACCOUNT, Map.of());
  }

  /**
   * The same for a strategy that keeps its money elsewhere.
   *
   * @param opening what the accounts were opened with
   */
  Kept kept(Needs.Money money, Map<Long, Long> opening) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      Dialect dialect = Dialect.of(connection);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      if (!dialect.isInProcess()) {
        connection.setReadOnly(true);
      }
      connection.setAutoCommit(false);
      var kept =
          money == Needs.Money.IN_ACCOUNT
              ? new Kept(ledger(connection, dialect), accounts(connection))
              : new EntryBook(opening).read(connection, money);
      connection.commit();
      return kept;
    }
  }

  private static List<LedgerEntry> ledger(Connection connection, Dialect dialect)
      throws SQLException {
    boolean arrays = dialect == Dialect.POSTGRESQL;
    List<LedgerEntry> entries = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select sequence, operation, attempt, %s, versions from transfer_log order by sequence"
                    .formatted(arrays ? "transaction, backend" : "0, 0"))) {
      while (rows.next()) {
        entries.add(
            new LedgerEntry(
                rows.getLong(1),
                Writer.of(rows.getLong(2), rows.getInt(3)),
                rows.getLong(4),
                rows.getLong(5),
                versions(
                    arrays ? (Long[]) rows.getArray(6).getArray() : numbers(rows.getString(6)))));
      }
    }
    return entries;
  }

  /** {@code [1, 2, 3]}, as engines without arrays keep them. */
  private static Long[] numbers(String text) {
    return Arrays.stream(text.replaceAll("[\\[\\]\\s]", "").split(",", -1))
        .map(Long::valueOf)
        .toArray(Long[]::new);
  }

  private static List<RowVersion> versions(Long[] flat) {
    List<RowVersion> versions = new ArrayList<>(flat.length / 4);
    for (int at = 0; at + 3 < flat.length; at += 4) {
      versions.add(new RowVersion(flat[at], flat[at + 1], flat[at + 2], flat[at + 3]));
    }
    return versions;
  }

  private static List<RowVersion> accounts(Connection connection) throws SQLException {
    List<RowVersion> accounts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select id, od_revision, od_writer, balance from account order by id")) {
      while (rows.next()) {
        accounts.add(
            new RowVersion(rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getLong(4)));
      }
    }
    return accounts;
  }
}
