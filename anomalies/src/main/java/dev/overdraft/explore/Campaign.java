package dev.overdraft.explore;

import dev.overdraft.explore.oracle.Canonical;
import dev.overdraft.explore.oracle.Failure;
import dev.overdraft.explore.oracle.Outcome;
import dev.overdraft.explore.schema.Baseline;
import dev.overdraft.explore.search.Enumeration;
import dev.overdraft.explore.search.Following;
import dev.overdraft.explore.search.Naming;
import dev.overdraft.explore.search.Sampling;
import dev.overdraft.explore.search.Search;
import dev.overdraft.explore.search.Statements;
import dev.overdraft.explore.search.TraceClass;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One exploration from rehearsal to witness. */
final class Campaign {

  private static final long SEED = 1;
  private static final int CONFIRMATIONS = 3;
  private static final int ATTEMPTS = 10;
  private static final int MOST_SHORTENING_RUNS = 400;

  private final Scenario scenario;
  private final Budget budget;
  private final Baseline baseline;
  private final Stepping stepping;
  private final Stage stage;
  private final SerialOrders serial;
  private final Judge judge;
  private final Statements statements;

  private final Set<Outcome> outcomes = new LinkedHashSet<>();
  private final Map<TraceClass, Integer> classes = new HashMap<>();
  private long schedules;
  private long prefixes;
  private long failures;
  private @Nullable Played best;
  private boolean used;
  private boolean unknown;
  private String bounded = "";
  private String level = "";

  Campaign(
      Scenario scenario,
      Budget budget,
      Baseline baseline,
      Stepping stepping,
      Scheduler scheduler,
      Connection control) {
    this.scenario = scenario;
    this.budget = budget;
    this.baseline = baseline;
    this.stepping = stepping;
    this.stage = new Stage(scenario, scheduler, baseline);
    this.serial = new SerialOrders(scenario, stage);
    this.judge = new Judge(scenario, stage, serial, control);
    this.statements = new Statements(baseline.catalog());
  }

  Exploration explore(Function<Statements, Search> kind) throws SQLException, InterruptedException {
    long began = System.nanoTime();
    Optional<String> vacuous = rehearse();
    if (vacuous.isPresent()) {
      return end(Coverage.Kind.INCONCLUSIVE, vacuous.get(), began);
    }
    Search search = kind.apply(statements);
    long allNanos = budget.time().toNanos();
    boolean exhausted = run(search, began + allNanos / 2, Math.max(1, budget.schedules() / 2));
    boolean cut = !bounded.isEmpty() && !used;
    if (!exhausted && used) {
      sample(began + allNanos);
    }
    if (best != null) {
      shorten(best);
    }
    if (unknown) {
      return end(Coverage.Kind.INCONCLUSIVE, bounded, began);
    }
    if (!exhausted) {
      return end(Coverage.Kind.SAMPLED, sampled(), began);
    }
    if (cut) {
      return end(Coverage.Kind.BOUNDED, bounded, began);
    }
    if (classes.size() < 2 && failures == 0) {
      return end(
          Coverage.Kind.INCONCLUSIVE, "all schedules are equivalent: nothing can race", began);
    }
    return end(Coverage.Kind.EXHAUSTIVE, "", began);
  }

  /** The one schedule of one actor. */
  Exploration alone() throws SQLException, InterruptedException {
    long began = System.nanoTime();
    if (scenario.actors().size() != 1 || scenario.invariants().isEmpty()) {
      return end(Coverage.Kind.INCONCLUSIVE, "needs one actor and an invariant", began);
    }
    Optional<String> wrong = serial.rehearse();
    if (wrong.isPresent()) {
      return end(Coverage.Kind.INCONCLUSIVE, wrong.get(), began);
    }
    Run rehearsed = serial.shows().get(0).run();
    if (rehearsed.moments().isEmpty()) {
      return end(Coverage.Kind.INCONCLUSIVE, "the actor made no step", began);
    }
    level = rehearsed.moments().get(0).step().level().sql();
    boolean counted = account(play(new Following(rehearsed.choices())));
    return end(
        counted ? Coverage.Kind.EXHAUSTIVE : Coverage.Kind.INCONCLUSIVE,
        counted ? "one actor, so nothing can race" : bounded,
        began);
  }

  /** Draws schedules at random for what is left of the budget. */
  private void sample(long deadline) throws SQLException, InterruptedException {
    run(new Sampling(statements, SEED), deadline, budget.schedules());
  }

  /** Chao's estimate of how many classes there are, from those seen once and twice. */
  private String sampled() {
    long once = classes.values().stream().filter(n -> n == 1).count();
    long twice = classes.values().stream().filter(n -> n == 2).count();
    double more = twice == 0 ? once * (once - 1) / 2.0 : once * once / (2.0 * twice);
    return "%d distinct classes of about %.0f; %s"
        .formatted(classes.size(), classes.size() + more, bounded);
  }

  private Exploration end(Coverage.Kind kind, String remark, long began)
      throws SQLException, InterruptedException {
    double seconds = (System.nanoTime() - began) / 1e9;
    var coverage = new Coverage(kind, classes.size(), schedules, prefixes, seconds, remark);
    Optional<Witness> witness = best == null ? Optional.empty() : Optional.of(witness(best));
    return new Exploration(scenario.name(), level, coverage, failures, witness, outcomes);
  }

