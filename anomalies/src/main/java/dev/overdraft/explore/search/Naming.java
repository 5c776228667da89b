package dev.overdraft.explore.search;

import dev.overdraft.explore.search.Footprint.Item;
import dev.overdraft.explore.step.Moment;
import dev.overdraft.explore.step.Run;
import dev.overdraft.explore.step.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Names the anomaly in a run that was found to be wrong, from who read and wrote what and when it
 * was committed.
 *
 * @see <a href="https://arxiv.org/abs/cs/0701157">Berenson et al. 1995: P4, A5A, A5B</a>
 */
public final class Naming {

  private record Use(int actor, int at, Item item, boolean insert) {}

  private final List<Use> reads = new ArrayList<>();
  private final List<Use> writes = new ArrayList<>();
  private final List<Moment> moments;

  private Naming(Run run, Statements statements) {
    this.moments = run.moments();
    for (int at = 0; at < moments.size(); at++) {
      Moment moment = moments.get(at);
      if (moment.waits() || moment.failed()) {
        continue;
      }
      Step step = moment.step();
      Footprint touches = statements.ofRows(step);
      boolean insert =
          step.sql().stripLeading().toLowerCase(java.util.Locale.ROOT).startsWith("insert");
      for (Item item : touches.reads()) {
        reads.add(new Use(step.actor(), at, item, false));
      }
      for (Item item : touches.writes()) {
        writes.add(new Use(step.actor(), at, item, insert));
      }
    }
  }

  /** What people call it; empty if it has no name. */
  public static Optional<String> of(Run run, Statements statements) {
    var naming = new Naming(run, statements);
    if (naming.lostUpdate()) {
      return Optional.of("lost update");
    }
    if (naming.crossed(true)) {
      return Optional.of("write skew on a phantom");
    }
    if (naming.crossed(false)) {
      return Optional.of("write skew");
    }
    return naming.readSkew() ? Optional.of("read skew") : Optional.empty();
  }

  /** When a write was committed: the end of its actor's transaction after it. */
  private int committed(Use write) {
    for (int at = write.at(); at < moments.size(); at++) {
      Moment moment = moments.get(at);
      if (moment.step().actor() == write.actor()
          && (moment.step().kind() == Step.Kind.COMMIT || moment.failed())) {
        return moment.failed() ? Integer.MAX_VALUE : at;
      }
    }
    return Integer.MAX_VALUE;
  }

  /** A read a row, B's write of it was committed after that, then A wrote it. */
  private boolean lostUpdate() {
    for (Use read : reads) {
      for (Use other : writes) {
        int committed = committed(other);
        if (other.actor() != read.actor()
            && committed > read.at()
            && committed < Integer.MAX_VALUE
            && other.item().meets(read.item(), false)
            && !other.insert()
            && wroteAfter(read.actor(), committed, other.item())) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean wroteAfter(int actor, int since, Item item) {
    return writes.stream()
        .anyMatch(
            w ->
                w.actor() == actor
                    && w.at() > since
                    && !w.insert()
                    && w.item().meets(item, false)
                    && committed(w) < Integer.MAX_VALUE);
  }

  /** Each of two read what the other wrote, before that was committed. */
  private boolean crossed(boolean phantom) {
    for (Use mine : reads) {
      for (Use theirs : reads) {
        if (mine.actor() < theirs.actor()
            && missed(mine, theirs.actor(), phantom)
            && missed(theirs, mine.actor(), phantom)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean missed(Use read, int writer, boolean phantom) {
    return writes.stream()
        .anyMatch(
            w ->
                w.actor() == writer
                    && w.insert() == phantom
                    && w.item().meets(read.item(), false)
                    && committed(w) > read.at()
                    && committed(w) < Integer.MAX_VALUE);
  }

  /** A read something before and something after a commit that changed both. */
  private boolean readSkew() {
    for (Use early : reads) {
      for (Use late : reads) {
        if (early.actor() == late.actor()
            && early.at() < late.at()
            && writes.stream()
                .anyMatch(
                    w ->
                        w.actor() != early.actor()
                            && w.item().meets(early.item(), false)
                            && committed(w) > early.at()
                            && committed(w) < late.at())) {
          return true;
        }
      }
    }
    return false;
  }
}
