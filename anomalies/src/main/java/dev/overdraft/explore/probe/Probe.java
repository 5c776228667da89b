package dev.overdraft.explore.probe;

import dev.overdraft.explore.Explorer;
import dev.overdraft.explore.Played;
import dev.overdraft.explore.Scenario;
import dev.overdraft.explore.schema.Catalog;
import dev.overdraft.explore.step.Policy;
import dev.overdraft.explore.step.Step;
import dev.overdraft.history.Isolation;
import dev.overdraft.target.Dialect;
import dev.overdraft.target.Settings;
import dev.overdraft.target.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Asks a server everything: the Hermitage scenarios at every level, and what else differs. */
public final class Probe {

  private static final String TABLE = "create table test (id int primary key, value int)";

  /** What makes InnoDB's REPEATABLE READ another level; by default on from MariaDB 11.6.2. */
  private static final String SNAPSHOT = "innodb_snapshot_isolation";

  private Probe() {}

  /**
   * The whole report.
   *
   * @param schema an empty one of ours
   */
  public static ProbeReport report(Target target, String schema)
      throws SQLException, InterruptedException {
    List<Capability> capabilities = new CapabilityProbe(target, schema).run();
    Optional<String> unseen = unseen(target);
    if (unseen.isPresent()) {
      return new ProbeReport(
          server(target), Optional.empty(), List.of(), unseen.get(), capabilities);
    }
    Matrix matrix = run(target, schema);
    List<Matrix> others = new ArrayList<>();
    for (Target other : otherwise(target)) {
      others.add(run(other, schema));
    }
    return new ProbeReport(matrix.server(), Optional.of(matrix), others, "", capabilities);
  }

  /** The same server with the setting that its levels depend on the other way round. */
  private static List<Target> otherwise(Target target) throws SQLException {
    String now = target.readSettings(Isolation.REPEATABLE_READ).values().get(SNAPSHOT);
    if (now == null) {
      return List.of();
    }
    String other = now.equals("ON") ? "OFF" : "ON";
    return List.of(target.with("sessionVariables=" + SNAPSHOT + "=" + other));
  }

  private static String server(Target target) throws SQLException {
    Settings settings = target.readSettings(Isolation.READ_COMMITTED);
    String snapshot = settings.values().get(SNAPSHOT);
    String server = target.dialect().label() + " " + settings.version();
    return snapshot == null ? server : "%s, %s=%s".formatted(server, SNAPSHOT, snapshot);
  }

  /** The same of a server, which may only speak a known one's protocol. */
  public static Optional<String> unseen(Target target) throws SQLException {
    Optional<String> unseen = unseen(target.dialect());
    return unseen.isPresent()
        ? unseen
        : target
            .profile()
            .map(p -> p.label() + " does not show who waits as " + p.dialect().label() + " does");
  }

  /** Why nobody can tell from outside who waits for whom; empty where one can. */
  private static Optional<String> unseen(Dialect dialect) {
    return switch (dialect) {
      case POSTGRESQL, MARIADB, H2, HSQLDB, DERBY -> Optional.empty();
      case SQLITE ->
          Optional.of(
              "SQLite shows nobody who waits for its one lock, so no interleaving can be held to");
    };
  }

  /**
   * The server's true matrix.
   *
   * @param schema an empty one of ours
   */
  public static Matrix run(Target target, String schema) throws SQLException, InterruptedException {
    List<Matrix.Row> rows = new ArrayList<>();
    for (Isolation level : Isolation.values()) {
      DataSource dataSource = target.unpooled(level, schema);
      try (Explorer explorer = Explorer.on(dataSource)) {
        if (!hasTable(dataSource)) {
          explorer.execute(TABLE);
        }
        rows.add(row(explorer, level));
      }
    }
    return new Matrix(server(target), rows);
  }

  /** Not all engines know {@code if not exists}. */
  private static boolean hasTable(DataSource dataSource) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      return Catalog.read(connection).table("test").isPresent();
    }
  }

  private static Matrix.Row row(Explorer explorer, Isolation level)
      throws SQLException, InterruptedException {
    Map<String, Matrix.Mark> marks = new LinkedHashMap<>();
    HermitageCase.COLUMNS.forEach(column -> marks.put(column, Matrix.Mark.PREVENTED));
    Map<String, Observed> observed = new LinkedHashMap<>();
    for (HermitageCase each : HermitageCase.ALL) {
      Played played = play(explorer, each.script());
      Observed seen = Observed.of(played, each.script().transactions());
      observed.put(each.name(), seen);
      if (played.run().stop().isPresent() || seen.isRefused()) {
        marks.put(each.column(), Matrix.Mark.UNKNOWN);
      } else if (each.bad().test(seen)) {
        Matrix.Mark mark =
            each.writes() ? Matrix.Mark.PREVENTED_FOR_READERS : Matrix.Mark.CAN_OCCUR;
        marks.merge(each.column(), mark, Probe::worse);
      }
    }
    return new Matrix.Row(level.sql(), marks, observed);
  }

  private static Matrix.Mark worse(Matrix.Mark a, Matrix.Mark b) {
    List<Matrix.Mark> worstFirst =
        List.of(
            Matrix.Mark.UNKNOWN,
            Matrix.Mark.CAN_OCCUR,
            Matrix.Mark.PREVENTED_FOR_READERS,
            Matrix.Mark.PREVENTED);
    return worstFirst.indexOf(a) < worstFirst.indexOf(b) ? a : b;
  }

  private static Played play(Explorer explorer, Script script)
      throws SQLException, InterruptedException {
    Scenario scenario =
        Scenario.named("hermitage").given("insert into test (id, value) values (1, 10), (2, 20)");
    for (int t = 1; t <= script.transactions(); t++) {
      List<String> statements = script.of(t);
      DataSource dataSource = explorer.dataSource();
      scenario = scenario.actor("T" + t, () -> transact(dataSource, statements));
    }
    return explorer.play(scenario, new AsWritten(script));
  }

  /** Runs on after an error, as Hermitage does: what follows is part of the observation. */
  private static void transact(DataSource dataSource, List<String> statements) throws SQLException {
    try (Connection connection = dataSource.getConnection()) {
      connection.setAutoCommit(false);
      for (String sql : statements) {
        try {
          one(connection, sql);
        } catch (SQLException observed) {
          // Part of the observation: the scheduler has taken it down as the step's answer.
        }
      }
    }
  }

  private static void one(Connection connection, String sql) throws SQLException {
    switch (sql) {
      case "commit" -> connection.commit();
      case "rollback" -> connection.rollback();
      default -> {
        try (Statement statement = connection.createStatement()) {
          if (statement.execute(sql)) {
            var rows = statement.getResultSet();
            while (rows.next()) {
              // Fetched so that it is taken down.
            }
          }
        }
      }
    }
  }

  /** Follows the script's order; a step whose transaction waits is postponed. */
  private static final class AsWritten implements Policy {
    private final List<Integer> left = new ArrayList<>();

    AsWritten(Script script) {
      script.lines().forEach(line -> left.add(line.transaction() - 1));
    }

    @Override
    public int choose(List<Step> enabled, Past past) {
      for (int i = 0; i < left.size(); i++) {
        int wanted = left.get(i);
        if (enabled.stream().anyMatch(step -> step.actor() == wanted)) {
          left.remove(i);
          return wanted;
        }
      }
      return enabled.get(0).actor();
    }
  }
}
