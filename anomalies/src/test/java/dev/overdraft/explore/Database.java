package dev.overdraft.explore;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.overdraft.engine.EmbeddedPostgres;
import dev.overdraft.engine.Engine;
import dev.overdraft.engine.InstalledMariadb;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.history.Isolation;
import dev.overdraft.target.Target;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server and a schema for one test class. */
final class Database implements BeforeAllCallback, AfterAllCallback {

  private final Supplier<Engine> starting;
  private @Nullable Engine server;
  private @Nullable SchemaLease lease;

  private Database(Supplier<Engine> starting) {
    this.starting = starting;
  }

  /** The embedded one. */
  static Database postgres() {
    return new Database(EmbeddedPostgres::start);
  }

  /** The installed one; without it the class is skipped. */
  static Database mariadb() {
    return new Database(
        () -> {
          assumeTrue(
              InstalledMariadb.isInstalled(),
              "skipped: no MariaDB server is installed here (apt install mariadb-server)");
          return InstalledMariadb.start();
        });
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    server = starting.get();
    lease = SchemaLease.claim(target(), "explored");
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

  /** An explorer on an empty schema. */
  Explorer explorer(Isolation level) throws SQLException {
    return explorer(level, UnaryOperator.identity());
  }

  /** The same, on connections that somebody has had his hands on. */
  Explorer explorer(Isolation level, UnaryOperator<DataSource> raw) throws SQLException {
    SchemaLease schema = Objects.requireNonNull(lease);
    schema.recreate();
    return Explorer.on(raw.apply(target().unpooled(level, schema.name())));
  }

  Target target() {
    return Objects.requireNonNull(server).target();
  }
}
