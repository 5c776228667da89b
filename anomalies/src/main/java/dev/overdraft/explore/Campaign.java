package dev.overdraft.explore;

import dev.overdraft.explore.search.Enumeration;
import dev.overdraft.explore.search.Sampling;
import dev.overdraft.explore.search.Search;
import dev.overdraft.explore.search.Statements;
import dev.overdraft.explore.search.TraceClass;
import dev.overdraft.explore.step.Policy;
import dev.overdraft.explore.witness.Witness;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;

/** One exploration from rehearsal to witness, by one player or several. */
final class Campaign {

  private static final long SEED = 1;
  private static final int MOST_SHORTENING_RUNS = 400;

  private final List<Player> players;
  private final Player first;
  private final Budget budget;
  private final Statements statements;
  private Tally tally = new Tally();
  private final long began = System.nanoTime();

  /** The players play the same scenario, each in a schema and with actors of its own. */
  Campaign(List<Player> players, Budget budget) {
    this.players = List.copyOf(players);
    this.first = players.get(0);
    this.budget = budget;
    this.statements = first.statements();
  }

  Exploration explore(Function<Statements, Search> kind) throws SQLException, InterruptedException {
    long allNanos = budget.time().toNanos();
    for (Player player : players) {
      Optional<String> vacuous = player.rehearse(began + allNanos);
      if (vacuous.isPresent()) {
        return end(Coverage.Kind.INCONCLUSIVE, vacuous.get());
      }
    }
    Round search = search(kind, allNanos / 2, Math.max(1, budget.schedules() / 2));
    Round last = search;
    if (!search.isExhausted() && tally.unknown().isEmpty() && endless().isEmpty()) {
      last = round(new Sampling(statements, SEED), allNanos, budget.schedules());
    }
    if (tally.best().isPresent() && endless().isEmpty()) {
      shorten(tally.best().get());
    }
    Optional<String> wrong =
        tally.failures() == 0 && endless().isEmpty() ? wronglyIndependent() : Optional.empty();
    if (wrong.isPresent()) {
      return end(
          Coverage.Kind.INCONCLUSIVE,
          "these were taken to be independent, and their order matters: " + wrong.get());
    }
    if (tally.unknown().isPresent()) {
      return end(Coverage.Kind.INCONCLUSIVE, tally.unknown().get());
    }
    Optional<String> endless = search.isExhausted() ? Optional.empty() : endless();
    if (endless.isPresent()) {
      return end(Coverage.Kind.BOUNDED, endless.get());
    }
    if (!search.isExhausted()) {
      return raced()
          ? end(Coverage.Kind.SAMPLED, sampled(last))
          : end(Coverage.Kind.INCONCLUSIVE, "nothing raced: " + sampled(last));
    }
    if (!tally.cut().isEmpty()) {
      return end(Coverage.Kind.BOUNDED, tally.cut());
    }
    Optional<String> missed = tally.failures() == 0 ? missedOrder() : Optional.empty();
    if (missed.isPresent()) {
      return end(
          Coverage.Kind.INCONCLUSIVE,
          "'%s' comes to what no schedule of the search came to".formatted(missed.get())
              + ": actors depend on each other by more than what their statements touch");
    }
    if (!raced()) {
      return end(Coverage.Kind.INCONCLUSIVE, "all schedules are equivalent: nothing can race");
    }
    return end(Coverage.Kind.EXHAUSTIVE, "");
  }

  /** Whether what was run says anything about the order: of one class nothing follows. */
  private boolean raced() {
    return tally.classes() > 1 || tally.failures() > 0;
  }

  /** Why nothing more can be run, if so. */
  private Optional<String> endless() {
    return players.stream()
        .flatMap(player -> player.endless().stream())
        .findFirst()
        .map(who -> who + ": nothing could be run after that");
  }

