package dev.overdraft.target;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A database that speaks another one's protocol: what it is recognised by, and its own rules for
 * running a transaction again.
 *
 * <p>Untested: nobody has run Overdraft against these; what is said here is what their makers
 * document. Claims are those of the dialect, so a strategy may keep more there than it claims, or
 * less. Interleavings are not stepped, since none of them shows who waits for whom as the dialect's
 * own server does.
 *
 * @see <a
 *     href="https://www.cockroachlabs.com/docs/stable/transaction-retry-error-reference">CockroachDB,
 *     transaction retry errors</a>
 * @see <a
 *     href="https://docs.yugabyte.com/preview/develop/learn/transactions/transactions-retries-ysql/">YugabyteDB,
 *     transaction retries</a>
 * @see <a href="https://docs.pingcap.com/tidb/stable/error-codes/">TiDB, error codes</a>
 */
public enum Profile {
  COCKROACHDB(
      "CockroachDB",
      Dialect.POSTGRESQL,
      "CockroachDB",
      "40001 is run again as a whole, at SERIALIZABLE; 40003 leaves the outcome unknown"),
  YUGABYTEDB(
      "YugabyteDB",
      Dialect.POSTGRESQL,
      "-YB-",
      "40001 and 40P01 are run again as a whole; READ COMMITTED may be snapshot isolation: probe"),
  TIDB(
      "TiDB",
      Dialect.MARIADB,
      "TiDB",
      "1213, 9007, 8022 and 8028 are run again as a whole; SERIALIZABLE is refused");

  private final String label;
  private final Dialect dialect;
  private final Pattern mark;
  private final String retries;

  Profile(String label, Dialect dialect, String mark, String retries) {
    this.label = label;
    this.dialect = dialect;
    this.mark = Pattern.compile(Pattern.quote(mark), Pattern.CASE_INSENSITIVE);
    this.retries = retries;
  }

  /** The name as its makers write it. */
  public String label() {
    return label;
  }

  /** Whose protocol, driver and SQL it takes. */
  public Dialect dialect() {
    return dialect;
  }

  /** Its rules for running a transaction again, in a sentence without a full stop. */
  public String retries() {
    return retries;
  }

  /**
   * Who it is that answers.
   *
   * @param version what {@code select version()} says; of PostgreSQL and MariaDB themselves nobody
   */
  public static Optional<Profile> of(Dialect dialect, String version) {
    return Arrays.stream(values())
        .filter(profile -> profile.dialect == dialect && profile.mark.matcher(version).find())
        .findFirst();
  }
}
