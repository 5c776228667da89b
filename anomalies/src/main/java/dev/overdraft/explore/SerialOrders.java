package dev.overdraft.explore;

import dev.overdraft.explore.oracle.Outcome;
import dev.overdraft.explore.step.Actor;
import dev.overdraft.explore.step.Ending;
import dev.overdraft.explore.step.Policy;
import dev.overdraft.explore.step.Step;
import dev.overdraft.target.SqlErrors;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Stage 0: what the actors come to when they run one after the other, in every order, each order
 * twice.
 *
 * <p>The orders of fewer actors are run when an actor was aborted and they are needed.
 */
final class SerialOrders {

  private static final String FOREIGN = "not on this engine: ";

  private final Scenario scenario;
  private final Stage stage;
  private final Map<List<Boolean>, Map<Outcome, String>> legal = new LinkedHashMap<>();
  private final List<Stage.Show> shows = new ArrayList<>();

  SerialOrders(Scenario scenario, Stage stage) {
    this.scenario = scenario;
    this.stage = stage;
  }

  /** The runs of all actors, one per order. */
  List<Stage.Show> shows() {
    return List.copyOf(shows);
  }

  /**
   * Runs the orders of all actors. Returns what is wrong with them, if anything is.
   *
   * @param deadline by {@link System#nanoTime}; past it no further order is begun, and that is
   *     wrong too
   */
  Optional<String> rehearse(long deadline) throws SQLException, InterruptedException {
    List<Boolean> all = scenario.actors().stream().map(a -> true).toList();
    Map<Outcome, String> outcomes = new LinkedHashMap<>();
    for (List<Integer> order : orders(all)) {
      if (System.nanoTime() > deadline) {
        return Optional.of(
            "the budget is used up by the serial orders of %d actors: allow more, or take fewer"
                .formatted(all.size()));
      }
      Stage.Show first = serial(all, order);
      if (first.run().stop().isPresent()) {
        return Optional.of(
            "the serial order "
                + names(order)
                + " does not end: "
                + first.run().stop().get().why());
      }
      Stage.Show second = serial(all, order);
      Outcome outcome = stage.outcome(first, all);
      if (!outcome.equals(stage.outcome(second, all)) || !sameSteps(first, second)) {
        return Optional.of(
            "the serial order " + names(order) + " gave two different results: not deterministic");
      }
      outcomes.putIfAbsent(outcome, names(order));
      shows.add(first);
    }
    legal.put(all, outcomes);
    return Optional.empty();
  }

  /**
   * Why schedules say nothing if an actor's SQL is not the server's: it fails alike in all of them.
   */
  Optional<String> foreign() {
    for (int actor = 0; actor < scenario.actors().size(); actor++) {
      List<Throwable> errors = errors(actor);
      if (errors.size() == shows.size() && errors.stream().allMatch(SqlErrors::notUnderstood)) {
        return Optional.of(
            (FOREIGN + "alone or in whatever order, '%s' ends with %s")
                .formatted(scenario.actors().get(actor).name(), errors.get(0)));
      }
    }
    return Optional.empty();
  }

  /** Whether an exploration came to nothing because of that. */
  static boolean isForeign(Exploration exploration) {
    return exploration.coverage().remark().startsWith(FOREIGN);
  }

  /** Why schedules say nothing if every actor fails even where nobody is in its way. */
  Optional<String> barren() {
    boolean all =
        IntStream.range(0, scenario.actors().size())
            .allMatch(actor -> errors(actor).size() == shows.size());
    return all
        ? Optional.of("every actor fails, in every serial order: " + errors(0).get(0))
        : Optional.empty();
  }

  /** What one actor ended with, in those orders in which that was an error. */
  private List<Throwable> errors(int actor) {
    return shows.stream()
        .map(show -> show.run().endings().get(actor))
        .filter(Ending.Threw.class::isInstance)
        .map(ending -> ((Ending.Threw) ending).error())
        .toList();
  }

  private static boolean sameSteps(Stage.Show a, Stage.Show b) {
    return fingerprints(a).equals(fingerprints(b));
  }

  private static List<String> fingerprints(Stage.Show show) {
    return show.run().decisions().stream().map(d -> d.step().fingerprint()).toList();
  }

  /** The serial orders, by what they come to, of those who take part; none that cannot be run. */
  Map<Outcome, String> legal(List<Boolean> takesPart) throws SQLException, InterruptedException {
    Map<Outcome, String> found = legal.get(takesPart);
    if (found == null && stage.endless().isPresent()) {
      return Map.of();
    }
    if (found == null) {
      found = new LinkedHashMap<>();
      for (List<Integer> order : orders(takesPart)) {
        found.putIfAbsent(stage.outcome(serial(takesPart, order), takesPart), names(order));
      }
      legal.put(takesPart, found);
    }
    return found;
  }

  private Stage.Show serial(List<Boolean> takesPart, List<Integer> order)
      throws SQLException, InterruptedException {
    List<Actor> actors = new ArrayList<>();
    for (int i = 0; i < takesPart.size(); i++) {
      Actor actor = scenario.actors().get(i);
      actors.add(takesPart.get(i) ? actor : new Actor(actor.name(), () -> null));
    }
    return stage.play(actors, new InOrder(order));
  }

  /** Lets each actor come to its end before the next one begins. */
  private record InOrder(List<Integer> oneAfterTheOther) implements Policy {
    @Override
    public int choose(List<Step> enabled, Past past) {
      for (int actor : oneAfterTheOther) {
        if (enabled.stream().anyMatch(s -> s.actor() == actor)) {
          return actor;
        }
      }
      return STOP;
    }
  }

  private String names(List<Integer> order) {
    return String.join(" then ", order.stream().map(i -> scenario.actors().get(i).name()).toList());
  }

  private static Iterable<List<Integer>> orders(List<Boolean> takesPart) {
    List<Integer> present =
        IntStream.range(0, takesPart.size()).filter(takesPart::get).boxed().toList();
    return () -> new Orders(present);
  }
}
