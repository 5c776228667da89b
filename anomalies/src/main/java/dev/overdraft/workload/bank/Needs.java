package dev.overdraft.workload.bank;

import java.util.ArrayList;
import java.util.List;

/**
 * What a strategy needs of the database beside the table {@code account}.
 *
 * <p>The same for a storm, an exploration and a benchmark: each makes {@code account}, runs {@link
 * #ddl}, and only then fills in the opening balances.
 *
 * @param ddl tables, columns and constraints of its own, in the order in which they are made
 * @param money where its balances are
 * @param connections how many it holds at the same time for one operation
 * @param rules what must hold of the tables when all is quiet: queries whose first column is true
 * @param keyed whether it takes an operation that is asked for twice for one
 */
public record Needs(
    List<String> ddl, Money money, int connections, List<String> rules, boolean keyed) {

  /** Nothing but the table of accounts and one connection. */
  public static final Needs NOTHING = new Needs(List.of(), Money.IN_ACCOUNT, 1);

  /** Where a strategy keeps its balances, and therefore where its history is read from. */
  public enum Money {
    /**
     * In {@code account.balance}: every version of a row is recorded, with the operation that made
     * it.
     */
    IN_ACCOUNT("select id, balance from account"),
    /**
     * In a table {@code entry (id, account, cents, operation)}, whose rows are added up; {@code
     * account.balance} is what an account was opened with. The entries are the history.
     */
    IN_ENTRIES(
        "select a.id, a.balance + coalesce(sum(e.cents), 0) as balance"
            + " from account a left join entry e on e.account = a.id group by a.id, a.balance"),
    /** In both: {@code account.balance} is the total of the entries, which are the history. */
    IN_BOTH("select id, balance from account");

    private final String balances;

    Money(String balances) {
      this.balances = balances;
    }

    /** A query for id and balance of every account. */
    public String balances() {
      return balances;
    }
  }

  /** The table of entries, for strategies that need no more of it than {@link Money} says. */
  public static final List<String> ENTRIES =
      List.of(
          "create table entry (id bigint generated always as identity primary key,"
              + " account bigint not null, cents bigint not null, operation bigint not null)",
          "create index entry_account on entry (account)");

  public Needs {
    ddl = List.copyOf(ddl);
    rules = List.copyOf(rules);
    if (connections < 1) {
      throw new IllegalArgumentException("a strategy needs a connection, not " + connections);
    }
  }

  /** Without rules, and not keyed. */
  public Needs(List<String> ddl, Money money, int connections) {
    this(ddl, money, connections, List.of(), false);
  }

  /** Tables, columns or constraints. */
  public static Needs schema(String... ddl) {
    return new Needs(List.of(ddl), Money.IN_ACCOUNT, 1);
  }

  /** The table of entries, as the only place where money is. */
  public static Needs entries(Money money) {
    return new Needs(ENTRIES, money, 1);
  }

  /** The same with more connections for each operation. */
  public Needs with(int moreConnections) {
    return new Needs(ddl, money, moreConnections, rules, keyed);
  }

  /** The same for a strategy that recognises an operation which is asked for twice. */
  public Needs keys() {
    return new Needs(ddl, money, connections, rules, true);
  }

  /** The same with one more rule: a query whose first column is true when all is quiet. */
  public Needs rule(String query) {
    List<String> more = new ArrayList<>(rules);
    more.add(query);
    return new Needs(ddl, money, connections, more, keyed);
  }
}
