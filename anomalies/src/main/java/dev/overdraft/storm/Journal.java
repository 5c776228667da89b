package dev.overdraft.storm;

import dev.overdraft.history.LedgerEntry;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import dev.overdraft.recording.Marks;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a trigger writes down about a table of somebody else's: each version of each row, in the
 * transaction that made it, under the mark that {@link Marks} has left there.
 *
 * <p>Whoever changes a row has it locked until his transaction ends, and numbers are drawn under
 * that lock: so the order of an account's entries is the order of its versions, and what was rolled
 * back is not there. A deleted row counts as one that holds nothing. TRUNCATE fires no row trigger:
 * it shows as a change past the journal.
 *
 * <p>PostgreSQL alone. What was read is not known, and left to be worked out from balances.
 *
 * @see <a href="https://www.postgresql.org/docs/18/trigger-definition.html">PostgreSQL 18, 39.1</a>
 */
final class Journal {

  static final String NAME = "overdraft_journal";

  private static final String TABLE =
      """
      create table overdraft_journal (
        sequence bigint generated always as identity,
        transaction bigint not null default pg_current_xact_id()::text::bigint,
        writer bigint not null,
        account bigint not null,
        cents bigint not null
      )
      """;

  private static final String FUNCTION =
      """
      create function overdraft_journal() returns trigger language plpgsql
      set search_path from current as $$
      declare
        od_mark bigint := coalesce(nullif(current_setting('%1$s', true), ''), '%2$d')::bigint;
      begin
        if tg_op = 'DELETE' then
          insert into overdraft_journal (writer, account, cents)
          select od_mark, (%3$s)::bigint, 0 from (select old.*) as changed;
        else
          insert into overdraft_journal (writer, account, cents)
          select od_mark, (%3$s)::bigint, (%4$s)::bigint from (select new.*) as changed;
        end if;
        return null;
      end $$
      """;

  private static final String TRIGGER =
      """
      create trigger overdraft_journal after insert or update or delete on %s
      for each row execute function overdraft_journal()
      """;

  private static final String ENTRIES =
      "select transaction, sequence, writer, account, cents from overdraft_journal"
          + " order by sequence";

  private final AccountTable accounts;

  /** For a table in the connection's own schema. */
  Journal(AccountTable accounts) {
    this.accounts = accounts;
  }

  /** Begins to write down. */
  void begin(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
      statement.execute(
          FUNCTION.formatted(Marks.SETTING, Writer.FOREIGN, accounts.id(), accounts.cents()));
      statement.execute(TRIGGER.formatted(accounts.table()));
    }
  }

  /** Takes away all that {@link #begin} has made, or as much as there is. */
  void end(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("drop function if exists overdraft_journal() cascade");
      statement.execute("drop table if exists overdraft_journal");
    }
  }

  /** What the table holds now, by account. */
  Map<Long, Long> balances(Connection connection) throws SQLException {
    Map<Long, Long> balances = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select (%s)::bigint, (%s)::bigint from %s order by 1"
                    .formatted(accounts.id(), accounts.cents(), accounts.table()))) {
      while (row.next()) {
        if (balances.put(row.getLong(1), row.getLong(2)) != null) {
          throw new SQLException(
              "'%s' has two rows for account %d, and one is needed"
                  .formatted(accounts.table(), row.getLong(1)));
        }
      }
    }
    return balances;
  }

  /** What was written down since the accounts held {@code opening}, and what they hold now. */
  BankSchema.Kept kept(Connection connection, Map<Long, Long> opening) throws SQLException {
    Map<Long, RowVersion> last = new LinkedHashMap<>();
    opening.forEach((id, cents) -> last.put(id, new RowVersion(id, 0, Writer.OPENING, cents)));
    List<LedgerEntry> ledger = entries(connection, last);
    List<RowVersion> rows = new ArrayList<>();
    balances(connection)
        .forEach(
            (id, cents) -> {
              RowVersion known = last.getOrDefault(id, new RowVersion(id, 0, Writer.FOREIGN, 0));
              rows.add(new RowVersion(id, known.revision(), known.writer(), cents));
            });
    return new BankSchema.Kept(ledger, rows);
  }

  private static List<LedgerEntry> entries(Connection connection, Map<Long, RowVersion> last)
      throws SQLException {
    Map<Long, List<RowVersion>> versions = new LinkedHashMap<>();
    Map<Long, Long> sequences = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(ENTRIES)) {
      while (row.next()) {
        long transaction = row.getLong(1);
        long account = row.getLong(4);
        RowVersion before = last.get(account);
        long revision = before == null ? 1 : before.revision() + 1;
        var version = new RowVersion(account, revision, row.getLong(3), row.getLong(5));
        last.put(account, version);
        sequences.putIfAbsent(transaction, row.getLong(2));
        versions.computeIfAbsent(transaction, t -> new ArrayList<>()).add(version);
      }
    }
    List<LedgerEntry> entries = new ArrayList<>();
    versions.forEach(
        (transaction, of) ->
            entries.add(
                new LedgerEntry(
                    sequences.getOrDefault(transaction, 0L), of.get(0).writer(), transaction, of)));
    return entries;
  }
}
