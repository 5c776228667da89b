package dev.overdraft.explore;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.overdraft.explore.step.Limits;
import dev.overdraft.explore.step.StrayThreadException;
import dev.overdraft.explore.witness.ReplayToken;
import dev.overdraft.history.Isolation;
import dev.overdraft.suite.WholeSuite;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Waits of every kind are told apart, and pools may stand in between. */
class WaitsIT {

  private static final Budget BUDGET = Budget.of(Duration.ofMinutes(2));
  @RegisterExtension static final Database database = Database.postgres();
  private Explorer explorer;

  @BeforeEach
  void prepare() throws SQLException {
    explorer = database.explorer(Isolation.READ_COMMITTED);
    explorer.execute(Accounts.TABLE);
  }

  @AfterEach
  void tidy() throws SQLException {
    explorer.close();
  }

  @Test
  void explore_hikariInBetween_sameClasses() throws Exception {
    try (HikariDataSource pool = pool(2)) {
      Exploration exploration = explorer.explore(twoWithdrawals(new Accounts(pool)), BUDGET);

      assertThat(exploration.verdict())
          .as(exploration.toString())
          .isEqualTo(Exploration.Verdict.FAILS);
      assertThat(exploration.coverage().classes()).isEqualTo(6);
    }
  }

  @WholeSuite
  @Test
  void replay_hundredTimes_hundredTimesTheSame() throws Exception {
    Scenario scenario = twoWithdrawals(new Accounts(explorer.dataSource()));
    ReplayToken token = explorer.explore(scenario, BUDGET).witness().orElseThrow().token();

    for (int i = 0; i < 100; i++) {
      Replay replay = explorer.replay(scenario, token);
      assertThat(replay.divergence()).isEmpty();
      assertThat(replay.witness()).isPresent();
    }
  }

  @Test
  void replay_otherCode_divergesAndSaysWhere() throws Exception {
    var accounts = new Accounts(explorer.dataSource());
    ReplayToken token =
        explorer.explore(twoWithdrawals(accounts), BUDGET).witness().orElseThrow().token();
    Scenario mended =
        Scenario.named("two-withdrawals")
            .given("insert into account values (1, 100)")
            .actor("alice", () -> accounts.selectForUpdate(1, 80))
            .actor("bob", () -> accounts.selectForUpdate(1, 80))
            .serialEquivalence();

    assertThat(explorer.replay(mended, token).divergence()).isPresent();
  }

  @Test
  void explore_secondConnectionOnTheSameRow_selfDeadlock() throws Exception {
    var accounts = new Accounts(explorer.dataSource());
    Scenario scenario =
        Scenario.named("requires-new")
            .given("insert into account values (1, 100)")
            .actor("alice", () -> accounts.atomicUpdate(1, 10))
            .actor("bob", () -> nested(accounts))
            .serialEquivalence();

    Exploration exploration = explorer.explore(scenario, BUDGET);

    assertThat(exploration.coverage().toString()).contains("own other connection");
  }

  @Test
  void explore_poolTooSmallForNestedUse_poolDeadlock() throws Exception {
    try (HikariDataSource pool = pool(2)) {
      var accounts = new Accounts(pool);
      Scenario scenario =
          Scenario.named("small-pool")
              .given("insert into account values (1, 100), (2, 100)")
              .actor("alice", () -> outerThenInner(accounts))
              .actor("bob", () -> outerThenInner(accounts))
              .serialEquivalence();

      Exploration exploration = explorer.explore(scenario, BUDGET);

      assertThat(exploration.witness())
          .as(exploration.toString())
          .get()
          .satisfies(w -> assertThat(w.failure().what()).contains("pool deadlock"));
    }
  }

  @Test
  void explore_workOnAnotherThread_saysSo() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      var accounts = new Accounts(explorer.dataSource());
      Scenario scenario =
          Scenario.named("stray")
              .given("insert into account values (1, 100)")
              .actor("alice", () -> other.submit(() -> accounts.atomicUpdate(1, 10)).get())
              .actor("bob", () -> accounts.atomicUpdate(1, 10))
              .serialEquivalence();

