package dev.overdraft.scenarios;

import dev.overdraft.target.Dialect;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.jpa.HibernatePersistenceConfiguration;

/**
 * What the application code of a scenario finds: a database, and Hibernate on top of it if it asks.
 * Close it when no scenario of it is run any more. Not thread-safe; what it hands out is.
 */
public final class Setting implements AutoCloseable {

  private final DataSource dataSource;
  private final Dialect dialect;
  private final Map<List<Class<?>>, SessionFactory> factories = new HashMap<>();

  /** On a data source, normally an explorer's, of that engine. */
  public Setting(DataSource dataSource, Dialect dialect) {
    this.dataSource = dataSource;
    this.dialect = dialect;
  }

  /** Where the application gets its connections. */
  public DataSource dataSource() {
    return dataSource;
  }

  /** Which engine it is, for the few statements that differ. */
  public Dialect dialect() {
    return dialect;
  }

  /** The SQLSTATE of a deadlock's victim. */
  public String deadlock() {
    return dialect == Dialect.POSTGRESQL ? "40P01" : "40001";
  }

  /** An insert that does nothing when the key is there already: not standard SQL. */
  public String orIgnore(String insert) {
    return dialect == Dialect.POSTGRESQL
        ? insert + " on conflict do nothing"
        : insert.replaceFirst("insert", "insert ignore");
  }

  /** Takes a lock with a number, which is the session's until it gives it back. */
  public String lockOfTheSession(int number) {
    return dialect == Dialect.POSTGRESQL
        ? "select pg_advisory_lock(" + number + ")"
        : "select get_lock('" + number + "', 1000000)";
  }

  /** Gives it back. */
  public String unlockOfTheSession(int number) {
    return dialect == Dialect.POSTGRESQL
        ? "select pg_advisory_unlock(" + number + ")"
        : "select release_lock('" + number + "')";
  }

  /** The session factory of these entities; one and the same for the same entities. */
  public SessionFactory hibernate(Class<?>... entities) {
    return factories.computeIfAbsent(Arrays.asList(entities), this::sessions);
  }

  private SessionFactory sessions(List<Class<?>> entities) {
    var configuration = new HibernatePersistenceConfiguration("scenario");
    entities.forEach(configuration::managedClass);
    return configuration
        .property(AvailableSettings.JAKARTA_NON_JTA_DATASOURCE, dataSource)
        .createEntityManagerFactory();
  }

  @Override
  public void close() {
    factories.values().forEach(SessionFactory::close);
    factories.clear();
  }
}
