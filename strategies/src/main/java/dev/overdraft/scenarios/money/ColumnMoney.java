package dev.overdraft.scenarios.money;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The same sums in a database's columns: a {@code NUMERIC(18,2)} rounds what it is given without a
 * word, and each engine in its own way.
 */
public final class ColumnMoney {

  private static final int TRANSFERS = 100;

  private final Connection connection;

  /** Works in the connection's schema, which it leaves with one table more. */
  public ColumnMoney(Connection connection) {
    this.connection = connection;
  }

  /** Does them all on the server. */
  public List<Calculation> calculations() throws SQLException {
    run(
        "create table purse (id int primary key, amount numeric(18, 2) not null,"
            + " inexact double precision not null, cents bigint not null)");
    return List.of(
        floats(),
        Calculation.wrong(
            "numeric-column", "100 transfers of 0.005 in NUMERIC(18,2)", "200", transfers("0.005")),
        Calculation.right(
            "numeric-column", "100 transfers of 0.01 in NUMERIC(18,2)", "200", transfers("0.01")),
        Calculation.wrong(
            "salami-payout",
            "100000 / 7 in NUMERIC(18,2), seven times",
            "100000",
            shares("100000 / 7.0", "")),
        Calculation.right(
            "carry-account",
            "100000 / 7 in NUMERIC(18,2), and the remainder",
            "100000",
            shares("100000 / 7.0", "100000 - (select sum(amount) from purse)")),
        minorUnits());
  }

  private Calculation floats() throws SQLException {
    refill();
    run("update purse set inexact = 0 where id = 1");
    for (int i = 0; i < 10; i++) {
      run("update purse set inexact = inexact + 0.1 where id = 1");
    }
    return Calculation.wrong(
        "float-balance",
        "ten times 0.1 in DOUBLE PRECISION",
        "1",
        one("select inexact from purse where id = 1"));
  }

  private BigDecimal transfers(String amount) throws SQLException {
    refill();
    try (PreparedStatement debit =
            connection.prepareStatement("update purse set amount = amount - ? where id = 1");
        PreparedStatement credit =
            connection.prepareStatement("update purse set amount = amount + ? where id = 2")) {
      for (int i = 0; i < TRANSFERS; i++) {
        debit.setBigDecimal(1, new BigDecimal(amount));
        debit.executeUpdate();
        credit.setBigDecimal(1, new BigDecimal(amount));
        credit.executeUpdate();
      }
    }
    return one("select sum(amount) from purse");
  }

  private BigDecimal shares(String share, String remainder) throws SQLException {
    run("delete from purse");
    for (int id = 1; id <= 7; id++) {
      run(
          "insert into purse (id, amount, inexact, cents) values (%d, %s, 0, 0)"
              .formatted(id, share));
    }
    if (!remainder.isEmpty()) {
      run("insert into purse (id, amount, inexact, cents) select 8, %s, 0, 0".formatted(remainder));
    }
    return one("select sum(amount) from purse");
  }

  private Calculation minorUnits() throws SQLException {
    refill();
    run("update purse set cents = cents - 30 where id = 1");
    run("update purse set cents = cents + 30 where id = 2");
    return Calculation.right(
        "minor-units",
        "a transfer of 30 cents in BIGINT",
        "200",
        one("select sum(cents) from purse").movePointLeft(2));
  }

  private void refill() throws SQLException {
    run("delete from purse");
    run("insert into purse (id, amount, inexact, cents) values (1, 100, 0, 10000)");
    run("insert into purse (id, amount, inexact, cents) values (2, 100, 0, 10000)");
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private BigDecimal one(String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getBigDecimal(1);
    }
  }
}
