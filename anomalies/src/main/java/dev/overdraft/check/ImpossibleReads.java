package dev.overdraft.check;

import dev.overdraft.history.Access;
import dev.overdraft.history.Execution;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds balances that no audit can have seen: rolled back (Adya's G1a), written over by their own
 * transaction (G1b), of an operation that had not begun, or of an account that there never was.
 *
 * <p>A version is told by its number and its writer: an attempt that is made again may come to the
 * same balance.
 *
 * <p>A version that the transfer log does not have proves nothing if somebody unknown wrote it, or
 * if the log was never read to its end.
 *
 * @see <a href="https://pmg.csail.mit.edu/papers/adya-phd.pdf">Adya 1999, section 4.2.2</a>
 */
final class ImpossibleReads {

  private final Chains chains;
  private final boolean whole;

  ImpossibleReads(Evidence evidence) {
    this.chains = evidence.chains();
    this.whole = evidence.history().closing().isPresent();
  }

  private record Reason(String words, Optional<Execution> writer) {}

  /** The first impossible read of {@code audit}. */
  Optional<Witness> find(Execution audit) {
    for (Access access : audit.accesses()) {
      if (access.kind() == Access.Kind.READ) {
        Optional<Witness> found =
            reason(audit, access.version()).map(r -> witness(audit, access.version(), r));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Reason> reason(Execution audit, RowVersion read) {
    Optional<Chain> chain = chains.of(read.account());
    if (chain.isEmpty()) {
      return reason("an account that there never was", read);
    }
    int at = chain.get().position(read.revision());
    if (at < 0) {
      return aheadOfTheLog(chain.get(), read)
          ? reason("which was rolled back or never committed", read)
          : Optional.empty();
    }
    Chain.Link link = chain.get().links().get(at);
    if (link.version().cents() != read.cents()) {
      String committed = "which was never committed: that revision holds " + link.version().cents();
      return reason(committed, read);
    }
    if (isAnothers(link, read)) {
      long writer = link.version().writer();
      String other = "attempt %d of #%d wrote that revision";
      return reason(
          "which was never committed: "
              + other.formatted(Writer.attempt(writer), Writer.operation(writer)),
          read);
    }
    if (!link.visible()) {
      return reason("which its own transaction wrote over before it committed", read);
    }
    return chains
        .writer(link.version())
        .filter(w -> w.invokedNanos() > audit.lastSeenNanos())
        .map(w -> new Reason("which " + w + " wrote, begun when it had ended", Optional.of(w)));
  }

  /** Whether the number of a version that was rolled back was used again by another attempt. */
  private static boolean isAnothers(Chain.Link link, RowVersion read) {
    return link.isByOperation()
        && Writer.isOperation(read.writer())
        && link.version().writer() != read.writer();
  }

  /** Whether an operation of ours wrote it and the log, complete, ends before it. */
  private boolean aheadOfTheLog(Chain chain, RowVersion read) {
    return whole
        && chain.last().place().logged()
        && read.revision() > chain.last().version().revision()
        && chains.writer(read).isPresent();
  }

  private Optional<Reason> reason(String words, RowVersion read) {
    return Optional.of(
        new Reason(
            words, Writer.isOperation(read.writer()) ? chains.writer(read) : Optional.empty()));
  }

  private static Witness witness(Execution audit, RowVersion read, Reason reason) {
    List<Execution> culprits =
        Stream.concat(Stream.of(audit), reason.writer().stream()).distinct().toList();
    return new Witness(
        "%s saw account %d at %d (revision %d), %s"
            .formatted(audit, read.account(), read.cents(), read.revision(), reason.words()),
        Lanes.culprits(culprits),
        List.of(read),
        Lanes.steps(culprits, Set.of(read.account())),
        0);
  }
}
