package dev.overdraft.storm;

import dev.overdraft.history.LedgerEntry;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import dev.overdraft.target.Dialect;
import dev.overdraft.workload.bank.Needs;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The history of a strategy whose money is in a table of entries: its own log, read as versions of
 * its accounts.
 *
 * <p>The n-th entry of an account is its revision n, and its balance there the sum up to it. That
 * is exact for what a sum can show, and says nothing about what it cannot: an entry overwrites no
 * other, and which entries an audit added up is not recorded. The order is that of ids, which are
 * drawn when an entry is inserted. A debit's guard reads before that, so every entry that it
 * counted stands before it; one that it did not count but that stands before it is a debit that
 * raced it, or a credit, which hides nothing.
 *
 * <p>PostgreSQL knows of each entry which transaction made it. Elsewhere an operation's entries are
 * one transaction's, up to the first that enters the same account again: an operation that was
 * applied twice.
 */
final class EntryBook {

  private static final String ENTRIES =
      "select id, account, cents, operation, %s from entry order by id";

  private final Map<Long, RowVersion> last = new LinkedHashMap<>();

  EntryBook(Map<Long, Long> opening) {
    opening.forEach((id, cents) -> last.put(id, new RowVersion(id, 0, Writer.OPENING, cents)));
  }

  BankSchema.Kept read(Connection connection, Needs.Money money) throws SQLException {
    List<LedgerEntry> ledger = entries(connection);
    Map<Long, RowVersion> accounts = new LinkedHashMap<>(last);
    if (money == Needs.Money.IN_BOTH) {
      totals(connection).forEach((id, cents) -> accounts.put(id, stored(id, cents)));
    }
    return new BankSchema.Kept(ledger, List.copyOf(accounts.values()));
  }

  /** The stored total, as the account's last version: it should be what the entries come to. */
  private RowVersion stored(long id, long cents) {
    RowVersion entered = last.getOrDefault(id, new RowVersion(id, 0, Writer.OPENING, 0));
    return new RowVersion(id, entered.revision(), entered.writer(), cents);
  }

  private List<LedgerEntry> entries(Connection connection) throws SQLException {
    boolean known = Dialect.of(connection) == Dialect.POSTGRESQL;
    var grouping = new Grouping();
    Map<Long, List<RowVersion>> versions = new LinkedHashMap<>();
    Map<Long, Long> firstOf = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(ENTRIES.formatted(known ? "xmin::text::bigint" : "0"))) {
      while (row.next()) {
        long transaction =
            known ? row.getLong(5) : grouping.transaction(row.getLong(4), row.getLong(2));
        firstOf.putIfAbsent(transaction, row.getLong(1));
        RowVersion version = next(row.getLong(2), row.getLong(3), row.getLong(4));
        versions.computeIfAbsent(transaction, t -> new ArrayList<>()).add(version);
      }
    }
    List<LedgerEntry> entries = new ArrayList<>(versions.size());
    versions.forEach(
        (transaction, of) ->
            entries.add(
                new LedgerEntry(
                    firstOf.getOrDefault(transaction, 0L), of.get(0).writer(), transaction, of)));
    return entries;
  }

  /** Numbers transactions where the engine does not. */
  private static final class Grouping {
    private final Map<Long, Long> transactionOf = new HashMap<>();
    private final Map<Long, Set<Long>> entered = new HashMap<>();
    private long transactions;

    long transaction(long operation, long account) {
      if (!entered.computeIfAbsent(operation, o -> new HashSet<>()).add(account)) {
        entered.put(operation, new HashSet<>(Set.of(account)));
        transactionOf.remove(operation);
      }
      return transactionOf.computeIfAbsent(operation, o -> ++transactions);
    }
  }

  private RowVersion next(long account, long cents, long operation) {
    RowVersion before = last.getOrDefault(account, new RowVersion(account, 0, Writer.OPENING, 0));
    RowVersion version =
        new RowVersion(
            account, before.revision() + 1, Writer.of(operation, 1), before.cents() + cents);
    last.put(account, version);
    return version;
  }

  private static Map<Long, Long> totals(Connection connection) throws SQLException {
    Map<Long, Long> totals = new LinkedHashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(Needs.Money.IN_BOTH.balances() + " order by id")) {
      while (row.next()) {
        totals.put(row.getLong(1), row.getLong(2));
      }
    }
    return totals;
  }
}
