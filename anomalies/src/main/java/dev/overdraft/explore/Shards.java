package dev.overdraft.explore;

import dev.overdraft.explore.search.Search;
import dev.overdraft.explore.search.Statements;
import dev.overdraft.explore.step.Limits;
import dev.overdraft.explore.witness.ReplayToken;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Explores one scenario in several schemas at the same time: each runs its share of the schedules.
 *
 * <p>A schedule is as slow as its round trips, and most of a round trip is waiting; two shards use
 * two cores. The schemas have to be equal, and nothing outside them may be shared by the actors of
 * two shards: no lock in the JVM, no cache, no advisory lock of the database. That is why a
 * scenario is made for each shard, from its own data source.
 *
 * <p>Not thread-safe.
 */
public final class Shards implements AutoCloseable {

  private final List<Explorer> explorers = new ArrayList<>();

  private Shards(List<DataSource> raw) throws SQLException {
    try {
      for (DataSource each : raw) {
        explorers.add(Explorer.on(each, Limits.STANDARD));
      }
    } catch (SQLException | RuntimeException | Error failed) {
      close();
      throw failed;
    }
  }

  /**
   * One shard for each of these; see {@link Explorer#on(DataSource)}.
   *
   * @param raw connects to a schema that no other one connects to
   */
  public static Shards on(List<DataSource> raw) throws SQLException {
    if (raw.isEmpty()) {
      throw new IllegalArgumentException("at least one data source is needed");
    }
    return new Shards(raw);
  }

  /** Runs SQL at once in each schema, outside any schedule: for making tables. */
  public void execute(String... sql) throws SQLException {
    for (Explorer explorer : explorers) {
      explorer.execute(sql);
    }
  }

  /**
   * Explores what {@code scenario} makes of a shard's data source.
   *
   * @see Explorer#explore(Scenario, Budget)
   */
  public Exploration explore(Function<DataSource, Scenario> scenario, Budget budget)
      throws SQLException, InterruptedException {
    List<Scenario> scenarios = dataSources().stream().map(scenario).toList();
    return new Expedition(List.copyOf(explorers), scenarios, budget).explore();
  }

  /** The same with another search. */
  public Exploration explore(
      Function<DataSource, Scenario> scenario, Budget budget, Function<Statements, Search> search)
      throws SQLException, InterruptedException {
    List<Scenario> scenarios = dataSources().stream().map(scenario).toList();
    return new Expedition(List.copyOf(explorers), scenarios, budget).explore(search);
  }

  /** What each shard's actors get instead of their own data source; the same objects each time. */
  public List<DataSource> dataSources() {
    return explorers.stream().map(Explorer::dataSource).toList();
  }

  /** The one that replays: what is to be seen once is seen there. */
  public Explorer first() {
    return explorers.get(0);
  }

  /** Repeats the schedule of a token in one of them, and stops where that is not possible. */
  public Replay replay(Function<DataSource, Scenario> scenario, ReplayToken token)
      throws SQLException, InterruptedException {
    Explorer first = first();
    return first.replay(scenario.apply(first.dataSource()), token);
  }

  @Override
  public void close() throws SQLException {
    SQLException first = null;
    for (Explorer explorer : explorers) {
      try {
        explorer.close();
      } catch (SQLException failed) {
        if (first == null) {
          first = failed;
        } else {
          first.addSuppressed(failed);
        }
      }
    }
    explorers.clear();
    if (first != null) {
      throw first;
    }
  }
}
