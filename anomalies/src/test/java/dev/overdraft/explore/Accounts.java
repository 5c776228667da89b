package dev.overdraft.explore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Application code under exploration: an account table and some ways to use it. */
final class Accounts {

  static final String TABLE =
      "create table account (id int primary key, balance int not null, version int default 0 not null)";

  /** The same without versions, where every row names all its columns. */
  static final String WALLET = "create table account (id int primary key, balance int not null)";

  private final DataSource dataSource;

  Accounts(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** SQL in a transaction. */
  interface Work<T> {
    T run(Connection connection) throws SQLException;
  }

  <T> T transaction(Work<T> work) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      T result = work.run(connection);
      connection.commit();
      return result;
    }
  }

  static int read(Connection connection, int id, String suffix) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("select balance from account where id = ?" + suffix)) {
      select.setInt(1, id);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  static int write(Connection connection, int id, int balance) throws SQLException {
    return change(connection, "update account set balance = ? where id = ?", balance, id);
  }

  static int change(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        update.setObject(i + 1, values[i]);
      }
      return update.executeUpdate();
    }
  }

  /** Broken: reads, decides, writes. */
  boolean readModifyWrite(int id, int cents) throws SQLException {
    return transaction(
        connection -> {
          int balance = read(connection, id, "");
          if (balance < cents) {
            return false;
          }
          write(connection, id, balance - cents);
          return true;
        });
  }

  boolean selectForUpdate(int id, int cents) throws SQLException {
    return transaction(
        connection -> {
          int balance = read(connection, id, " for update");
          if (balance < cents) {
            return false;
          }
          write(connection, id, balance - cents);
          return true;
        });
  }

  boolean atomicUpdate(int id, int cents) throws SQLException {
    return transaction(
        connection ->
            change(
                    connection,
                    "update account set balance = balance - ? where id = ? and balance >= ?",
                    cents,
                    id,
                    cents)
                == 1);
  }

  /** Broken at will: two reads, two writes, in the order that is asked for. */
  boolean transfer(int from, int to, int cents, String suffix) throws SQLException {
    return transaction(
        connection -> {
          int payer = read(connection, from, suffix);
          int payee = read(connection, to, suffix);
          write(connection, from, payer - cents);
          write(connection, to, payee + cents);
          return true;
        });
  }
}