  /** The one schedule of one actor. */
  Exploration alone() throws SQLException, InterruptedException {
    Optional<String> wrong = first.rehearseAlone();
    if (wrong.isPresent()) {
      return end(Coverage.Kind.INCONCLUSIVE, wrong.get());
    }
    Played played = first.play((enabled, past) -> 0);
    tally.count(played, Optional.of(TraceClass.of(played.run(), statements)));
    return tally.unknown().isPresent()
        ? end(Coverage.Kind.INCONCLUSIVE, tally.unknown().get())
        : end(Coverage.Kind.EXHAUSTIVE, "one actor, so nothing can race");
  }

  /**
   * Runs the search to its end or the budget's; and anew if statements turned out meanwhile to
   * touch more than was known, or actors to wait for each other past the database, since
   * independence may have been concluded from the less. Once also if a schedule never went again as
   * it had gone before: a server may have done then, in a hiccup, what it does not do.
   */
  private Round search(Function<Statements, Search> kind, long nanos, long mostSchedules)
      throws SQLException, InterruptedException {
    boolean again = true;
    while (true) {
      long known = statements.growth();
      Round round = round(kind.apply(statements), nanos, mostSchedules);
      if (players.stream().anyMatch(Player::sawSignals)) {
        statements.signalsSeen();
      }
      boolean strayed = again && tally.strayed();
      if (!round.isExhausted() || (statements.growth() == known && !strayed)) {
        return round;
      }
      again &= !strayed;
      tally = new Tally();
    }
  }

  private Round round(Search search, long nanos, long mostSchedules)
      throws SQLException, InterruptedException {
    var round = new Round(search, statements, tally, began + nanos, mostSchedules);
    round.run(players);
    return round;
  }

  /**
   * A serial order that came to what no schedule did: in every player's schema, since what is in
   * the rows at the start may differ from one to the other.
   */
  private Optional<String> missedOrder() throws SQLException, InterruptedException {
    Set<String> missed = first.serialOrdersBeyond(tally.outcomes());
    for (Player player : players) {
      missed.retainAll(player.serialOrdersBeyond(tally.outcomes()));
    }
    return missed.stream().findFirst();
  }

  /** Runs pairs of steps that were called independent in their other order too, one run in 100. */
  private Optional<String> wronglyIndependent() throws SQLException, InterruptedException {
    var guard = new IndependenceGuard(first::playAsPlanned, statements);
    var random = new SplittableRandom(SEED);
    long deadline = began + 2 * budget.time().toNanos();
    for (Played played : tally.drawn()) {
      Optional<String> wrong = guard.spot(played, random);
      if (wrong.isPresent() || System.nanoTime() > deadline) {
        return wrong;
      }
    }
    return Optional.empty();
  }

  private String sampled(Round last) {
    String budgetIs =
        last.isLate()
            ? "the budget of " + budget.time().toMillis() + " ms is used up"
            : "the budget of " + budget.schedules() + " schedules is used up";
    return "%d distinct classes of about %.0f; %s"
        .formatted(tally.classes(), tally.estimate(), budgetIs);
  }

  private Exploration end(Coverage.Kind kind, String remark)
      throws SQLException, InterruptedException {
    double seconds = (System.nanoTime() - began) / 1e9;
    var coverage =
        new Coverage(kind, tally.classes(), tally.schedules(), tally.prefixes(), seconds, remark);
    Optional<Witness> witness =
        tally.best().isEmpty() ? Optional.empty() : Optional.of(first.witness(tally.best().get()));
    return new Exploration(
        first.scenario().name(),
        first.level(),
        coverage,
        tally.failures(),
        witness,
        tally.outcomes());
  }

  /** Looks for a failing schedule with fewer switches, those with the fewest first. */
  private void shorten(Played found) throws SQLException, InterruptedException {
    var search = new Enumeration(found.run().switches() - 1, first.scenario().allVictims());
    for (int runs = 0; runs < MOST_SHORTENING_RUNS; runs++) {
      Optional<Policy> policy = search.next();
      if (policy.isEmpty() || endless().isPresent()) {
        return;
      }
      Played played = first.play(policy.get());
      search.done(policy.get(), played.run());
      if (played.failure().isPresent()) {
        tally.shortened(played);
        return;
      }
    }
  }
}
