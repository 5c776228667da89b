package dev.overdraft.check.txn;

import dev.overdraft.check.graph.Budget;
import dev.overdraft.check.graph.Subgraph;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Looks for the reason why a level is broken where none of the findings says so: a cycle that was
 * found and not shown, or one that is searched for this level alone.
 */
final class Explanations {

  private final Versions versions;
  private final List<Subgraph> components;
  private final Hunt hunt;
  private final boolean exact;
  private final Budget budget;

  /**
   * In what was hunted through.
   *
   * @param exact whether the order of versions is known
   */
  Explanations(
      Versions versions, List<Subgraph> components, Hunt hunt, boolean exact, Options options) {
    this.versions = versions;
    this.components = components;
    this.hunt = hunt;
    this.exact = exact;
    this.budget = new Budget(options.steps());
  }

  /** A cycle that breaks a level, if one can be found. */
  Optional<Found> cycle(Level level, Axis axis) {
    Predicate<Found> breaks = f -> !Finding.isAllowed(f.forbiddenBy(), f.axis(), level, axis);
    return Stream.concat(hunt.found().stream(), hunt.hidden().stream())
        .filter(breaks)
        .findFirst()
        .or(() -> searched(level, axis).filter(breaks));
  }

  private Optional<Found> searched(Level level, Axis axis) {
    if (!exact) {
      return Optional.empty();
    }
    var visibility = new Visibility(versions, budget);
    return components.stream()
        .flatMap(part -> new LevelCycles(part, visibility, budget).of(level, axis).stream())
        .map(hunt::of)
        .findFirst();
  }

  /**
   * Where the order of versions is not known: that whatever follows from there being no lost update
   * breaks consistent view all the same.
   */
  Optional<Refutation> refutation(Level level, Axis axis) {
    if (exact || level != Level.CONSISTENT_VIEW) {
      return Optional.empty();
    }
    return components.stream()
        .filter(part -> !ConsistentView.holds(part.graph(), axis, budget))
        .map(part -> IntStream.range(0, part.graph().real()).map(part::whole).toArray())
        .map(members -> new Refutation(level, axis, members))
        .findFirst();
  }
}
