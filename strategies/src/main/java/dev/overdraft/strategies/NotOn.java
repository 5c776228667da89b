package dev.overdraft.strategies;

import dev.overdraft.target.Dialect;
import dev.overdraft.workload.bank.BankStrategy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of our strategies a server does not understand, and why: those whose point is a statement
 * that only PostgreSQL has. Of an engine in this JVM nothing is said here, since there each is
 * tried before it is run.
 *
 * <p>Known beforehand, so that it can be listed without a server and so that a strategy which is
 * left out is left out by name; a test holds it against the server in both directions.
 */
public final class NotOn {

  private static final String TRANSACTION_LOCKS =
      "no lock with a number ends with the transaction there; GET_LOCK is the session's";
  private static final String TABLE_LOCKS =
      "LOCK TABLES commits what was before it there, and shuts out every table that it does not"
          + " name";

  private static final Map<Dialect, Map<String, String>> REASONS =
      Map.of(
          Dialect.MARIADB,
          Map.of(
              "select-for-no-key-update", "FOR NO KEY UPDATE is PostgreSQL's alone",
              "advisory-xact", TRANSACTION_LOCKS,
              "advisory-after-snapshot", TRANSACTION_LOCKS,
              "table-lock", TABLE_LOCKS,
              "table-lock-late", TABLE_LOCKS));

  private NotOn() {}

  /** Why that engine does not understand the strategy; empty if it does, or is not known here. */
  public static Optional<String> reason(BankStrategy strategy, Dialect dialect) {
    return Optional.ofNullable(REASONS.getOrDefault(dialect, Map.of()).get(strategy.name()));
  }

  /** The engines that are known not to understand it. */
  public static List<Dialect> engines(BankStrategy strategy) {
    return Arrays.stream(Dialect.values())
        .filter(dialect -> reason(strategy, dialect).isPresent())
        .toList();
  }
}
