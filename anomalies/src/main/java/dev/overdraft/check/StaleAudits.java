package dev.overdraft.check;

import dev.overdraft.history.Execution;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.RowVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Finds audits that missed what had been answered {@code ok} before they were asked for.
 *
 * <p>A matter of real time alone: such an audit may well be a state that there was. Only strict
 * levels forbid it (Daudjee and Salem's strong session and strong freshness), so nobody is graded
 * by it.
 *
 * @see <a href="https://www.vldb.org/conf/2006/p715-daudjee.pdf">Daudjee and Salem 2006</a>
 */
final class StaleAudits {

  /** What was certain of one account, and since when. */
  private static final class Certain {
    /** When the writers of its versions had their answers, ascending. */
    private final long[] answered;

    /** The newest position that was certain by then. */
    private final int[] newest;

    Certain(List<Answered> sorted) {
      answered = sorted.stream().mapToLong(Answered::nanos).toArray();
      newest = sorted.stream().mapToInt(Answered::at).toArray();
      for (int i = 1; i < newest.length; i++) {
        newest[i] = Math.max(newest[i], newest[i - 1]);
      }
    }

    /** The newest position whose writer had its answer before that instant; 0 if none. */
    int before(long nanos) {
      int low = 0;
      int high = answered.length;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (answered[middle] < nanos) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low == 0 ? 0 : newest[low - 1];
    }
  }

  private record Answered(long nanos, int at) {}

  private final Chains chains;
  private final Map<Long, Certain> byAccount = new HashMap<>();

  StaleAudits(Chains chains) {
    this.chains = chains;
    chains.all().forEach(chain -> byAccount.put(chain.account(), certain(chain)));
  }

  private Certain certain(Chain chain) {
    List<Answered> answers = new ArrayList<>();
    for (int at = 1; at <= chain.entries(); at++) {
      Chain.Link link = chain.links().get(at);
      Optional<Execution> writer = chains.writer(link.version());
      if (link.visible() && writer.isPresent() && writer.get().outcome() == Outcome.OK) {
        answers.add(new Answered(writer.get().completedNanos(), at));
      }
    }
    answers.sort(Comparator.comparingLong(Answered::nanos));
    return new Certain(answers);
  }

  /** What {@code view} missed, on the first account of which it missed something. */
  Optional<Witness> find(AuditView view) {
    for (Map.Entry<Long, Integer> entry : new TreeMap<>(view.seen()).entrySet()) {
      Certain certain = byAccount.get(entry.getKey());
      int newest = certain == null ? 0 : certain.before(view.audit().invokedNanos());
      if (newest > entry.getValue()) {
        return chains.of(entry.getKey()).map(c -> witness(view, c, entry.getValue(), newest));
      }
    }
    return Optional.empty();
  }

  private Witness witness(AuditView view, Chain chain, int at, int newest) {
    RowVersion saw = chain.links().get(at).version();
    RowVersion missed = chain.links().get(newest).version();
    Optional<Execution> writer = chains.writer(missed);
    List<Execution> culprits = Stream.concat(Stream.of(view.audit()), writer.stream()).toList();
    return new Witness(
        "%s saw account %d at %d (revision %d), though %s had been answered before it was asked for: revision %d, %d"
            .formatted(
                view.audit(),
                saw.account(),
                saw.cents(),
                saw.revision(),
                writer.map(Execution::toString).orElse("somebody"),
                missed.revision(),
                missed.cents()),
        Lanes.culprits(culprits),
        List.of(saw, missed),
        Lanes.steps(culprits, Set.of(saw.account())),
        0);
  }
}
