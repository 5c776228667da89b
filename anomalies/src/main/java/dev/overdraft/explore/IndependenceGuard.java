package dev.overdraft.explore;

import dev.overdraft.explore.search.Following;
import dev.overdraft.explore.search.Search;
import dev.overdraft.explore.search.Statements;
import dev.overdraft.explore.search.Swaps;
import dev.overdraft.explore.step.Answer;
import dev.overdraft.explore.step.Moment;
import dev.overdraft.explore.step.Policy;
import dev.overdraft.explore.step.Step;
import dev.overdraft.explore.step.Stop;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Runs both orders of adjacent steps that are called independent, and compares what each actor was
 * answered and what is left in the database. A difference is an error in the footprints, and makes
 * a reduction unsound. Errors are compared by SQLSTATE: PostgreSQL at SERIALIZABLE words one and
 * the same 40001 in more than one way.
 *
 * <p>Every schedule is kept, so that the other order, if it was seen already, is not run again.
 */
final class IndependenceGuard {

  private final Playing player;

  private final Statements statements;
  private final Map<List<Integer>, Played> seen = new HashMap<>();

  /** Plays a schedule from the start. */
  interface Playing {
    Played play(Policy policy) throws SQLException, InterruptedException;
  }

  /**
   * What was compared.
   *
   * @param pairs how often the two orders were compared
   * @param differences in words, with what was different
   */
  record Report(long pairs, List<String> differences) {
    Report {
      differences = List.copyOf(differences);
    }
  }

  IndependenceGuard(Playing player, Statements statements) {
    this.player = player;
    this.statements = statements;
  }

  /** Guards every schedule of a search. */
  Report guard(Search search) throws SQLException, InterruptedException {
    for (Optional<Policy> policy = search.next(); policy.isPresent(); policy = search.next()) {
      Played played = player.play(policy.get());
      search.done(policy.get(), played.run());
      if (!(played.run().stop().orElse(null) instanceof Stop.GivenUp)) {
        seen.put(played.run().choices(), played);
      }
    }
    long pairs = 0;
    List<String> differences = new ArrayList<>();
    for (Played one : List.copyOf(seen.values())) {
      for (Swaps.Swap swap : Swaps.of(one.run(), statements)) {
        pairs++;
        Played other = seen.get(swap.choices());
        if (other == null) {
          other = player.play(swap.following());
          seen.put(swap.choices(), other);
        }
        if (!text(one).equals(text(other))) {
          differences.add(
              "%s%n%s%nthe other way round%n%s".formatted(swap.what(), text(one), text(other)));
        }
      }
    }
    return new Report(pairs, differences);
  }

  /** Guards one pair of a schedule, drawn at random. Returns what is different, if anything is. */
  Optional<String> spot(Played one, SplittableRandom random)
      throws SQLException, InterruptedException {
    List<Swaps.Swap> swaps = Swaps.of(one.run(), statements);
    if (swaps.isEmpty()) {
      return Optional.empty();
    }
    Swaps.Swap swap = swaps.get(random.nextInt(swaps.size()));
    Played other = player.play(swap.following());
    if (text(one).equals(text(other))) {
      return Optional.empty();
    }
    // The time of day, say, is another one in every run, whatever the order.
    Played again = player.play(Following.of(one.run()));
    return text(one).equals(text(again)) ? Optional.of(swap.what()) : Optional.empty();
  }

  /** All that may be compared: what each actor saw, and what was left. */
  private static String text(Played played) {
    var text = new StringBuilder();
    for (int actor = 0; actor < played.run().actors().size(); actor++) {
      text.append(played.run().actors().get(actor)).append('\n');
      for (Moment moment : played.run().moments()) {
        if (moment.step().actor() == actor && !endedADeadlock(moment, played)) {
          text.append(
              "  %s %s -> %s%n"
                  .formatted(kind(moment, played), moment.step().text(), text(moment.answer())));
        }
      }
    }
    played.run().stop().ifPresent(stop -> text.append(stop.why()).append('\n'));
    return text.append(played.outcome()).toString();
  }

  /**
   * Whether a wait closed a cycle of waits and was over with the same decision, the server having
   * aborted somebody. Derby does so at once: whoever closes a cycle there is seen to wait, or is
   * answered before anybody looks, and nothing else is different.
   */
  private static boolean endedADeadlock(Moment wait, Played played) {
    List<Moment> led =
        played.run().moments().stream().filter(m -> m.decision() == wait.decision()).toList();
    return wait.kind() == Moment.Kind.WAITS
        && led.stream().anyMatch(IndependenceGuard::wasAborted)
        && led.stream().anyMatch(m -> m.kind() == Moment.Kind.WOKE && isOf(wait.step(), m));
  }

  /** To end a deadlock: on PostgreSQL that is 40P01, elsewhere 40001. */
  private static boolean wasAborted(Moment moment) {
    return moment.answer() instanceof Answer.Failed failed
        && Set.of("40001", "40P01").contains(failed.sqlState());
  }

  /** What happened to a step, as if nobody had seen it wait where it ended a deadlock. */
  private static Moment.Kind kind(Moment moment, Played played) {
    boolean unseen =
        moment.kind() == Moment.Kind.WOKE
            && played.run().moments().stream()
                .anyMatch(
                    m ->
                        m.decision() == moment.decision()
                            && isOf(moment.step(), m)
                            && endedADeadlock(m, played));
    return unseen ? Moment.Kind.RAN : moment.kind();
  }

  private static boolean isOf(Step step, Moment moment) {
    return moment.step().actor() == step.actor() && moment.step().ordinal() == step.ordinal();
  }

  private static String text(Answer answer) {
    if (answer instanceof Answer.Failed failed) {
      return "ERROR " + failed.sqlState();
    }
    // Without ORDER BY rows come as they lie.
    return answer instanceof Answer.Rows rows
        ? rows.rows().stream().map(List::toString).sorted().toList() + " of " + rows.count()
        : answer.text();
  }
}
