package dev.overdraft.scenarios;

import dev.overdraft.target.Dialect;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/**
 * The tables of an anti-pattern in a database of this JVM, for whoever calls its code by hand: what
 * the situation that is explored does not hold. Not thread-safe; close it.
 */
public final class ScenarioDatabase implements AutoCloseable {

  private final JdbcDataSource database = new JdbcDataSource();
  private final Connection kept;

  /** With empty tables. */
  public ScenarioDatabase(AntiPattern antiPattern) throws SQLException {
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID());
    kept = database.getConnection();
    run(antiPattern.tables().toArray(String[]::new));
  }

  /** A well-behaved one. */
  public DataSource dataSource() {
    return database;
  }

  /** The first commit is carried out, and answered with that SQLSTATE. */
  public DataSource losingAnAnswer(String state) {
    var lost = new AtomicBoolean();
    return Commits.through(
        database,
        connection -> {
          connection.commit();
          if (lost.compareAndSet(false, true)) {
            throw new SQLException("of the commit nothing more is known", state);
          }
        });
  }

  /** Just before the second connection is made, somebody else's statement is carried out. */
  public DataSource overtakenBy(String statement) {
    var made = new AtomicInteger();
    return (DataSource)
        Proxy.newProxyInstance(
            ScenarioDatabase.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (self, method, args) -> {
              if (method.getName().equals("getConnection") && made.incrementAndGet() == 2) {
                run(statement);
              }
              return method.invoke(database, args);
            });
  }

  /** What an anti-pattern's scenarios are staged on. */
  public Setting setting() {
    return new Setting(database, Dialect.H2);
  }

  /** Runs statements, each by itself. */
  public void run(String... statements) throws SQLException {
    for (String statement : statements) {
      new Sql(kept).run(statement);
    }
  }

  /** The one number of a query. */
  public long number(String query) throws SQLException {
    return new Sql(kept).number(query);
  }

  /** A connection that nobody else uses. */
  public Connection quiet() {
    return kept;
  }

  @Override
  public void close() throws SQLException {
    kept.close();
  }
}
