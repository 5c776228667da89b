package dev.overdraft.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.history.Isolation;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What fails alike in every order says nothing about any order. */
class NotUnderstoodIT {

  private static final Budget BUDGET = Budget.of(Duration.ofMinutes(1));
  @RegisterExtension static final Database database = Database.postgres();

  private static Exploration explored(Accounts.Work<Integer> first, Accounts.Work<Integer> second)
      throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());
      return explorer.explore(
          Scenario.named("locked")
              .given("insert into account values (1, 100)")
              .actor("alice", () -> accounts.transaction(first))
              .actor("bob", () -> accounts.transaction(second))
              .serialEquivalence(),
          BUDGET);
    }
  }

  private static Accounts.Work<Integer> locking(String clause) {
    return connection -> {
      int balance = Accounts.read(connection, 1, clause);
      return Accounts.change(
          connection, "update account set balance = %d where id = ?".formatted(balance - 10), 1);
    };
  }

  private static int throwing() throws SQLException {
    throw new SQLException("nobody home", "P0001");
  }

  @Test
  void explore_lockThatTheServerKnows_holds() throws Exception {
    Exploration exploration = explored(locking(" for update"), locking(" for update"));

    assertThat(exploration.verdict()).isEqualTo(Exploration.Verdict.HOLDS);
  }

  @Test
  void explore_lockThatTheServerDoesNotKnow_isNotOnThisEngine() throws Exception {
    Exploration exploration =
        explored(locking(" for update"), locking(" for update with gap locks"));

    assertThat(exploration.verdict()).isEqualTo(Exploration.Verdict.INCONCLUSIVE);
    assertThat(exploration.coverage().remark())
        .startsWith("not on this engine: alone or in whatever order, 'bob' ends with")
        .contains("syntax error at or near \"with\"");
  }

  @Test
  void explore_tableThatOnlyTheFirstCanMake_isARaceLikeAnyOther() throws Exception {
    Accounts.Work<Integer> making =
        connection -> {
          try (var statement = connection.createStatement()) {
            Accounts.read(connection, 1, "");
            return statement.executeUpdate("create table receipt (id int)");
          }
        };

    assertThat(explored(making, making).coverage().remark()).doesNotContain("not on this engine");
  }

  @Test
  void explore_everybodyFailsWhateverTheOrder_saysSo() throws Exception {
    Accounts.Work<Integer> failing =
        connection -> Accounts.read(connection, 1, " for update") + throwing();

    Exploration exploration = explored(failing, failing);

    assertThat(exploration.verdict()).isEqualTo(Exploration.Verdict.INCONCLUSIVE);
    assertThat(exploration.coverage().remark())
        .startsWith("every actor fails, in every serial order:")
        .contains("nobody home");
  }
}
