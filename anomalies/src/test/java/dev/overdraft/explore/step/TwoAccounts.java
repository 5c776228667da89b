package dev.overdraft.explore.step;

import dev.overdraft.engine.EmbeddedPostgres;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.history.Isolation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A server for one test class, with accounts 1 and 2. */
final class TwoAccounts implements AutoCloseable {

  private final EmbeddedPostgres server = EmbeddedPostgres.start();
  private final SchemaLease lease = SchemaLease.claim(server.target(), "two_accounts");

  /** Connections at read committed to the two, each with 100 again. */
  DataSource anew() throws SQLException {
    lease.recreate();
    DataSource raw = server.target().unpooled(Isolation.READ_COMMITTED, lease.name());
    try (Connection control = raw.getConnection();
        Statement statement = control.createStatement()) {
      statement.execute("create table account (id int primary key, balance int)");
      statement.execute("insert into account values (1, 100), (2, 100)");
    }
    return raw;
  }

  @Override
  public void close() {
    lease.close();
    server.close();
  }
}
