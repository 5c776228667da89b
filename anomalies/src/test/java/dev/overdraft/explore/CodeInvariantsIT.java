package dev.overdraft.explore;

import static dev.overdraft.explore.SmallScenarios.BUDGET;
import static dev.overdraft.explore.SmallScenarios.two;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overdraft.explore.oracle.Invariant;
import dev.overdraft.history.Isolation;
import dev.overdraft.target.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Invariants in code, and what they do with the connection that they are given. */
class CodeInvariantsIT {

  @RegisterExtension static final Database database = Database.inProcess(Dialect.H2);

  @Test
  void explore_checkClosesItsConnection_holdsAndRowsAreBack() throws Exception {
    Exploration exploration =
        explore(
            connection -> {
              try (connection) {
                return total(connection) == 180;
              }
            },
            "update account set balance = balance - 10 where id = 1");

    assertThat(exploration.verdict())
        .as(exploration.toString())
        .isEqualTo(Exploration.Verdict.HOLDS);
    assertThat(rows()).isZero();
  }

  @Test
  void explore_checkBeginsATransaction_refusedAndRowsAreBack() throws Exception {
    assertThatThrownBy(
            () ->
                explore(
                    connection -> {
                      connection.setAutoCommit(false);
                      return total(connection) == 180;
                    },
                    "update account set balance = balance - 10 where id = 1"))
        .isInstanceOf(SQLException.class)
        .hasMessage("an invariant only looks: its connection takes no setAutoCommit");
    assertThat(rows()).isZero();
  }

  @Test
  void explore_checkAsserts_failsWithAWitnessAndItsMessage() throws Exception {
    Exploration exploration =
        explore(
            connection -> {
              assertThat(total(connection)).as("total").isEqualTo(190);
              return true;
            },
            "update account set balance = balance - 10 where id = 1 and balance = 100");

    assertThat(exploration.verdict())
        .as(exploration.toString())
        .isEqualTo(Exploration.Verdict.HOLDS);

    Exploration broken =
        explore(
            connection -> {
              assertThat(total(connection)).as("total").isEqualTo(180);
              return true;
            },
            "update account set balance = balance - 10 where id = 1 and balance = 100");

    assertThat(broken.verdict()).as(broken.toString()).isEqualTo(Exploration.Verdict.FAILS);
    assertThat(broken.witness().orElseThrow().failure().what())
        .isEqualTo("'books' does not hold: [total] expected: 180 but was: 190");
    assertThat(rows()).isZero();
  }

  private static Exploration explore(Invariant.Check books, String sql) throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());
      Scenario scenario =
          two(() -> accounts.transaction(connection -> Accounts.change(connection, sql)));
      return explorer.explore(scenario.invariant("books", books), BUDGET);
    }
  }

  private static int total(Connection connection) throws SQLException {
    return number(connection, "select sum(balance) from account");
  }

  /** What an exploration has left. */
  private static int rows() throws SQLException {
    try (Connection other =
        database.target().unpooled(Isolation.READ_COMMITTED, "explored").getConnection()) {
      return number(other, "select count(*) from account");
    }
  }

  private static int number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }
}
