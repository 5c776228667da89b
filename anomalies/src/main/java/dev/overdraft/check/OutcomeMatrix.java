package dev.overdraft.check;

import dev.overdraft.history.Execution;
import dev.overdraft.history.Operation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many payments stand how, when their clients' answers are held against the server's log, which
 * settles unknown outcomes for good. Immutable.
 */
public final class OutcomeMatrix {

  private final Map<Standing, Long> counts = new EnumMap<>(Standing.class);

  private OutcomeMatrix() {}

  static OutcomeMatrix of(Evidence evidence) {
    var matrix = new OutcomeMatrix();
    for (Execution e : evidence.history().executions()) {
      if (!(e.operation() instanceof Operation.Audit)) {
        matrix.counts.merge(Standing.of(e, evidence), 1L, Long::sum);
      }
    }
    return matrix;
  }

  long count(Standing standing) {
    return counts.getOrDefault(standing, 0L);
  }

  /** One line, for people: what is right as far as there is any, what is wrong in any case. */
  @Override
  public String toString() {
    List<String> right = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (Standing standing : Standing.values()) {
      long count = count(standing);
      if (standing.isWrong()) {
        wrong.add(count + " " + standing.words());
      } else if (count > 0) {
        right.add(count + " " + standing.words());
      }
    }
    return (right.isEmpty() ? "no payment as told" : String.join(", ", right))
        + "; "
        + String.join(", ", wrong);
  }
}
