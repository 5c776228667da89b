package dev.overdraft.junit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.overdraft.explore.Budget;
import dev.overdraft.explore.Exploration;
import dev.overdraft.history.Isolation;
import dev.overdraft.target.Target;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/** Pools as teams have them, and races on them, on whatever engine. */
public final class OwnPools {

  private OwnPools() {}

  /**
   * A pool.
   *
   * @param init what it runs once on each connection
   */
  public static HikariDataSource pool(Target target, int size, String init) {
    var config = new HikariConfig();
    config.setJdbcUrl(target.url());
    config.setUsername(target.user());
    config.setPassword(target.password());
    config.setMaximumPoolSize(size);
    config.setConnectionTimeout(2_000);
    config.setConnectionInitSql(init);
    return new HikariDataSource(config);
  }

  /** Two unlocked withdrawals from a new row of a schema's {@code account}, explored. */
  public static Exploration race(DataSource pool, String schema) throws Exception {
    var race =
        new Race(
            () -> {
              throw new AssertionError("no server is needed");
            },
            Isolation.READ_COMMITTED,
            "withdrawals");
    try {
      race.on(pool, schema);
      var wallet =
          new WalletRaces.Wallet(race.dataSource()) {
            @Override
            String lock() {
              return "";
            }
          };
      race.given("insert into account values (1, 100)")
          .actor("alice", () -> wallet.withdraw(1, 80))
          .actor("bob", () -> wallet.withdraw(1, 80))
          .serialEquivalence();
      return race.explorer().explore(race.scenario(), Budget.STANDARD);
    } finally {
      race.close();
    }
  }

  /** The first column of a query's rows on each of a pool's connections: one set for all. */
  public static Set<String> everywhere(HikariDataSource pool, String sql) throws SQLException {
    Set<String> answers = new TreeSet<>();
    List<Connection> all = new ArrayList<>();
    try {
      while (all.size() < pool.getMaximumPoolSize()) {
        Connection next = pool.getConnection();
        all.add(next);
        try (Statement statement = next.createStatement();
            ResultSet row = statement.executeQuery(sql)) {
          while (row.next()) {
            answers.add(row.getString(1));
          }
        }
      }
    } finally {
      for (Connection each : all) {
        each.close();
      }
    }
    return answers;
  }
}
