package dev.overdraft.storm;

import dev.overdraft.history.LedgerEntry;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import dev.overdraft.workload.bank.BankLoad;
import dev.overdraft.workload.bank.Needs;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The bank's tables on PostgreSQL, and what they hold when all is over.
 *
 * <p>{@code account.version} is for strategies; {@code od_revision} and {@code od_writer} are ours.
 * The trigger fires only for updates that nobody rewrote: it counts them and marks them as foreign.
 * {@code transfer_log} has no key at all: one on the operation would prevent the double application
 * that it is there to show, and any index would cost every transaction.
 */
public final class BankSchema {

  private static final List<String> DDL =
      List.of(
          """
          create table account (
            id bigint primary key,
            balance bigint not null,
            version bigint not null default 0,
            od_revision bigint not null default 0,
            od_writer bigint not null default 0
          ) with (fillfactor = 50)
          """,
          """
          create table transfer_log (
            sequence bigint generated always as identity,
            operation bigint not null,
            attempt integer not null,
            debit bigint,
            credit bigint,
            cents bigint not null,
            versions bigint[] not null,
            transaction bigint not null default pg_current_xact_id()::text::bigint
          )
          """,
          """
          create function od_foreign_write() returns trigger language plpgsql as $$
          begin
            new.od_revision := old.od_revision + 1;
            new.od_writer := -1;
            return new;
          end $$
          """,
          """
          create trigger od_foreign_write before update on account for each row
          when (new.od_revision = old.od_revision) execute function od_foreign_write()
          """);

  private static final List<String> BARE =
      List.of(
          """
          create table account (
            id bigint primary key,
            balance bigint not null,
            version bigint not null default 0
          ) with (fillfactor = 50)
          """);

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
    create(DDL, needs, load);
  }

  /** Only what a strategy needs, nothing of ours: for measuring what a strategy costs by itself. */
  public void createBare(BankLoad load) throws SQLException {
    createBare(load, Needs.NOTHING);
  }

  /** The same, with what it needs besides the accounts. */
  public void createBare(BankLoad load, Needs needs) throws SQLException {
    create(BARE, needs, load);
  }

  private void create(List<String> ddl, Needs needs, BankLoad load) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      try (Statement statement = connection.createStatement()) {
        for (String command : ddl) {
          statement.execute(command);
        }
        for (String command : needs.ddl()) {
          statement.execute(command);
        }
      }
      try (PreparedStatement insert =
          connection.prepareStatement(
              "insert into account (id, balance) select g, ? from generate_series(1, ?) g")) {
        insert.setLong(1, load.openingCents());
        insert.setInt(2, load.accounts());
        insert.execute();
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute("analyze account");
      }
    }
  }

  /** Drops every table of the schema, so that the next bank can be made. */
  public void drop() throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet row =
          statement.executeQuery(
              "select quote_ident(tablename) from pg_tables where schemaname = current_schema()")) {
        while (row.next()) {
          tables.add(row.getString(1));
        }
      }
      for (String table : tables) {
        statement.execute("drop table " + table + " cascade");
      }
    }
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
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      var kept =
          money == Needs.Money.IN_ACCOUNT
              ? new Kept(ledger(connection), accounts(connection))
              : new EntryBook(opening).read(connection, money);
      connection.commit();
      return kept;
    }
  }

  private static List<LedgerEntry> ledger(Connection connection) throws SQLException {
    List<LedgerEntry> entries = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select sequence, operation, attempt, transaction, versions"
                    + " from transfer_log order by sequence")) {
      while (rows.next()) {
        entries.add(
            new LedgerEntry(
                rows.getLong(1),
                Writer.of(rows.getLong(2), rows.getInt(3)),
                rows.getLong(4),
                versions((Long[]) rows.getArray(5).getArray())));
      }
    }
    return entries;
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
