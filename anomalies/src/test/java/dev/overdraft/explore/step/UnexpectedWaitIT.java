package dev.overdraft.explore.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A wait for a row's lock, and somebody who says beforehand whether there can be one. */
class UnexpectedWaitIT {

  @RegisterExtension static final TwoAccounts accounts = new TwoAccounts();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void run_waitExpectedOrNot_sameMoments(boolean expected) throws Exception {
    DataSource raw = accounts.anew();
    Run run;
    try (var waits = LockWaits.over(raw.getConnection());
        var stepping = new Stepping(raw, waits);
        var scheduler = new Scheduler(stepping, waits, Limits.STANDARD)) {
      DataSource stepped = stepping.dataSource();
      run =
          scheduler.run(
              List.of(
                  new Actor("alice", () -> increase(stepped)),
                  new Actor("bob", () -> increase(stepped))),
              new Choosing(List.of(0, 1)),
              new Expecting(expected));
    }

    assertThat(run.stop()).isEmpty();
    assertThat(run.moments())
        .extracting(Moment::kind, moment -> moment.step().actor())
        .containsExactly(
            tuple(Moment.Kind.RAN, 0),
            tuple(Moment.Kind.WAITS, 1),
            tuple(Moment.Kind.RAN, 0),
            tuple(Moment.Kind.WOKE, 1),
            tuple(Moment.Kind.RAN, 1));
  }

  private static boolean increase(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.executeUpdate("update account set balance = balance + 1 where id = 1");
      connection.commit();
      return true;
    }
  }

  private record Expecting(boolean waits) implements LockObserver {
    @Override
    public boolean mayMeet(Step step, Step locked) {
      return waits;
    }

    @Override
    public boolean wants(Step step) {
      return false;
    }

    @Override
    public void saw(Step step, List<Step> before, boolean changed, Set<Held> held) {
      throw new IllegalStateException("nothing was wanted");
    }
  }
}