  /** Stage 0, and whether there is anything to explore. Returns why not. */
  private Optional<String> rehearse() throws SQLException, InterruptedException {
    if (scenario.actors().size() < 2) {
      return Optional.of("a race needs two actors");
    }
    if (scenario.invariants().isEmpty() && !scenario.serial()) {
      return Optional.of("nothing is demanded: add an invariant or serialEquivalence()");
    }
    Optional<String> wrong = serial.rehearse();
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
      level = show.run().moments().get(0).step().level().sql();
      dependent |= TraceClass.hasDependence(show.run(), statements);
    }
    return dependent
        ? Optional.empty()
        : Optional.of("no two steps of different actors touch the same");
  }

  /** Runs a search to its end or to the budget's. Returns whether it came to its end. */
  private boolean run(Search search, long deadline, long mostSchedules)
      throws SQLException, InterruptedException {
    while (true) {
      Optional<Policy> policy = search.next();
      if (policy.isEmpty()) {
        return true;
      }
      if (schedules >= mostSchedules) {
        used = true;
        bounded = "the budget of " + budget.schedules() + " schedules is used up";
        return false;
      }
      if (System.nanoTime() > deadline) {
        used = true;
        bounded = "the budget of " + budget.time().toMillis() + " ms is used up";
        return false;
      }
      Played played = playAsPlanned(policy.get());
      search.done(played.run());
      if (!account(played)) {
        return false;
      }
    }
  }

  /** Tries again when the server let somebody else in than before, which it may. */
  private Played playAsPlanned(Policy policy) throws SQLException, InterruptedException {
    Played played = play(policy);
    for (int i = 1; i < ATTEMPTS && isStrayed(played); i++) {
      played = play(policy);
    }
    return played;
  }

  private static boolean isStrayed(Played played) {
    return played.run().stop().orElse(null) instanceof Stop.Strayed;
  }

  /** Counts a run. Returns false where the exploration cannot go on. */
  private boolean account(Played played) {
    Stop stop = played.run().stop().orElse(null);
    if (stop instanceof Stop.GivenUp) {
      prefixes++;
      return true;
    }
    if (stop instanceof Stop.Unknown reason) {
      unknown = true;
      bounded = reason.why();
      return false;
    }
    if (stop instanceof Stop.TooLong || stop instanceof Stop.Strayed) {
      bounded = stop.why();
      return true;
    }
    schedules++;
    classes.merge(TraceClass.of(played.run(), statements), 1, Integer::sum);
    outcomes.add(played.outcome());
    if (played.failure().isPresent()) {
      failures++;
      if (best == null || played.run().switches() < best.run().switches()) {
        best = played;
      }
    }
    return true;
  }

  private Played play(Policy policy) throws SQLException, InterruptedException {
    List<Failure> found = new ArrayList<>();
    Stage.Show show =
        stage.play(
            scenario.actors(),
            policy,
            after -> {
              if (after.run().stop().isEmpty()) {
                judge.invariants().ifPresent(found::add);
              }
            });
    Stop stop = show.run().stop().orElse(null);
    if (found.isEmpty() && (stop == null || stop instanceof Stop.Stuck)) {
      judge.others(show).ifPresent(found::add);
    }
    List<Boolean> all = scenario.actors().stream().map(a -> true).toList();
    return new Played(
        show.run(), show.after(), stage.outcome(show, all), found.stream().findFirst());
  }

  /** Looks for a failing schedule with fewer switches, those with the fewest first. */
  private void shorten(Played found) throws SQLException, InterruptedException {
    var search = new Enumeration(found.run().switches() - 1);
    for (int runs = 0; runs < MOST_SHORTENING_RUNS; runs++) {
      Optional<Policy> policy = search.next();
      if (policy.isEmpty()) {
        return;
      }
      Played played = play(policy.get());
      search.done(played.run());
      if (played.failure().isPresent()) {
        best = played;
        return;
      }
    }
  }

  /** Repeats a failing schedule with the application's lines, and counts how often it fails. */
  private Witness witness(Played failing) throws SQLException, InterruptedException {
    Played shown = failing;
    int reproduced = 0;
    stepping.describe(true);
    try {
      for (int i = 0; i < CONFIRMATIONS; i++) {
        Played again = play(new Following(failing.run().choices()));
        if (again.failure().isPresent() && again.outcome().equals(failing.outcome())) {
          reproduced++;
          shown = again;
        }
      }
    } finally {
      stepping.describe(false);
    }
    return witness(shown, reproduced, CONFIRMATIONS);
  }

  private Witness witness(Played shown, int reproduced, int attempts)
      throws SQLException, InterruptedException {
    var show = new Stage.Show(shown.run(), shown.after());
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

  /**
   * Plays and judges every schedule of a search, until somebody has seen enough. Returns why it
   * could not.
   */
  Optional<String> playAll(Search search, Predicate<Played> seen)
      throws SQLException, InterruptedException {
    Optional<String> wrong = serial.rehearse();
    Optional<Policy> policy = wrong.isPresent() ? Optional.empty() : search.next();
    while (policy.isPresent()) {
      Played played = playAsPlanned(policy.get());
      search.done(played.run());
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
    Stage.Show show = stage.play(policy);
    List<Boolean> all = scenario.actors().stream().map(a -> true).toList();
    return new Played(show.run(), show.after(), stage.outcome(show, all), Optional.empty());
  }

  Replay replay(ReplayToken token) throws SQLException, InterruptedException {
    var policy = new Replaying(token, List.of());
    stepping.describe(true);
    try {
      Played played = play(policy);
      Optional<String> divergence = policy.divergence(played.run());
      boolean failed = divergence.isEmpty() && played.failure().isPresent();
      return new Replay(
          played, divergence, failed ? Optional.of(witness(played, 1, 1)) : Optional.empty());
    } finally {
      stepping.describe(false);
    }
  }
}
