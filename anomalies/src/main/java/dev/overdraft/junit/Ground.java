package dev.overdraft.junit;

import dev.overdraft.engine.SchemaLease;
import dev.overdraft.engine.SchemaLock;
import dev.overdraft.explore.schema.Baseline;
import dev.overdraft.explore.schema.Catalog;
import dev.overdraft.history.Isolation;
import dev.overdraft.storm.AccountTable;
import dev.overdraft.storm.Progress;
import dev.overdraft.storm.StopSignal;
import dev.overdraft.storm.Storm;
import dev.overdraft.storm.TheirTables;
import dev.overdraft.target.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Where the storms of one test blow, one after the other, each on tables that are as the first one
 * found them.
 */
abstract class Ground implements AutoCloseable {

  /** What to do there, with a storm that may be used once. */
  interface Work {
    void in(Storm storm) throws Exception;
  }

  /** Blows once. */
  abstract void blow(Storm.Load load, Work work) throws Exception;

  @Override
  public abstract void close() throws SQLException;

  /**
   * The one that a trial asks for.
   *
   * @param embedded the server for trials that name no data source of their own
   */
  static Ground of(Trial trial, Isolation level, String schema, Supplier<Target> embedded)
      throws SQLException {
    if (trial.own().isPresent()) {
      Trial.OwnSchema own = trial.own().get();
      var source = new OwnDatabase(own.dataSource(), own.name(), level);
      return new Theirs(source, trial.accounts().orElseThrow());
    }
    Target target = embedded.get();
    SchemaLease lease = SchemaLease.claim(target, schema);
    return trial
        .accounts()
        .<Ground>map(table -> new Made(lease, target.unpooled(level, schema), trial.ddl(), table))
        .orElseGet(() -> new Ours(lease, target));
  }

  /** Our own table. */
  private static final class Ours extends Ground {
    private final SchemaLease lease;
    private final Target target;

    Ours(SchemaLease lease, Target target) {
      this.lease = lease;
      this.target = target;
    }

    @Override
    void blow(Storm.Load load, Work work) throws Exception {
      lease.recreate();
      work.in(new Storm(target, lease.name(), load, new StopSignal(), Progress.SILENT));
    }

    @Override
    public void close() {
      lease.close();
    }
  }

  /** The team's tables, made by us. */
  private static final class Made extends Ground {
    private final SchemaLease lease;
    private final DataSource source;
    private final List<String> ddl;
    private final AccountTable accounts;

    Made(SchemaLease lease, DataSource source, List<String> ddl, AccountTable accounts) {
      this.lease = lease;
      this.source = source;
      this.ddl = ddl;
      this.accounts = accounts;
    }

    @Override
    void blow(Storm.Load load, Work work) throws Exception {
      lease.recreate();
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement()) {
        for (String each : ddl) {
          statement.execute(each);
        }
      }
      try (var theirs = new TheirTables(source, accounts)) {
        work.in(new Storm(theirs, load, new StopSignal(), Progress.SILENT));
      }
    }

    @Override
    public void close() {
      lease.close();
    }
  }

  /** The team's tables, in a database of the team's own. */
  private static final class Theirs extends Ground {
    private final DataSource source;
    private final AccountTable accounts;
    private final SchemaLock lock;
    private final Connection control;
    private final Baseline before;

    Theirs(OwnDatabase source, AccountTable accounts) throws SQLException {
      this.source = source;
      this.accounts = accounts;
      this.lock = SchemaLock.await(source, source.schema());
      try {
        this.control = source.getConnection();
      } catch (SQLException | RuntimeException failed) {
        lock.close();
        throw failed;
      }
      try {
        lock.hold(control);
        this.before = Baseline.captureTheirs(control, Catalog.read(control), "storm");
      } catch (SQLException | RuntimeException failed) {
        try (control;
            lock) {
          throw failed;
        }
      }
    }

    @Override
    void blow(Storm.Load load, Work work) throws Exception {
      try (var theirs = new TheirTables(source, accounts)) {
        work.in(new Storm(theirs, load, new StopSignal(), Progress.SILENT));
      } finally {
        before.restore();
      }
    }

    @Override
    public void close() throws SQLException {
      try (control;
          lock) {
        before.close();
      }
    }
  }
}
