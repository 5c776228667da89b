package dev.overdraft.check.linear;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.format.Call;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Locks that are acquired and released: no two hold one at a time.
 *
 * <p>Whoever was granted a lock holds it for certain until asking for its release, and if that
 * never happens, for ever; two such intervals that overlap are the violation, and if none do, the
 * holds have an order. A release of unknown outcome may have worked. An unknown acquisition counts
 * if its process released the lock later. What was refused is passed over: that a lock was free
 * when it was refused is not looked for. Where somebody released what he had not acquired, another
 * one's hold may have ended by it: the lock is undecided, unless two held it before the first such
 * release was asked for.
 *
 * <p>Where the recording tells answers alone, nobody knows when a release was asked for, nor
 * whether one was that had no answer. Such a hold is certain at the instant at which it was granted
 * and no longer; if that shows no violation, the lock is undecided.
 */
public final class Locks {

  private final String name;
  private final Map<Integer, Hold> open = new HashMap<>();
  private final List<Hold> holds = new ArrayList<>();
  private String undecided = "";
  private String strayed = "";

  /** When the first release was asked for by a process that had not acquired the lock. */
  private long astray = Call.NEVER;

  private Locks(String name) {
    this.name = name;
  }

  /** Judges each lock by its calls, those of one process in the order in which it made them. */
  public static Linearizability judge(List<Call> calls) {
    Map<Long, Locks> locks = new TreeMap<>();
    calls.stream()
        .filter(call -> call.outcome() != Outcome.FAIL)
        .forEach(
            call ->
                locks
                    .computeIfAbsent(call.key(), key -> new Locks("lock " + key))
                    .take(call, call.number(0) != 0));
    var tally = new Linearizability.Tally();
    locks.values().forEach(lock -> tally.add(lock.verdict(), lock.chances()));
    return tally.result();
  }

  private void take(Call call, boolean acquires) {
    if (acquires) {
      Hold hold = new Hold(call);
      open.put(call.process(), hold);
      if (call.outcome() == Outcome.OK) {
        holds.add(hold);
      }
      return;
    }
    Hold hold = open.remove(call.process());
    if (hold == null) {
      astray = Math.min(astray, call.invoked());
      strayed =
          "%s: line %d releases what its process had not acquired".formatted(name, call.line());
      return;
    }
    hold.releaseLine = call.line();
    hold.released = call.hasInvocation() ? call.invoked() : hold.atLeastUntil();
    if (!call.hasInvocation()) {
      undecided =
          "%s: when the release of line %d was asked for is not known".formatted(name, call.line());
    }
    if (hold.acquired == Call.NEVER && call.outcome() == Outcome.OK) {
      hold.acquired = call.completed();
      holds.add(hold);
    }
  }

  private ObjectVerdict verdict() {
    List<Hold> certain =
        strayed.isEmpty() ? holds : holds.stream().filter(h -> h.acquired < astray).toList();
    long[] acquired = certain.stream().mapToLong(hold -> hold.acquired).toArray();
    long[] released = certain.stream().mapToLong(hold -> hold.released).toArray();
    int[] two = new Zones(certain.size(), acquired, released).atOdds();
    if (two.length == 0) {
      holds.stream().filter(Hold::isOpenEnded).forEach(this::openEnded);
      return new ObjectVerdict(Optional.empty(), strayed.isEmpty() ? undecided : strayed);
    }
    Hold one = certain.get(Math.min(two[0], two[1]));
    Hold other = certain.get(Math.max(two[0], two[1]));
    var violation =
        new Violation(
            name,
            Violation.Kind.TWO_HOLDERS,
            List.of(one.involved(), other.involved()),
            List.of(one.sentence(), other.sentence()));
    return new ObjectVerdict(Optional.of(violation), "");
  }

  private void openEnded(Hold hold) {
    undecided =
        "%s: line %d acquires it, and whether it was released is not known"
            .formatted(name, hold.line);
  }

  /** Acquisitions that were asked for while somebody held the lock. */
  private long chances() {
    List<Hold> inOrder = new ArrayList<>(holds);
    inOrder.sort(Comparator.comparingLong(hold -> hold.acquired));
    long chances = 0;
    long released = Long.MIN_VALUE;
    for (Hold hold : inOrder) {
      chances += hold.asked != Call.EVER && hold.asked < released ? 1 : 0;
      released = Math.max(released, hold.released);
    }
    return chances;
  }

  /** A lock in somebody's hands. */
  private static final class Hold {
    private final int process;
    private final long line;
    private final long asked;
    private long acquired;
    private long released;
    private long releaseLine;

    Hold(Call acquisition) {
      process = acquisition.process();
      line = acquisition.line();
      asked = acquisition.invoked();
      acquired = acquisition.completed();
      released = acquisition.hasInvocation() ? Call.NEVER : atLeastUntil();
    }

    /** It was granted by then, or if nobody knows that, asked for. */
    private long atLeastUntil() {
      return acquired == Call.NEVER ? asked : acquired;
    }

    /** Whether it may have ended by a release of which the recording tells nothing. */
    private boolean isOpenEnded() {
      return releaseLine == 0 && released != Call.NEVER;
    }

    private String span() {
      return releaseLine == 0 ? "line " + line : "lines %d and %d".formatted(line, releaseLine);
    }

    Involved involved() {
      return new Involved(span(), "process %d held it".formatted(process), acquired, released);
    }

    String sentence() {
      String until =
          released == Call.NEVER
              ? "and never released it"
              : "and did not ask for its release before %d".formatted(released);
      return "process %d had acquired it by %d %s (%s)".formatted(process, acquired, until, span());
    }
  }
}
