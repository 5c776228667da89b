package dev.overdraft.explore;

import static dev.overdraft.explore.SmallScenarios.BUDGET;
import static dev.overdraft.explore.SmallScenarios.both;
import static dev.overdraft.explore.SmallScenarios.guard;
import static dev.overdraft.explore.SmallScenarios.two;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.overdraft.explore.oracle.Outcome;
import dev.overdraft.history.Isolation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** H2's waits, victims and levels, as the explorer sees them. */
class H2IT {

  @RegisterExtension static final Database database = Database.h2();

  @ParameterizedTest
  @EnumSource(Isolation.class)
  void guard_allSmallScenarios_noDifferenceAndNothingLost(Isolation level) throws Exception {
    try (Explorer explorer = database.explorer(level)) {
      explorer.execute(Accounts.TABLE, "create table coupon (code varchar(10) not null)");
      DataSource dataSource = explorer.dataSource();
      var accounts = new Accounts(dataSource);
      guard(explorer, two(() -> accounts.readModifyWrite(1, 80)));
      guard(explorer, two(() -> accounts.selectForUpdate(1, 80)));
      guard(explorer, two(() -> accounts.atomicUpdate(1, 80)));
      guard(explorer, two(() -> SmallScenarios.redeem(dataSource)));
      guard(
          explorer,
          both(() -> SmallScenarios.open(accounts, 3), () -> SmallScenarios.open(accounts, 3)));
      guard(
          explorer,
          both(() -> accounts.transfer(1, 2, 30, ""), () -> accounts.transfer(2, 1, 10, "")));
      guard(
          explorer,
          both(
              () -> accounts.transfer(1, 2, 30, " for update"),
              () -> accounts.transfer(2, 1, 10, " for update")));
      guard(explorer, both(() -> accounts.transfer(1, 2, 30, ""), () -> total(accounts)));
    }
  }

  @Test
  void explore_crossingTransfersThatLock_deadlockHasTheSameVictimEachTime() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());
      Scenario scenario =
          both(
              () -> accounts.transfer(1, 2, 30, " for update"),
              () -> accounts.transfer(2, 1, 10, " for update"));

      SmallScenarios.assertSameVictim(explorer, scenario, "40001");
    }
  }

  @Test
  void replay_lostUpdate_hundredTimesTheSame() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());
      SmallScenarios.assertReplays(explorer, two(() -> accounts.readModifyWrite(1, 80)));
    }
  }

  /** Its SERIALIZABLE is snapshot isolation. */
  @ParameterizedTest
  @EnumSource(names = {"REPEATABLE_READ", "SERIALIZABLE"})
  void explore_eachTakesFromOneAfterLookingAtBoth_writeSkew(Isolation level) throws Exception {
    try (Explorer explorer = database.explorer(level)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());

      Exploration exploration =
          explorer.explore(both(() -> take(accounts, 1), () -> take(accounts, 2)), BUDGET);

      assertThat(exploration.verdict()).isEqualTo(Exploration.Verdict.FAILS);
      assertThat(exploration.witness().orElseThrow().toString()).contains("write skew");
    }
  }

  @Test
  void explore_secondConnectionOnTheSameRow_selfDeadlock() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE);
      var accounts = new Accounts(explorer.dataSource());
      Scenario scenario =
          both(
              () -> accounts.atomicUpdate(1, 10),
              () -> SmallScenarios.throughASecondConnection(accounts));

      assertThat(explorer.explore(scenario, BUDGET).coverage().toString())
          .contains("own other connection");
      // What had to be ended for that is not used again.
      assertThat(explorer.explore(two(() -> accounts.atomicUpdate(1, 80)), BUDGET).verdict())
          .isEqualTo(Exploration.Verdict.HOLDS);
    }
  }

  @Test
  void explore_numberedRowsAndQuotedNames_startFromTheSamePlaceEachTime() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.REPEATABLE_READ)) {
      explorer.execute(
          Accounts.TABLE,
          "create table entry (id int generated always as identity primary key, cents int)",
          "create sequence receipt start with 7",
          "create table \"Owed\" (\"to\" int primary key, cents int references entry (id))");
      DataSource dataSource = explorer.dataSource();

      Exploration exploration =
          explorer.explore(both(() -> key(dataSource, 1), () -> key(dataSource, 2)), BUDGET);

      assertThat(exploration.coverage().kind())
          .as(exploration.toString())
          .isEqualTo(Coverage.Kind.EXHAUSTIVE);
      assertThat(exploration.outcomes().stream().map(Outcome::endings))
          .containsExactlyInAnyOrder(
              List.of("returned 107", "returned 208"),
              List.of("returned 108", "returned 207"),
              List.of("returned 207", "returned 108"),
              List.of("returned 208", "returned 107"));
    }
  }

  @Test
  void explore_namesThatDifferInCaseAlone_refused() throws Exception {
    try (Explorer explorer = database.explorer(Isolation.READ_COMMITTED)) {
      explorer.execute(Accounts.TABLE, "create table other (\"id\" int primary key)");
      var accounts = new Accounts(explorer.dataSource());

      assertThatIllegalArgumentException()
          .isThrownBy(() -> explorer.explore(two(() -> accounts.atomicUpdate(1, 80)), BUDGET))
          .withMessageContaining("[id]");
    }
  }

  private static Object total(Accounts accounts) throws SQLException {
    return accounts.transaction(
        connection -> Accounts.read(connection, 1, "") + Accounts.read(connection, 2, ""));
  }

  private static Object take(Accounts accounts, int id) throws SQLException {
    return accounts.transaction(
        connection -> {
          int both = Accounts.read(connection, 1, "") + Accounts.read(connection, 2, "");
          return both < 150
              ? 0
              : Accounts.change(
                  connection, "update account set balance = balance - 100 where id = ?", id);
        });
  }

  /** A hundred times the row's number, and the receipt's. */
  private static Object key(DataSource dataSource, int cents) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into entry (cents) values (?)", Statement.RETURN_GENERATED_KEYS);
        PreparedStatement next =
            connection.prepareStatement("select next value for receipt + 0 * ?")) {
      insert.setInt(1, cents);
      insert.executeUpdate();
      next.setInt(1, cents);
      try (ResultSet row = insert.getGeneratedKeys();
          ResultSet receipt = next.executeQuery()) {
        row.next();
        receipt.next();
        return 100 * row.getInt(1) + receipt.getInt(1);
      }
    }
  }
}
