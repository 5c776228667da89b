package dev.overdraft.history;

import java.sql.Connection;
import java.util.Locale;

/**
 * A transaction isolation level, as SQL names it. What a server really does at that level is the
 * server's affair.
 *
 * @see <a href="https://www.postgresql.org/docs/18/transaction-iso.html">PostgreSQL 18, 13.2</a>
 */
public enum Isolation {
  READ_UNCOMMITTED(Connection.TRANSACTION_READ_UNCOMMITTED),
  READ_COMMITTED(Connection.TRANSACTION_READ_COMMITTED),
  REPEATABLE_READ(Connection.TRANSACTION_REPEATABLE_READ),
  SERIALIZABLE(Connection.TRANSACTION_SERIALIZABLE);

  private final int jdbcLevel;

  Isolation(int jdbcLevel) {
    this.jdbcLevel = jdbcLevel;
  }

  /** The constant that {@link Connection#setTransactionIsolation} takes. */
  public int jdbcLevel() {
    return jdbcLevel;
  }

  /** The level as SQL writes it: {@code read committed}. */
  public String sql() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * Reads {@code serializable}, {@code read committed}, {@code READ_COMMITTED} or {@code rc} alike.
   */
  public static Isolation parse(String text) {
    String name = text.strip().toUpperCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
    return switch (name) {
      case "RU" -> READ_UNCOMMITTED;
      case "RC" -> READ_COMMITTED;
      case "RR" -> REPEATABLE_READ;
      case "SER" -> SERIALIZABLE;
      default -> valueOf(name);
    };
  }
}
