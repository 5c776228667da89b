package dev.overdraft.explore;

import static dev.overdraft.explore.SmallScenarios.BUDGET;
import static dev.overdraft.explore.SmallScenarios.both;
import static dev.overdraft.explore.SmallScenarios.two;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.history.Isolation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What actors do to each other, or to later schedules, by other means than statements' rows. */
class BeyondStatementsIT {

  @RegisterExtension static final Database database = Database.postgres();

  @Test
  void explore_valueInJvmThatASerialOrderSees_inconclusive() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());
      Set<String> ended = ConcurrentHashMap.newKeySet();
      Scenario scenario =
          both(
              () -> {
                accounts.atomicUpdate(1, 10);
                return ended("alice", ended);
              },
              () -> {
                boolean isSecond = ended.contains("alice");
                accounts.atomicUpdate(1, 20);
                ended("bob", ended);
                return isSecond;
              });

      Exploration exploration = explorer.explore(scenario, BUDGET);

      assertThat(exploration.verdict()).isEqualTo(Exploration.Verdict.INCONCLUSIVE);
      assertThat(exploration.coverage().remark())
          .contains("'alice then bob' comes to what no schedule of the search came to");
    }
  }

  @Test
  void explore_sessionLockLeftByAGivenUpSchedule_doesNotReachTheNext() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());
      Scenario scenario =
          two(
              () -> {
                try (Connection connection = explorer.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                  statement.execute("select pg_advisory_lock(1717)");
                  accounts.readModifyWrite(1, 80);
                  // It never gives the lock back: its session does, by ending.
                  return true;
                }
              });

      explorer.explore(scenario, BUDGET);

      assertThat(explorer.explore(two(() -> accounts.atomicUpdate(1, 80)), BUDGET).verdict())
          .isEqualTo(Exploration.Verdict.HOLDS);
      try (Connection other =
              database.target().unpooled(Isolation.READ_COMMITTED, "explored").getConnection();
          Statement statement = other.createStatement();
          ResultSet row =
              statement.executeQuery(
                  "select count(*) from pg_locks where locktype = 'advisory' and objid = 1717")) {
        row.next();
        assertThat(row.getInt(1)).isZero();
      }
    }
  }

  @Test
  void explore_updatableResultSet_refused() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE);
      Scenario scenario = two(() -> updateInPlace(explorer));

      Exploration exploration = explorer.explore(scenario, BUDGET);

      assertThat(exploration.verdict()).isEqualTo(Exploration.Verdict.INCONCLUSIVE);
      assertThat(exploration.coverage().remark()).contains("a result set that can be updated");
    }
  }

  /** Forgets both as soon as both have ended. */
  private static boolean ended(String actor, Set<String> ended) {
    ended.add(actor);
    if (ended.size() == 2) {
      ended.clear();
    }
    return true;
  }

  /** As when a server lets in once, in a hiccup, somebody whom it never lets in again. */
  @Test
  void explore_runThatWentAnotherWayOnce_searchedAnew() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());
      var runs = new AtomicInteger();
      Scenario scenario =
          both(
              () -> {
                // Four serial runs come before the search.
                if (runs.incrementAndGet() == 5) {
                  accounts.atomicUpdate(2, 1);
                }
                return accounts.atomicUpdate(1, 10);
              },
              () -> accounts.atomicUpdate(1, 20));

      Exploration exploration = explorer.explore(scenario, BUDGET);

      assertThat(exploration.coverage().kind())
          .as(exploration.toString())
          .isEqualTo(Coverage.Kind.EXHAUSTIVE);
    }
  }

  @Test
  void explore_levelSetAsAVariable_refused() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());
      String set = "set default_transaction_isolation = 'serializable'";
      Scenario scenario =
          two(
              () ->
                  SmallScenarios.inOrder(
                      accounts, set, "update account set balance = 1 where id = 1"));

      Exploration exploration = explorer.explore(scenario, BUDGET);

      assertThat(exploration.verdict()).isEqualTo(Exploration.Verdict.INCONCLUSIVE);
      assertThat(exploration.coverage().remark()).contains(set).contains("cannot be stepped");
    }
  }

  private static boolean updateInPlace(Explorer explorer) throws SQLException {
    try (Connection connection = explorer.dataSource().getConnection();
        Statement statement =
            connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_UPDATABLE);
        ResultSet row = statement.executeQuery("select id, balance from account where id = 1")) {
      row.next();
      row.updateInt(2, row.getInt(2) - 80);
      row.updateRow();
      return true;
    }
  }
}
