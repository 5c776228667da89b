package dev.overdraft.storm;

import java.util.regex.Pattern;

/**
 * Where somebody else's service keeps its balances: one row an account.
 *
 * @param table its name, as one writes it in SQL
 * @param id SQL over a row's columns that is a whole number: the account's id
 * @param cents SQL over a row's columns: the balance as a whole number of minor units, such as
 *     {@code balance * 100}
 * @param opening opens an account: its parameters are the id and the cents, both {@code bigint}
 */
public record AccountTable(String table, String id, String cents, String opening) {

  private static final Pattern COLUMN = Pattern.compile("\\w+|\"[^\"]+\"");

  public AccountTable {
    if (table.isBlank() || id.isBlank() || cents.isBlank()) {
      throw new IllegalArgumentException(
          "name the table, its id and its balance: accounts(\"wallet\", \"id\", \"cents\")");
    }
  }

  /** The same opened by another statement, with the id and the cents as parameters. */
  public AccountTable opened(String insert) {
    if (insert.chars().filter(c -> c == '?').count() != 2) {
      throw new IllegalArgumentException(
          "an account is opened with an id and with cents, so with two parameters: " + insert);
    }
    return new AccountTable(table, id, cents, insert);
  }

  /**
   * A table whose rows need no more than id and balance to be there; another has to be {@link
   * #opened} in its own way.
   */
  public static AccountTable of(String table, String id, String cents) {
    boolean columns = COLUMN.matcher(id).matches() && COLUMN.matcher(cents).matches();
    String insert = "insert into %s (%s, %s) values (?, ?)".formatted(table, id, cents);
    return new AccountTable(table, id, cents, columns ? insert : "");
  }
}
