package dev.overdraft.explore.witness;

import dev.overdraft.explore.step.Step;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names the connections of a run, and says what to type into them. An actor's first connection has
 * his name, a further one a number behind it.
 */
final class Consoles {

  private final List<String> actors;
  private final Map<List<Integer>, String> names = new LinkedHashMap<>();
  private final Set<String> taken = new HashSet<>();

  Consoles(List<String> actors) {
    this.actors = actors;
  }

  /** The connection on which a step is made. */
  String of(Step step) {
    return names.computeIfAbsent(
        List.of(step.actor(), step.session()),
        key -> {
          String name = actors.get(step.actor());
          int number = 1;
          while (!taken.add(number == 1 ? name : name + "_" + number)) {
            number++;
          }
          return number == 1 ? name : name + "_" + number;
        });
  }

  /** What opens the transaction, if the step does; else nothing. */
  static String opening(Step step) {
    boolean opens = step.first() && !step.alone() && step.kind() == Step.Kind.STATEMENT;
    return opens ? "begin isolation level " + step.level().sql() + ";" : "";
  }

  /** What a step is in SQL, terminated. */
  static String sql(Step step) {
    return switch (step.kind()) {
      case STATEMENT -> Exports.terminated(step.text());
      case COMMIT -> "commit;";
      case ROLLBACK, CLOSE, ROLLBACK_AFTER_ERROR, CLOSE_AFTER_ERROR -> "rollback;";
      case ROLLBACK_TO_SAVEPOINT -> "rollback to savepoint /* its name */;";
    };
  }
}
