package dev.overdraft.explore;

import dev.overdraft.explore.oracle.Invariant;
import dev.overdraft.explore.schema.Baseline;
import dev.overdraft.explore.schema.State;
import dev.overdraft.explore.schema.Turnaround;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What happens between two runs: a look at the database, the invariants, and the way back to the
 * start; in one round trip where all invariants are SQL.
 */
final class Interval {

  /**
   * Seldom enough to cost nothing, and often enough that dead rows change no plan and let no update
   * move to another page: at PostgreSQL's SERIALIZABLE, who is aborted depends on both. The first
   * one tells the planner how small the tables are, in time for all others.
   */
  private static final int RUNS_BETWEEN_VACUUMS = 100;

  private final List<Invariant> invariants;
  private final Baseline baseline;
  private final Connection control;
  private final Optional<Turnaround> turnaround;
  private final Set<String> changing = new LinkedHashSet<>();
  private long runs;

  /**
   * What a run left.
   *
   * @param broken what is wrong with the first invariant that does not hold
   */
  record Left(State state, Optional<String> broken) {}

  Interval(List<Invariant> invariants, Baseline baseline, Connection control) throws SQLException {
    this.invariants = List.copyOf(invariants);
    this.baseline = baseline;
    this.control = control;
    List<String> queries = new ArrayList<>();
    for (Invariant invariant : invariants) {
      if (invariant instanceof Invariant.Sql sql) {
        queries.add(sql.query());
      }
    }
    this.turnaround =
        queries.size() == invariants.size()
            ? Optional.of(new Turnaround(control, baseline, queries))
            : Optional.empty();
  }

  /** Looks, judges if the run came to its end, and brings everything back. */
  Left pass(boolean ended) throws SQLException {
    if (runs++ % RUNS_BETWEEN_VACUUMS == 0) {
      baseline.vacuum();
    }
    Optional<Turnaround.Seen> seen =
        turnaround.isPresent() ? turnaround.get().make(changing) : Optional.empty();
    return seen.isPresent() ? at(seen.get(), ended) : oneByOne(ended);
  }

  private Left at(Turnaround.Seen seen, boolean ended) throws SQLException {
    Set<String> left = baseline.dirty(seen.state());
    left.removeAll(changing);
    if (!left.isEmpty()) {
      changing.addAll(left);
      baseline.restore(left);
    }
    int first = seen.answers().indexOf(false);
    return new Left(
        seen.state(),
        ended && first >= 0 ? Optional.of(invariants.get(first).complaint()) : Optional.empty());
  }

  private Left oneByOne(boolean ended) throws SQLException {
    State state = baseline.read();
    Optional<String> broken = Optional.empty();
    try {
      for (Invariant invariant : ended ? invariants : List.<Invariant>of()) {
        broken = invariant.broken(control);
        if (broken.isPresent()) {
          break;
        }
      }
    } finally {
      baseline.restore(state);
    }
    return new Left(state, broken);
  }
}
