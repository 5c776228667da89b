package dev.overdraft.explore.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that happens between two schedules in one round trip: what the tables hold is read, questions
 * are asked, and the tables that are known to change are brought back.
 *
 * <p>Several statements in one message are one transaction, in which a failing question would undo
 * the rest: then, and with questions that cannot be joined, there is no answer and nothing has been
 * done. Only for a server whose driver sends several statements at once without being told to.
 */
public final class Turnaround implements AutoCloseable {

  private static final int MOST_PREPARED = 8;

  private final Connection control;
  private final Baseline baseline;
  private final String questions;
  private final int asked;
  private final boolean possible;
  private final Map<Set<String>, PreparedStatement> prepared = new HashMap<>();

  /**
   * What was seen.
   *
   * @param answers whether the first column of each question's first row is true
   */
  public record Seen(State state, List<Boolean> answers) {
    public Seen {
      answers = List.copyOf(answers);
    }
  }

  /** Brings the tables back to {@code baseline} after asking these queries. */
  public Turnaround(Connection control, Baseline baseline, List<String> queries)
      throws SQLException {
    this.control = control;
    this.baseline = baseline;
    this.asked = queries.size();
    this.questions = String.join("; ", queries);
    this.possible =
        questions.indexOf('?') < 0
            && queries.stream().noneMatch(query -> query.contains(";") || query.contains("--"))
            && !baseline.catalog().tables().isEmpty()
            && control.getMetaData().getDatabaseProductName().equals("PostgreSQL");
  }

  /** Does it; empty where it has to be done one by one. */
  public Optional<Seen> make(Set<String> dirty) throws SQLException {
    if (!possible) {
      return Optional.empty();
    }
    PreparedStatement all = statement(dirty);
    try {
      all.execute();
      State state;
      try (ResultSet rows = all.getResultSet()) {
        state = baseline.read(rows);
      }
      List<Boolean> answers = new ArrayList<>();
      while (answers.size() < asked && all.getMoreResults()) {
        try (ResultSet row = all.getResultSet()) {
          answers.add(row.next() && row.getBoolean(1));
        }
      }
      return answers.size() == asked ? Optional.of(new Seen(state, answers)) : Optional.empty();
    } catch (SQLException failed) {
      // Which of them failed, and with what, is found out one by one.
      return Optional.empty();
    }
  }

  private PreparedStatement statement(Set<String> dirty) throws SQLException {
    PreparedStatement known = prepared.get(dirty);
    if (known != null) {
      return known;
    }
    if (prepared.size() == MOST_PREPARED) {
      close();
    }
    List<String> parts = new ArrayList<>(baseline.questions());
    if (!questions.isEmpty()) {
      parts.add(questions);
    }
    parts.addAll(baseline.way(dirty));
    PreparedStatement made = control.prepareStatement(String.join("; ", parts));
    prepared.put(Set.copyOf(dirty), made);
    return made;
  }

  @Override
  public void close() throws SQLException {
    for (PreparedStatement statement : prepared.values()) {
      statement.close();
    }
    prepared.clear();
  }
}
