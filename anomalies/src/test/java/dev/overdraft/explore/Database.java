package dev.overdraft.explore;

import dev.overdraft.engine.EmbeddedPostgres;
import dev.overdraft.engine.Engine;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.history.Isolation;
import dev.overdraft.target.Target;
import java.sql.SQLException;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** A server and a schema for one test class. */
final class Database implements AutoCloseable {

  private final Engine server;
  private final SchemaLease lease;

  Database() {
    this(EmbeddedPostgres.start());
  }

  Database(Engine server) {
    this.server = server;
    this.lease = SchemaLease.claim(server.target(), "explored");
  }

  /** An explorer on an empty schema. */
  Explorer explorer(Isolation level) throws SQLException {
    return explorer(level, UnaryOperator.identity());
  }

  /** The same, on connections that somebody has had his hands on. */
  Explorer explorer(Isolation level, UnaryOperator<DataSource> raw) throws SQLException {
    lease.recreate();
    return Explorer.on(raw.apply(server.target().unpooled(level, lease.name())));
  }

  Target target() {
    return server.target();
  }

  @Override
  public void close() {
    lease.close();
    server.close();
  }
}
