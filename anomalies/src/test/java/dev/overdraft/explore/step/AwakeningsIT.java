package dev.overdraft.explore.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several that one commit lets in. */
class AwakeningsIT {

  @RegisterExtension static final TwoAccounts accounts = new TwoAccounts();

  /** The commit is answered before either of the two, and they return at different times. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void run_twoLetInByOneCommit_toldInOneOrderWhoeverIsLater(int later) throws Exception {
    DataSource raw = accounts.anew();
    Run run;
    try (var waits = LockWaits.over(raw.getConnection());
        var stepping =
            new Stepping(LateReturns.of(raw, (sql, error) -> late(sql, error, later)), waits);
        var scheduler = new Scheduler(stepping, waits, Limits.STANDARD)) {
      DataSource stepped = stepping.dataSource();
      run =
          scheduler.run(
              List.of(
                  new Actor("alice", () -> change(stepped, "balance + 1 where id = 1")),
                  new Actor("bob", () -> change(stepped, "0 where id > 0")),
                  new Actor("carol", () -> change(stepped, "balance + 1 where id = 2"))),
              new Choosing(List.of(1, 0, 2, 1)));
    }

    assertThat(run.stop()).isEmpty();
    assertThat(run.moments())
        .filteredOn(moment -> moment.decision() == 3)
        .extracting(Moment::kind, moment -> moment.step().actor())
        .containsExactly(
            tuple(Moment.Kind.RAN, 1), tuple(Moment.Kind.WOKE, 0), tuple(Moment.Kind.WOKE, 2));
  }

  private static int late(String sql, Optional<String> error, int later) {
    if (error.isPresent() || !sql.contains("balance + 1")) {
      return 0;
    }
    return sql.endsWith("id = " + later) ? 300 : 30;
  }

  private static boolean change(DataSource dataSource, String to) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement statement =
          connection.prepareStatement("update account set balance = " + to)) {
        statement.executeUpdate();
      }
      connection.commit();
      return true;
    }
  }
}
