package dev.overdraft.explore.lesson;

import dev.overdraft.explore.Explorer;
import dev.overdraft.explore.Scenario;
import dev.overdraft.explore.schema.State;
import dev.overdraft.explore.search.Following;
import dev.overdraft.explore.search.Search;
import dev.overdraft.explore.step.Policy;
import dev.overdraft.explore.step.Run;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What others could see in the tables along one schedule, which is run once more for that. */
public final class Trail {

  private final Contents contents;
  private final Map<Integer, State> seen = new TreeMap<>();
  private @Nullable SQLException unreadable;

  private Trail(Contents contents) {
    this.contents = contents;
  }

  /**
   * The tables after each decision, each row as {@code id=1 balance=100}; what could not be
   * repeated is missing.
   *
   * @param choices whom each decision lets go
   * @param looking opens the connection that looks on, to the explorer's schema
   */
  public static Map<Integer, Map<String, List<String>>> of(
      Explorer explorer, Scenario scenario, List<Integer> choices, DataSource looking)
      throws SQLException, InterruptedException {
    try (var contents = new Contents(looking.getConnection())) {
      var trail = new Trail(contents);
      explorer.playAll(
          scenario,
          trail.new Once(choices),
          played -> {
            trail.seen.put(played.run().decisions().size() - 1, played.after());
            return false;
          });
      if (trail.unreadable != null) {
        throw trail.unreadable;
      }
      Map<Integer, Map<String, List<String>>> texts = new TreeMap<>();
      trail.seen.forEach((decision, state) -> texts.put(decision, trail.texts(state)));
      return texts;
    }
  }

  private Map<String, List<String>> texts(State state) {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    contents
        .columns()
        .forEach(
            (table, columns) ->
                texts.put(table, state.of(table).stream().map(row -> text(columns, row)).toList()));
    return texts;
  }

  private static String text(List<String> columns, List<String> row) {
    List<String> cells = new ArrayList<>();
    for (int at = 0; at < columns.size(); at++) {
      cells.add(columns.get(at) + "=" + row.get(at));
    }
    return String.join(" ", cells);
  }

  /** One schedule, looked at between its decisions. */
  private final class Once implements Search {
    private final List<Integer> choices;

    Once(List<Integer> choices) {
      this.choices = choices;
    }

    @Override
    public Optional<Policy> next() {
      var following = new Following(choices);
      return Optional.of(
          (enabled, past) -> {
            int before = past.decisions().size() - 1;
            try {
              seen.put(before, contents.read(seen.get(before - 1)));
            } catch (SQLException failed) {
              unreadable = failed;
              return Policy.STOP;
            }
            return following.choose(enabled, past);
          });
    }

    @Override
    public void done(Policy policy, Run run) {
      // There is no other schedule to choose.
    }
  }
}
