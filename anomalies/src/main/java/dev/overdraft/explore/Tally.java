package dev.overdraft.explore;

import dev.overdraft.explore.oracle.Outcome;
import dev.overdraft.explore.search.Sampling;
import dev.overdraft.explore.search.TraceClass;
import dev.overdraft.explore.step.Stop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What the runs of an exploration have come to so far. Not thread-safe. */
final class Tally {

  private static final int DRAWN_ONE_OF = 100;

  private final Set<Outcome> outcomes = new LinkedHashSet<>();
  private final Map<TraceClass, Integer> classes = new HashMap<>();
  private final SplittableRandom random = new SplittableRandom(1);
  private final List<Played> drawn = new ArrayList<>();
  private long schedules;
  private long prefixes;
  private long failures;
  private @Nullable Played best;
  private Stop.@Nullable Unknown unknown;
  private String cut = "";
  private boolean strayed;

  /**
   * Counts a run.
   *
   * @param classified its class, which a run that was cut off does not have
   */
  void count(Played played, Optional<TraceClass> classified) {
    Stop stop = played.run().stop().orElse(null);
    if (stop instanceof Stop.GivenUp) {
      prefixes++;
    } else if (stop instanceof Stop.Unknown reason) {
      unknown = reason;
    } else if (stop instanceof Stop.TooLong || stop instanceof Stop.Strayed) {
      cut = stop.why();
      strayed |= stop instanceof Stop.Strayed;
    } else {
      schedules++;
      classified.ifPresent(one -> classes.merge(one, 1, Integer::sum));
      outcomes.add(played.outcome());
      if (drawn.isEmpty() || random.nextInt(DRAWN_ONE_OF) == 0) {
        drawn.add(played);
      }
      if (played.failure().isPresent()) {
        failures++;
        if (best == null || played.run().switches() < best.run().switches()) {
          best = played;
        }
      }
    }
  }

  /** A failing schedule with fewer switches has been found. */
  void shortened(Played shorter) {
    best = shorter;
  }

  /** Whether a run came to its end, in whatever way, so that it has a class. */
  static boolean isWhole(Played played) {
    Stop stop = played.run().stop().orElse(null);
    return stop == null || stop instanceof Stop.Stuck;
  }

  Set<Outcome> outcomes() {
    return outcomes;
  }

  long classes() {
    return classes.size();
  }

  long schedules() {
    return schedules;
  }

  long prefixes() {
    return prefixes;
  }

  long failures() {
    return failures;
  }

  /** The failing schedule with the fewest switches. */
  Optional<Played> best() {
    return Optional.ofNullable(best);
  }

  /** The first whole run and one of a hundred others. */
  List<Played> drawn() {
    return List.copyOf(drawn);
  }

  /** Why nothing can be said, if so. */
  Optional<String> unknown() {
    return Optional.ofNullable(unknown).map(Stop::why);
  }

  /** Why a schedule was cut off, if one was. */
  String cut() {
    return cut;
  }

  /** Whether a schedule could not be played again as it had gone before. */
  boolean strayed() {
    return strayed;
  }

  /** How many classes there are, as far as can be told. */
  double estimate() {
    return Sampling.estimate(classes.values());
  }
}
