package dev.overdraft.check;

import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The versions of one account from the opening balance on, in the order in which the database
 * installed them. Not for use by several threads.
 *
 * <p>Where the final row is not the newest version of the transfer log, it is the last link: a
 * write past the log.
 */
final class Chain {

  /**
   * One version and what its writer meant by it.
   *
   * @param share the part of its operation's legs that this version applies
   * @param residual what the version changed beyond that: balance - previous balance - meant
   * @param place what is known of its neighbours
   */
  record Link(RowVersion version, Share share, long residual, Place place) {
    /** The signed leg that the writer's operation has here, 0 if it has none. */
    long meant() {
      return share.cents();
    }

    long operation() {
      return Writer.operation(version.writer());
    }

    boolean isByOperation() {
      return Writer.isOperation(version.writer());
    }

    /** Whether other transactions could see it: the last that its transaction wrote of the row. */
    boolean visible() {
      return place.lastOfTransaction();
    }

    /** Whether the residual is somebody else's too: the version before is unknown. */
    boolean afterGap() {
      return place.afterGap();
    }
  }

  /**
   * Where a link stands.
   *
   * @param lastOfTransaction whether its transaction wrote the row no more
   * @param afterGap whether the previous revision is unknown
   * @param logged whether the transfer log has it; if not, it is the final row, changed by nobody
   *     knows whom
   */
  record Place(boolean lastOfTransaction, boolean afterGap, boolean logged) {}

  private final long account;
  private final List<Link> links;
  private @Nullable Map<Long, List<Integer>> byCents;

  Chain(long account, List<Link> links) {
    this.account = account;
    this.links = List.copyOf(links);
  }

  long account() {
    return account;
  }

  /**
   * Ascending by revision, the opening balance first; revisions that nobody recorded are missing.
   */
  List<Link> links() {
    return links;
  }

  /** How many entries of the transfer log it holds. */
  int entries() {
    return links.size() - (last().place().logged() ? 1 : 2);
  }

  Link last() {
    return links.get(links.size() - 1);
  }

  /** The position of a revision in {@link #links()}, or -1. */
  int position(long revision) {
    int at = floor(revision);
    return at >= 0 && links.get(at).version().revision() == revision ? at : -1;
  }

  /** The position of the newest logged version that is not newer than {@code revision}, or -1. */
  int floor(long revision) {
    int low = 0;
    int high = entries();
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (links.get(middle).version().revision() <= revision) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }

  /** The positions before {@code before} whose balance others could see as {@code cents}. */
  List<Integer> visibleBefore(int before, long cents) {
    if (byCents == null) {
      byCents = new HashMap<>();
      for (int at = 0; at < links.size(); at++) {
        if (links.get(at).visible()) {
          byCents.computeIfAbsent(balance(at), c -> new ArrayList<>()).add(at);
        }
      }
    }
    List<Integer> all = byCents.getOrDefault(cents, List.of());
    int end = 0;
    for (int high = all.size(); end < high; ) {
      int middle = (end + high) >>> 1;
      if (all.get(middle) < before) {
        end = middle + 1;
      } else {
        high = middle;
      }
    }
    return all.subList(0, end);
  }

  long balance(int at) {
    return links.get(at).version().cents();
  }
}
