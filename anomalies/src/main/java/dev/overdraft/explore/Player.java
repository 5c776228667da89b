package dev.overdraft.explore;

import dev.overdraft.explore.oracle.Canonical;
import dev.overdraft.explore.oracle.Failure;
import dev.overdraft.explore.oracle.Outcome;
import dev.overdraft.explore.schema.Baseline;
import dev.overdraft.explore.search.Following;
import dev.overdraft.explore.search.Naming;
import dev.overdraft.explore.search.Search;
import dev.overdraft.explore.search.Statements;
import dev.overdraft.explore.search.TraceClass;
import dev.overdraft.explore.step.Deadlock;
import dev.overdraft.explore.step.Policy;
import dev.overdraft.explore.step.Run;
import dev.overdraft.explore.step.Scheduler;
import dev.overdraft.explore.step.Stepping;
import dev.overdraft.explore.step.Stop;
import dev.overdraft.explore.witness.ReplayToken;
import dev.overdraft.explore.witness.Replaying;
import dev.overdraft.explore.witness.Witness;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Plays a scenario's schedules in one schema, and judges them. Used by one thread at a time. */
final class Player {

  private static final int CONFIRMATIONS = 3;
  private static final int ATTEMPTS = 10;
  private static final int VICTIM_MILLIS = 10;
  private static final int MOST_VICTIM_MILLIS = 900;

  private final Scenario scenario;
  private final Baseline baseline;
  private final Statements statements;
  private final Stepping stepping;
  private final Stage stage;
  private final SerialOrders serial;
  private final Judge judge;

  Player(
      Scenario scenario,
      Baseline baseline,
      Stepping stepping,
      Scheduler scheduler,
      Connection control,
      Statements statements)
      throws SQLException {
    this.statements = statements;
    this.scenario = scenario;
    this.baseline = baseline;
    this.stepping = stepping;
    this.stage = new Stage(scenario, scheduler, baseline, control, statements.observer());
    this.serial = new SerialOrders(scenario, stage);
    this.judge = new Judge(scenario, stage, serial);
  }

  Scenario scenario() {
    return scenario;
  }

  Statements statements() {
    return statements;
  }

  /** Whether an actor was seen to wait for a signal that is given past the database. */
  boolean sawSignals() {
    return stage.sawSignals();
  }

  /** Which actors nothing brought to an end, so that nothing can be played any more. */
  Optional<String> endless() {
    return stage.endless();
  }

  /**
   * Runs all serial orders. Returns why there is nothing to explore, if so.
   *
   * @param deadline by {@link System#nanoTime}, for the last one to begin
   */
  Optional<String> rehearse(long deadline) throws SQLException, InterruptedException {
    if (scenario.actors().size() < 2) {
      return Optional.of("a race needs two actors");
    }
    if (scenario.invariants().isEmpty() && !scenario.serial()) {
      return Optional.of("nothing is demanded: add an invariant or serialEquivalence()");
    }
    Optional<String> wrong = serial.rehearse(deadline).or(serial::foreign).or(serial::barren);
    if (wrong.isPresent()) {
      return wrong;
    }
    boolean dependent = false;
    for (Stage.Show show : serial.shows()) {
      for (int actor = 0; actor < scenario.actors().size(); actor++) {
        int who = actor;
        if (show.run().moments().stream().noneMatch(m -> m.step().actor() == who)) {
          return Optional.of(
              "'%s' made no step: does it use the data source of this race?"
                  .formatted(scenario.actors().get(actor).name()));
        }
      }
      dependent |= TraceClass.hasDependence(show.run(), statements);
    }
    return dependent
        ? Optional.empty()
        : Optional.of("no two steps of different actors touch the same");
  }

  /** The serial orders of all actors whose outcome here is not among those of a whole search. */
  Set<String> serialOrdersBeyond(Set<Outcome> outcomes) throws SQLException, InterruptedException {
    List<Boolean> all = scenario.actors().stream().map(actor -> true).toList();
    Set<String> beyond = new LinkedHashSet<>();
    serial
        .legal(all)
        .forEach(
            (outcome, order) -> {
              if (!outcomes.contains(outcome)) {
                beyond.add(order);
              }
            });
    return beyond;
  }

  /** Runs the only actor twice. Returns why nothing follows from it, if so. */
  Optional<String> rehearseAlone() throws SQLException, InterruptedException {
    if (scenario.actors().size() != 1 || scenario.invariants().isEmpty()) {
      return Optional.of("needs one actor and an invariant");
    }
    Optional<String> wrong = serial.rehearse(Long.MAX_VALUE).or(serial::foreign);
    if (wrong.isEmpty() && serial.shows().get(0).run().moments().isEmpty()) {
      return Optional.of("the actor made no step");
    }
    return wrong;
  }

