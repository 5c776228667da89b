package dev.overdraft.explore.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A deadlock that ends while it is being read that there is one. */
class StaleAnswerIT {

  @RegisterExtension static final TwoAccounts accounts = new TwoAccounts();

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void run_othersGoOnBeforeTheVictimsError_errorComesOfTheStepThatClosedTheCycle(int closing)
      throws Exception {
    DataSource raw = accounts.anew();
    int other = 1 - closing;
    Run run;
    try (var waits = new StaleAnswers(LockWaits.over(raw.getConnection()));
        var stepping = new Stepping(LateReturns.of(raw, StaleAnswerIT::late), waits);
        var scheduler = new Scheduler(stepping, waits, Limits.STANDARD)) {
      run =
          scheduler.run(
              List.of(
                  new Actor("alice", () -> both(stepping.dataSource(), 1, 2)),
                  new Actor("bob", () -> both(stepping.dataSource(), 2, 1))),
              new Choosing(List.of(other, closing, other, closing)));
      assertThat(waits.stale()).isTrue();
    }

    assertThat(run.stop()).isEmpty();
    assertThat(Deadlock.in(run)).containsExactly(new Deadlock(3, closing, Set.of(0, 1)));
    assertThat(run.moments())
        .filteredOn(moment -> moment.decision() == 3)
        .extracting(Moment::kind)
        .containsExactly(Moment.Kind.WAITS, Moment.Kind.WOKE, Moment.Kind.WOKE);
  }

  /** The victim is told of a deadlock long after those whom that lets in have gone on. */
  private static int late(String sql, Optional<String> sqlState) {
    return sqlState.equals(Optional.of("40P01")) ? 300 : 0;
  }

  private static boolean both(DataSource dataSource, int one, int two) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      add(connection, one);
      add(connection, two);
      connection.commit();
      return true;
    }
  }

  private static void add(Connection connection, int id) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("update account set balance = balance + 1 where id = ?")) {
      statement.setInt(1, id);
      statement.executeUpdate();
    }
  }
}
