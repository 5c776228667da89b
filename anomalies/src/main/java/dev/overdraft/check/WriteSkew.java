package dev.overdraft.check;

import dev.overdraft.history.Access;
import dev.overdraft.history.Execution;
import dev.overdraft.history.RowVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A guard over several accounts that two debits passed together: each read what the other was about
 * to take from, and took from another account, so that neither overwrote what the other had
 * written.
 *
 * <p>That a debit was guarded by several accounts is seen from what it read: its own account could
 * not bear it, all that it had read together could. Both reads have to be recorded: what is not
 * seen is not claimed.
 *
 * @param rival the other debit
 * @param guard the version of another account that this debit read
 * @param missed the version of that account that the rival wrote
 * @param rivalRead the version of this debit's account that the rival read
 * @see <a href="https://arxiv.org/abs/cs/0701157">Berenson et al. 1995, anomaly A5B</a>
 */
record WriteSkew(Execution rival, RowVersion guard, RowVersion missed, RowVersion rivalRead) {

  /** The skew behind a debit whose own account could not bear it; empty if there is none. */
  static Optional<WriteSkew> of(Chains chains, Execution writer, Chain.Link link) {
    Map<Long, RowVersion> guards = reads(writer, link.version());
    long together = guards.values().stream().mapToLong(RowVersion::cents).sum();
    if (together + link.meant() < 0) {
      return Optional.empty();
    }
    for (RowVersion guard : guards.values()) {
      if (guard.account() != link.version().account()) {
        Optional<WriteSkew> skew =
            chains.of(guard.account()).flatMap(c -> of(chains, c, guard, writer, link));
        if (skew.isPresent()) {
          return skew;
        }
      }
    }
    return Optional.empty();
  }

  /** The newest version that it read of each account, its own only as it was before the debit. */
  private static Map<Long, RowVersion> reads(Execution writer, RowVersion wrote) {
    Map<Long, RowVersion> reads = new LinkedHashMap<>();
    for (Access access : writer.accesses()) {
      RowVersion v = access.version();
      boolean before = v.account() != wrote.account() || v.revision() < wrote.revision();
      if (access.kind() == Access.Kind.READ && before) {
        reads.put(v.account(), v);
      }
    }
    return reads;
  }

  private static Optional<WriteSkew> of(
      Chains chains, Chain other, RowVersion guard, Execution writer, Chain.Link link) {
    List<Chain.Link> links = other.links();
    for (int at = other.floor(guard.revision()) + 1; at < links.size(); at++) {
      Chain.Link missed = links.get(at);
      Optional<Execution> rival =
          chains.writer(missed.version()).filter(r -> r.id() != writer.id() && missed.meant() < 0);
      Optional<RowVersion> read = rival.flatMap(r -> guarded(r, link.version()));
      if (rival.isPresent() && read.isPresent()) {
        return Optional.of(new WriteSkew(rival.get(), guard, missed.version(), read.get()));
      }
    }
    return Optional.empty();
  }

  /** What a rival read of the account before the debit was there. */
  private static Optional<RowVersion> guarded(Execution rival, RowVersion wrote) {
    return rival.accesses().stream()
        .filter(a -> a.kind() == Access.Kind.READ)
        .map(Access::version)
        .filter(v -> v.account() == wrote.account() && v.revision() < wrote.revision())
        .reduce((a, b) -> b);
  }

  /** Both guards, in words. */
  String words(RowVersion own) {
    return "write skew with %s: its guard read %d here (revision %d) and %d on account %d (revision %d), where %s left %d, having read %d here (revision %d)"
        .formatted(
            rival,
            own.cents(),
            own.revision(),
            guard.cents(),
            guard.account(),
            guard.revision(),
            rival,
            missed.cents(),
            rivalRead.cents(),
            rivalRead.revision());
  }
}
