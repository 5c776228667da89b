package dev.overdraft.explore;

import dev.overdraft.engine.EmbeddedPostgres;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.history.Isolation;
import java.sql.SQLException;

/** A server and a schema for one test class. */
final class Database implements AutoCloseable {

  private final EmbeddedPostgres server = EmbeddedPostgres.start();
  private final SchemaLease lease = SchemaLease.claim(server.target(), "explored");

  /** An explorer on an empty schema. */
  Explorer explorer(Isolation level) throws SQLException {
    lease.recreate();
    return Explorer.on(server.target().unpooled(level, lease.name()));
  }

  @Override
  public void close() {
    lease.close();
    server.close();
  }
}
