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
 * reads were not recorded, the newest one that fits.
 *
 * @param cause what kind of mistake
 * @param base the version that the writer computed from; the version itself where there is no stale
 *     base
 * @param overwritten versions of other operations between base and version
 * @param inferred whether the base was worked out from balances, not seen
 */
record Residual(Cause cause, RowVersion base, List<Chain.Link> overwritten, boolean inferred) {

  enum Cause {
    LOST_UPDATE,
    OWN_WRITE_OVERWRITTEN,
    WRONG_AMOUNT,
    FOREIGN_WRITE
  }

  Residual {
    overwritten = List.copyOf(overwritten);
  }

  /** Explains the link at {@code at}, whose residual is not zero or which follows a gap. */
  static Residual explain(Chains chains, Chain chain, int at) {
    Chain.Link link = chain.links().get(at);
    if (link.afterGap() || !link.isByOperation()) {
      return new Residual(Cause.FOREIGN_WRITE, link.version(), List.of(), false);
    }
    Optional<Execution> writer = chains.writer(link.version());
    int seen = writer.map(w -> seenBase(w, chain, at)).orElse(-1);
    boolean inferred = seen < 0;
    int base = inferred ? fittingBase(chain, at) : seen;
    if (base < 0 || base >= at - 1 || !fits(chain, base, at)) {
      return new Residual(Cause.WRONG_AMOUNT, link.version(), List.of(), inferred);
    }
    List<Chain.Link> others =
        chain.links().subList(base + 1, at).stream()
            .filter(between -> !sameOperation(between, link))
            .toList();
    return new Residual(
        others.isEmpty() ? Cause.OWN_WRITE_OVERWRITTEN : Cause.LOST_UPDATE,
        chain.links().get(base).version(),
        others,
        inferred);
  }

  private static boolean sameOperation(Chain.Link a, Chain.Link b) {
    return a.isByOperation() && b.isByOperation() && a.operation() == b.operation();
  }

  private static boolean fits(Chain chain, int base, int at) {
    Chain.Link link = chain.links().get(at);
    return chain.links().get(base).version().cents() + link.meant() == link.version().cents();
  }

  /**
   * The position of the newest version before {@code at} that the writer read and that explains
   * what it wrote.
   */
  private static int seenBase(Execution writer, Chain chain, int at) {
    long written = chain.links().get(at).version().revision();
    int newest = -1;
    for (Access access : writer.accesses()) {
      RowVersion v = access.version();
      boolean read = access.kind() == Access.Kind.READ && v.account() == chain.account();
      if (read && v.revision() < written) {
        int position = chain.position(v.revision());
        if (position >= 0 && fits(chain, position, at)) {
          newest = Math.max(newest, position);
        }
      }
    }
    return newest;
  }

  private static int fittingBase(Chain chain, int at) {
    for (int base = at - 2; base >= 0; base--) {
      if (fits(chain, base, at)) {
        return base;
      }
    }
    return -1;
  }
}
