package dev.overdraft.explore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * An order taken in several steps: each customer has rows of his own, all want the one product.
 *
 * <p>Broken: the stock is read, then written.
 */
final class OrderFlow {

  static final String[] TABLES = {
    "create table customer (id int primary key, orders int not null)",
    "create table basket (id int primary key, items int not null)",
    "create table product (id int primary key, stock int not null)"
  };
  static final String[] ROWS = {
    "insert into customer values (1, 0), (2, 0)",
    "insert into basket values (1, 1), (2, 1)",
    "insert into product values (7, 10)"
  };

  private final DataSource dataSource;

  OrderFlow(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** Seven statements and a commit. */
  int eightSteps(int customer) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      read(connection, "select orders from customer where id = ?", customer);
      read(connection, "select items from basket where id = ?", customer);
      int stock = read(connection, "select stock from product where id = ?", 7);
      change(connection, "update basket set items = 0 where id = ?", customer);
      Accounts.change(connection, "update product set stock = ? where id = ?", stock - 1, 7);
      change(connection, "update customer set orders = orders + 1 where id = ?", customer);
      read(connection, "select orders from customer where id = ?", customer);
      connection.commit();
      return stock;
    }
  }

  /** Four statements and a commit. */
  int fiveSteps(int customer) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      read(connection, "select items from basket where id = ?", customer);
      int stock = read(connection, "select stock from product where id = ?", 7);
      change(connection, "update basket set items = 0 where id = ?", customer);
      Accounts.change(connection, "update product set stock = ? where id = ?", stock - 1, 7);
      connection.commit();
      return stock;
    }
  }

  private static int read(Connection connection, String sql, int id) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setInt(1, id);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getInt(1);
      }
    }
  }

  private static void change(Connection connection, String sql, int id) throws SQLException {
    Accounts.change(connection, sql, id);
  }
}
