package dev.overdraft.check;

import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The versions of one account from the opening balance on, in the order in which the database
 * installed them.
 *
 * @param links ascending by revision; revisions that nobody recorded are missing
 */
record Chain(long account, List<Link> links) {

  /**
   * One version and what its writer meant by it.
   *
   * @param meant the signed leg that the writer's operation has on this account, 0 if it has none
   * @param residual what the version changed beyond that: balance - previous balance - meant
   * @param afterGap whether the previous revision is unknown, so that the residual is somebody
   *     else's too
   */
  record Link(RowVersion version, long meant, long residual, boolean afterGap) {
    boolean isOpening() {
      return version.revision() == 0;
    }

    long operation() {
      return Writer.operation(version.writer());
    }

    boolean isByOperation() {
      return Writer.isOperation(version.writer());
    }
  }

  Chain {
    links = List.copyOf(links);
  }

  /** The newest version. */
  Link last() {
    return links.get(links.size() - 1);
  }

  /** The position of a revision in {@link #links()}, or -1. */
  int position(long revision) {
    int at = (int) Math.min(revision, links.size() - 1L);
    while (at >= 0 && links.get(at).version().revision() > revision) {
      at--;
    }
    return at >= 0 && links.get(at).version().revision() == revision ? at : -1;
  }

  /** Builds chains while versions arrive in any order. */
  static final class Builder {
    private final long account;
    private final TreeMap<Long, RowVersion> versions = new TreeMap<>();

    Builder(long account, long openingCents) {
      this.account = account;
      add(new RowVersion(account, 0, Writer.OPENING, openingCents));
    }

    void add(RowVersion version) {
      versions.put(version.revision(), version);
    }

    Chain build(Map<Long, Legs> legsByOperation) {
      Map<Long, Integer> turn = new TreeMap<>();
      Map<Long, Integer> turns = new TreeMap<>();
      versions.values().forEach(v -> turns.merge(v.writer(), 1, Integer::sum));
      List<Link> links = new ArrayList<>(versions.size());
      for (RowVersion version : versions.values()) {
        if (links.isEmpty()) {
          links.add(new Link(version, 0, 0, false));
          continue;
        }
        RowVersion previous = links.get(links.size() - 1).version();
        long meant = 0;
        if (Writer.isOperation(version.writer())) {
          Legs legs = legsByOperation.getOrDefault(operation(version), new Legs(List.of()));
          int nth = turn.merge(version.writer(), 1, Integer::sum) - 1;
          meant = share(legs.on(account), nth, turns.getOrDefault(version.writer(), 1));
        }
        long residual = version.cents() - previous.cents() - meant;
        boolean gap = version.revision() != previous.revision() + 1;
        links.add(new Link(version, meant, residual, gap));
      }
      return new Chain(account, links);
    }

    private static long operation(RowVersion version) {
      return Writer.operation(version.writer());
    }

    /**
     * A writer with one version for all its legs meant their sum; with more, each version means one
     * leg in turn.
     */
    private static long share(List<Legs.Leg> legs, int nth, int versions) {
      if (legs.isEmpty()) {
        return 0;
      }
      return versions == 1
          ? legs.stream().mapToLong(Legs.Leg::cents).sum()
          : legs.get(nth % legs.size()).cents();
    }
  }
}
