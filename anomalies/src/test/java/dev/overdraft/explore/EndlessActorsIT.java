package dev.overdraft.explore;

import static dev.overdraft.explore.SmallScenarios.BUDGET;
import static dev.overdraft.explore.SmallScenarios.both;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.overdraft.explore.step.Limits;
import dev.overdraft.history.Isolation;
import dev.overdraft.target.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Actors that nothing brings to an end. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EndlessActorsIT {

  @RegisterExtension static final Database database = Database.inProcess(Dialect.H2);

  /** Nobody is patient with those who cannot go on: it would be for two minutes. */
  @Test
  void explore_monitorsTakenInOppositeOrder_deadlockThroughTheJvmAndRowsAreBack() throws Exception {
    try (Explorer explorer = explorer(Duration.ofMinutes(1))) {
      var accounts = new Accounts(explorer.dataSource());
      var one = new Object();
      var two = new Object();
      Scenario scenario =
          both(() -> transfer(accounts, one, 1, two, 2), () -> transfer(accounts, two, 2, one, 1));

      Exploration exploration = explorer.explore(scenario, BUDGET);

      assertThat(exploration.verdict())
          .as(exploration.toString())
          .isEqualTo(Exploration.Verdict.FAILS);
      assertThat(exploration.toString())
          .contains("deadlock through the JVM: 'alice' waits in java.lang.Object@")
          .contains("BOUNDED")
          .contains("'alice' and 'bob' do not come to an end")
          .contains("not repeated");
      assertThat(rows()).isZero();
      assertThatIllegalStateException()
          .isThrownBy(() -> explorer.explore(scenario, BUDGET))
          .withMessageContaining("'alice' and 'bob' do not come to an end");
    }
  }

  @Test
  void explore_loopThatHearsOfNothing_inconclusiveAndSaysWho() throws Exception {
    var over = new AtomicBoolean();
    try (Explorer explorer = explorer(Duration.ofSeconds(2))) {
      var accounts = new Accounts(explorer.dataSource());
      Scenario scenario =
          both(
              () -> accounts.atomicUpdate(1, 10),
              () -> {
                accounts.atomicUpdate(1, 10);
                while (!over.get()) {
                  Thread.onSpinWait();
                }
                return true;
              });

      Exploration exploration = explorer.explore(scenario, BUDGET);

      assertThat(exploration.verdict()).isEqualTo(Exploration.Verdict.INCONCLUSIVE);
      assertThat(exploration.coverage().remark())
          .contains("does not end: overdraft-bob has been computing");
      assertThat(rows()).isZero();
    } finally {
      over.set(true);
    }
  }

  private static Explorer explorer(Duration patience) throws SQLException {
    Explorer explorer = database.explorer(Isolation.READ_COMMITTED, new Limits(60, patience));
    explorer.execute(Accounts.TABLE);
    return explorer;
  }

  private static Object transfer(Accounts accounts, Object outer, int from, Object inner, int to)
      throws SQLException {
    synchronized (outer) {
      return accounts.transaction(
          connection -> {
            Accounts.change(
                connection, "update account set balance = balance - 10 where id = ?", from);
            synchronized (inner) {
              return Accounts.change(
                  connection, "update account set balance = balance + 10 where id = ?", to);
            }
          });
    }
  }

  private static int rows() throws SQLException {
    try (Connection other =
            database.target().unpooled(Isolation.READ_COMMITTED, "explored").getConnection();
        Statement statement = other.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from account")) {
      row.next();
      return row.getInt(1);
    }
  }
}