  /** The isolation level at which the rehearsed actors work. */
  String level() {
    List<Stage.Show> shows = serial.shows();
    return shows.stream()
        .flatMap(show -> show.run().moments().stream())
        .findFirst()
        .map(moment -> moment.step().level().sql())
        .orElse("");
  }

  /** One run, judged. */
  Played play(Policy policy) throws SQLException, InterruptedException {
    Stage.Show show = stage.play(policy);
    return played(show, judge.failure(show));
  }

  /**
   * Tries again when the server let somebody else in than before, which it may, or aborted another
   * one than was chosen, because somebody was too slow to wait, or to look for the cycle, in time.
   */
  Played playAsPlanned(Policy policy) throws SQLException, InterruptedException {
    return asPlanned(policy, this::play);
  }

  private Played asPlanned(Policy policy, IndependenceGuard.Playing once)
      throws SQLException, InterruptedException {
    for (int i = 1; ; i++) {
      stepping.victimMillis(Math.min(VICTIM_MILLIS << i, MOST_VICTIM_MILLIS));
      Played played = once.play(policy);
      boolean kept = keepsVictims(played.run(), policy);
      boolean planned =
          !stepping.choosesVictims() || !Deadlock.anyUnplanned(played.run(), policy.victims());
      if (kept && planned && !(played.run().stop().orElse(null) instanceof Stop.Strayed)) {
        return played;
      }
      if (i == ATTEMPTS || endless().isPresent()) {
        return kept ? played : played.strayed();
      }
    }
  }

  private static boolean keepsVictims(Run run, Policy policy) {
    return policy.victims().isEmpty()
        || run.stop().orElse(null) instanceof Stop.Strayed
        || Deadlock.victims(run).entrySet().containsAll(policy.victims().entrySet());
  }

  /**
   * Plays and judges every schedule of a search, until somebody has seen enough. Returns why it
   * could not.
   */
  Optional<String> playAll(Search search, Predicate<Played> seen)
      throws SQLException, InterruptedException {
    Optional<String> wrong = serial.rehearse(Long.MAX_VALUE);
    Optional<Policy> policy = wrong.isPresent() ? Optional.empty() : search.next();
    while (policy.isPresent()) {
      Played played = playAsPlanned(policy.get());
      search.done(policy.get(), played.run());
      Stop stop = played.run().stop().orElse(null);
      if (stop != null && !(stop instanceof Stop.Stuck)) {
        return Optional.of(stop.why());
      }
      if (!seen.test(played)) {
        return Optional.empty();
      }
      policy = search.next();
    }
    return wrong;
  }

  /** One run, seen but not judged. */
  Played once(Policy policy) throws SQLException, InterruptedException {
    return asPlanned(policy, p -> played(stage.play(p), Optional.empty()));
  }

  private Played played(Stage.Show show, Optional<Failure> failure) {
    List<Boolean> all = scenario.actors().stream().map(a -> true).toList();
    return new Played(show.run(), show.after(), stage.outcome(show, all), failure);
  }

  /**
   * Repeats a failing schedule with the application's lines, as long as that can be done, and
   * counts how often it fails.
   */
  Witness witness(Played failing) throws SQLException, InterruptedException {
    Played shown = failing;
    int reproduced = 0;
    int attempts = 0;
    stepping.describe(true);
    try {
      for (; attempts < CONFIRMATIONS && endless().isEmpty(); attempts++) {
        Played again = playAsPlanned(Following.of(failing.run()));
        if (again.failure().isPresent() && again.outcome().equals(failing.outcome())) {
          reproduced++;
          shown = again;
        }
      }
    } finally {
      stepping.describe(false);
    }
    return witness(shown, reproduced, attempts);
  }

  private Witness witness(Played shown, int reproduced, int attempts)
      throws SQLException, InterruptedException {
    var show = new Stage.Show(shown.run(), shown.after(), Optional.empty());
    return new Witness(
        scenario.name(),
        Naming.of(shown.run(), statements).orElse(""),
        shown.failure().orElseThrow(),
        shown.run(),
        new Canonical(baseline.catalog(), baseline.state()).render(baseline.state()),
        shown.outcome(),
        serial.legal(judge.takesPart(show)),
        ReplayToken.of(scenario.name(), shown.run()),
        reproduced,
        attempts);
  }

  /** Repeats the schedule of a token. */
  Replay replay(ReplayToken token) throws SQLException, InterruptedException {
    var policy = new Replaying(token, List.of());
    stepping.describe(true);
    try {
      Played played = playAsPlanned(policy);
      Optional<String> divergence = policy.divergence(played.run());
      boolean failed = divergence.isEmpty() && played.failure().isPresent();
      return new Replay(
          played, divergence, failed ? Optional.of(witness(played, 1, 1)) : Optional.empty());
    } finally {
      stepping.describe(false);
    }
  }
}
