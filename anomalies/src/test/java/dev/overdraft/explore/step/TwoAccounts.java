package dev.overdraft.explore.step;

import dev.overdraft.engine.EmbeddedPostgres;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.history.Isolation;
import dev.overdraft.target.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server for one test class, with accounts 1 and 2. */
final class TwoAccounts implements BeforeAllCallback, AfterAllCallback {

  private @Nullable EmbeddedPostgres server;
  private @Nullable SchemaLease lease;

  @Override
  public void beforeAll(ExtensionContext context) {
    EmbeddedPostgres started = EmbeddedPostgres.start();
    server = started;
    lease = SchemaLease.claim(started.target(), "two_accounts");
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (lease != null) {
      lease.close();
    }
    if (server != null) {
      server.close();
    }
  }

  /** Connections at read committed to the two, each with 100 again. */
  DataSource anew() throws SQLException {
    SchemaLease schema = Objects.requireNonNull(lease);
    schema.recreate();
    Target target = Objects.requireNonNull(server).target();
    DataSource raw = target.unpooled(Isolation.READ_COMMITTED, schema.name());
    try (Connection control = raw.getConnection();
        Statement statement = control.createStatement()) {
      statement.execute("create table account (id int primary key, balance int)");
      statement.execute("insert into account values (1, 100), (2, 100)");
    }
    return raw;
  }
}
