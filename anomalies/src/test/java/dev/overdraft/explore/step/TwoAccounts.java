package dev.overdraft.explore.step;

import dev.overdraft.engine.EmbeddedPostgres;
import dev.overdraft.engine.ServerOfATest;
import dev.overdraft.history.Isolation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A server for one test class, with accounts 1 and 2. */
final class TwoAccounts extends ServerOfATest {

  TwoAccounts() {
    super(EmbeddedPostgres::start, "two_accounts");
  }

  /** Connections at read committed to the two, each with 100 again. */
  DataSource anew() throws SQLException {
    String schema = emptied();
    DataSource raw = target().unpooled(Isolation.READ_COMMITTED, schema);
    try (Connection control = raw.getConnection();
        Statement statement = control.createStatement()) {
      statement.execute("create table account (id int primary key, balance int)");
      statement.execute("insert into account values (1, 100), (2, 100)");
    }
    return raw;
  }
}