      Exploration exploration = explorer.explore(scenario, BUDGET);

      assertThat(exploration.verdict()).isEqualTo(Exploration.Verdict.INCONCLUSIVE);
      assertThat(exploration.coverage().remark()).contains("is no actor of this scenario");
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void explore_threadOfNobody_getsAnErrorAndTheExplorationSaysSo() throws Exception {
    var accounts = new Accounts(explorer.dataSource());
    List<Throwable> thrown = new CopyOnWriteArrayList<>();
    Scenario scenario =
        Scenario.named("background")
            .given("insert into account values (1, 100)")
            .actor(
                "alice",
                () -> {
                  boolean done = accounts.atomicUpdate(1, 10);
                  var sweeper = new Thread(() -> sweep(accounts, thrown), "sweeper");
                  sweeper.start();
                  sweeper.join();
                  return done;
                })
            .actor("bob", () -> accounts.atomicUpdate(1, 10))
            .serialEquivalence();

    Exploration exploration = explorer.explore(scenario, BUDGET);

    assertThat(thrown)
        .isNotEmpty()
        .allSatisfy(
            error ->
                assertThat(error)
                    .isInstanceOf(StrayThreadException.class)
                    .hasMessageContaining("thread 'sweeper' is no actor of this scenario")
                    .hasMessageContaining("select balance from account"));
    assertThat(exploration.verdict()).isEqualTo(Exploration.Verdict.INCONCLUSIVE);
    assertThat(exploration.coverage().remark()).contains("thread 'sweeper' is no actor");
  }

  private static void sweep(Accounts accounts, List<Throwable> thrown) {
    try {
      accounts.transaction(connection -> Accounts.read(connection, 1, ""));
    } catch (SQLException error) {
      thrown.add(error);
    }
  }

  @Test
  void explore_retryWithoutEnd_boundedAndNoPass() throws Exception {
    var accounts = new Accounts(explorer.dataSource());
    Scenario scenario =
        Scenario.named("busy-waiting")
            .given("insert into account values (1, 0)")
            .actor(
                "alice",
                () -> {
                  int seen = accounts.transaction(c -> Accounts.read(c, 1, ""));
                  // One who looked too early looks again, for as long as it takes.
                  while (seen == 1) {
                    seen = accounts.transaction(c -> Accounts.read(c, 1, ""));
                  }
                })
            .actor(
                "bob",
                () -> {
                  accounts.transaction(c -> Accounts.write(c, 1, 1));
                  accounts.transaction(c -> Accounts.write(c, 1, 2));
                })
            .serialEquivalence();

    Exploration exploration = explorer.explore(scenario, BUDGET);

    assertThat(exploration.coverage().kind())
        .as(exploration.toString())
        .isEqualTo(Coverage.Kind.BOUNDED);
    assertThat(exploration.coverage().remark()).contains("'alice' makes more than 60 steps");
    assertThat(exploration.failures()).isZero();
    assertThat(exploration.verdict()).isEqualTo(Exploration.Verdict.INCONCLUSIVE);
    assertThat(exploration.toString()).contains("INCONCLUSIVE; BOUNDED (");
  }

  @Test
  void explore_signalBetweenLookingAndWaiting_lostWakeUp() throws Exception {
    try (Explorer impatient =
        Explorer.on(
            database.target().unpooled(Isolation.READ_COMMITTED, "explored"),
            new Limits(60, Duration.ofMillis(700)))) {
      var accounts = new Accounts(impatient.dataSource());
      var finished = new Object();
      Scenario scenario =
          Scenario.named("lost-wake-up")
              .given("insert into account values (1, 0)")
              .actor("alice", () -> waitUntilDone(accounts, finished))
              .actor("bob", () -> work(accounts, finished))
              .serialEquivalence();

      Exploration exploration = impatient.explore(scenario, BUDGET);

      assertThat(exploration.witness())
          .as(exploration.toString())
          .get()
          .satisfies(
              w ->
                  assertThat(w.failure().what())
                      .startsWith("lost wake-up: 'alice' waits in ")
                      .contains("WaitsIT"));
      assertThat(exploration.coverage().kind()).isEqualTo(Coverage.Kind.EXHAUSTIVE);
      assertThat(exploration.failures()).isLessThan(exploration.coverage().schedules());
    }
  }

