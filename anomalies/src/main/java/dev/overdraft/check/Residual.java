package dev.overdraft.check;

import dev.overdraft.history.Access;
import dev.overdraft.history.Execution;
import dev.overdraft.history.RowVersion;
import java.util.List;
import java.util.Optional;

/**
 * Why a version changed its account by something else than its writer meant.
 *
 * <p>A writer that computed from a stale base {@code u} leaves exactly {@code balance(u) + meant},
 * so the residual is minus all that happened after {@code u}: the legs of the versions in between
 * are what it overwrote. The base is the revision that the writer was seen to read, or, where its
 * reads were not recorded (nobody's, or those of an earlier attempt), the newest one that fits. A
 * writer whose reads are all known and do not fit has miscalculated, whatever old balance it may
 * have hit by chance.
 *
 * @param cause what kind of mistake
 * @param base the position of the version that the writer computed from; its own where there is no
 *     stale base
 * @param at the position of the version in question
 * @param candidates how many versions fit as base where it was worked out from balances; 0 where it
 *     was seen
 */
record Residual(Cause cause, Chain chain, int base, int at, int candidates) {

  enum Cause {
    LOST_UPDATE,
    OWN_WRITE_OVERWRITTEN,
    WRONG_AMOUNT,
    FOREIGN_WRITE
  }

  /** Explains the link at {@code at}, whose residual is not zero. */
  static Residual explain(Chains chains, Chain chain, int at) {
    Chain.Link link = chain.links().get(at);
    Optional<Execution> writer = chains.writer(link.version());
    if (link.afterGap() || writer.isEmpty()) {
      return new Residual(Cause.FOREIGN_WRITE, chain, at, at, 0);
    }
    int base = seenBase(writer.get(), chain, at);
    int candidates = 0;
    if (base < 0 && !readsKnown(writer.get(), link)) {
      List<Integer> fitting = chain.visibleBefore(at - 1, link.version().cents() - link.meant());
      candidates = fitting.size();
      base = fitting.isEmpty() ? -1 : fitting.get(candidates - 1);
    }
    if (base < 0) {
      return new Residual(Cause.WRONG_AMOUNT, chain, at, at, 0);
    }
    boolean others = false;
    for (int i = at - 1; i > base && !others; i--) {
      others = !sameOperation(chain.links().get(i), link);
    }
    Cause cause = others ? Cause.LOST_UPDATE : Cause.OWN_WRITE_OVERWRITTEN;
    return new Residual(cause, chain, base, at, candidates);
  }

  /** The version that the writer computed from; the version itself if there is no stale base. */
  RowVersion baseVersion() {
    return chain.links().get(base).version();
  }

  /** Versions of other operations between base and version. */
  List<Chain.Link> overwritten() {
    Chain.Link link = chain.links().get(at);
    return chain.links().subList(Math.min(base + 1, at), at).stream()
        .filter(between -> !sameOperation(between, link))
        .toList();
  }

  /** How many versions lie between base and version. */
  int distance() {
    return at - base;
  }

  /** Whether the base was worked out from balances, not seen. */
  boolean inferred() {
    return candidates > 0;
  }

  private static boolean sameOperation(Chain.Link a, Chain.Link b) {
    return a.isByOperation() && b.isByOperation() && a.operation() == b.operation();
  }

  private static boolean fits(Chain chain, int base, int at) {
    Chain.Link link = chain.links().get(at);
    return chain.balance(base) + link.meant() == link.version().cents();
  }

  /**
   * The position of the newest version before {@code at} that the writer read and that explains
   * what it wrote.
   */
  private static int seenBase(Execution writer, Chain chain, int at) {
    Chain.Link link = chain.links().get(at);
    int newest = -1;
    for (Access access : writer.accesses()) {
      if (isReadBefore(access, link)) {
        int position = chain.position(access.version().revision());
        if (position > newest && position < at && fits(chain, position, at)) {
          newest = position;
        }
      }
    }
    return newest;
  }

  /**
   * Only the last attempt's reads are kept: a version that cost several attempts may be computed
   * from what an earlier one read. A version without a leg of its own fits whatever balance was
   * there once, so nothing is inferred for it.
   */
  private static boolean readsKnown(Execution writer, Chain.Link link) {
    if (link.share().equals(Share.NONE)) {
      return true;
    }
    return writer.attempts() <= 1
        && writer.accesses().stream().anyMatch(access -> isReadBefore(access, link));
  }

  private static boolean isReadBefore(Access access, Chain.Link link) {
    RowVersion read = access.version();
    return access.kind() == Access.Kind.READ
        && read.account() == link.version().account()
        && read.revision() < link.version().revision();
  }
}
