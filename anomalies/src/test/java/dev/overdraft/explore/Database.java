package dev.overdraft.explore;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.overdraft.engine.EmbeddedPostgres;
import dev.overdraft.engine.Engine;
import dev.overdraft.engine.InProcessEngine;
import dev.overdraft.engine.InstalledMariadb;
import dev.overdraft.engine.ServerOfATest;
import dev.overdraft.explore.step.Limits;
import dev.overdraft.history.Isolation;
import dev.overdraft.target.Dialect;
import java.sql.SQLException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** A server and a schema for one test class. */
final class Database extends ServerOfATest {

  private Database(Supplier<Engine> starting) {
    super(starting, "explored");
  }

  /** The embedded one. */
  static Database postgres() {
    return new Database(EmbeddedPostgres::start);
  }

  /** One in this JVM. */
  static Database inProcess(Dialect dialect) {
    return new Database(() -> InProcessEngine.start(dialect));
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

  /** An explorer on an empty schema. */
  Explorer explorer(Isolation level) throws SQLException {
    return explorer(level, UnaryOperator.identity());
  }

  /** The same, with other bounds. */
  Explorer explorer(Isolation level, Limits limits) throws SQLException {
    String schema = emptied();
    return Explorer.on(target().unpooled(level, schema), limits);
  }

  /** The same, on connections that somebody has had his hands on. */
  Explorer explorer(Isolation level, UnaryOperator<DataSource> raw) throws SQLException {
    String schema = emptied();
    return Explorer.on(raw.apply(target().unpooled(level, schema)));
  }

  /** One whose tables' rows count as somebody else's. */
  Explorer explorerOfTheirs(Isolation level) throws SQLException {
    String schema = emptied();
    return Explorer.onTheirs(target().unpooled(level, schema), schema);
  }
}