  /** Waits for work that is being done, unless it is done; does not look again. */
  @SuppressWarnings("WaitNotInLoop") // The mistake that is to be found.
  private static void waitUntilDone(Accounts accounts, Object finished) throws Exception {
    int state = accounts.transaction(connection -> Accounts.read(connection, 1, ""));
    if (state == 1) {
      synchronized (finished) {
        finished.wait();
      }
    }
  }

  private static void work(Accounts accounts, Object finished) throws SQLException {
    accounts.transaction(connection -> Accounts.write(connection, 1, 1));
    accounts.transaction(connection -> Accounts.write(connection, 1, 2));
    synchronized (finished) {
      finished.notifyAll();
    }
  }

  private static boolean nested(Accounts accounts) throws SQLException {
    return accounts.transaction(
        outer -> {
          Accounts.change(outer, "update account set balance = balance - 1 where id = 1");
          return accounts.atomicUpdate(1, 1);
        });
  }

  @Test
  void explore_preparedTransactions_areWaitedForAndNoneIsLeftButOthers() throws Exception {
    Scenario scenario =
        Scenario.named("prepared")
            .given("insert into account values (1, 100)")
            .actor("alice", () -> prepared(30))
            .actor("bob", () -> prepared(50))
            .invariant("both", "select balance = 20 from account where id = 1")
            .serialEquivalence();

    try (Connection other =
        database.target().unpooled(Isolation.READ_COMMITTED, "public").getConnection()) {
      execute(other, "begin", "prepare transaction 'of another application'");
      try {
        Exploration exploration = explorer.explore(scenario, BUDGET);

        assertThat(exploration.verdict())
            .as(exploration.toString())
            .isEqualTo(Exploration.Verdict.HOLDS);
        assertThat(preparedNames(other)).containsExactly("of another application");
      } finally {
        execute(other, "rollback prepared 'of another application'");
      }
    }
  }

  private static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static List<String> preparedNames(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select gid from pg_prepared_xacts")) {
      while (row.next()) {
        names.add(row.getString(1));
      }
    }
    return names;
  }

  private void prepared(int cents) throws SQLException {
    try (Connection connection = explorer.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      Accounts.change(connection, "update account set balance = balance - ? where id = 1", cents);
      statement.execute("prepare transaction 'debit-" + cents + "'");
      connection.setAutoCommit(true);
      statement.execute("commit prepared 'debit-" + cents + "'");
    }
  }

  private static boolean outerThenInner(Accounts accounts) throws SQLException {
    return accounts.transaction(
        outer -> {
          Accounts.read(outer, 1, "");
          return accounts.atomicUpdate(2, 1);
        });
  }

  /** A full pool: else whoever comes second waits until Hikari has opened another connection. */
  private HikariDataSource pool(int size) throws SQLException {
    var config = new HikariConfig();
    config.setDataSource(explorer.dataSource());
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(size);
    var pool = new HikariDataSource(config);
    List<Connection> all = new ArrayList<>();
    while (all.size() < size) {
      all.add(pool.getConnection());
    }
    for (Connection connection : all) {
      connection.close();
    }
    return pool;
  }

  private static Scenario twoWithdrawals(Accounts accounts) {
    return Scenario.named("two-withdrawals")
        .given("insert into account values (1, 100)")
        .actor("alice", () -> accounts.readModifyWrite(1, 80))
        .actor("bob", () -> accounts.readModifyWrite(1, 80))
        .serialEquivalence();
  }
}
