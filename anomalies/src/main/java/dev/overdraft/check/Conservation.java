package dev.overdraft.check;

import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.RowVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Conservation: the final sum is the opening sum plus what acknowledged operations brought in or
 * paid out, give or take whole operations of unknown outcome, which the transfer log settles. It
 * does not settle those that may be what was {@linkplain Unfollowed written past the log}: where
 * they alone may be the difference, nothing is concluded.
 *
 * <p>Decided in the final audit by the {@linkplain AuditEquation audit equation}; the culprit named
 * is the version with the largest residual, or the first operation that was applied by halves.
 */
public final class Conservation extends BankChecker {

  @Override
  public Anomaly anomaly() {
    return Anomaly.CONSERVATION;
  }

  @Override
  Verdict check(Evidence evidence) {
    History history = evidence.history();
    Optional<Map<Long, RowVersion>> closing = history.closing();
    if (closing.isEmpty()) {
      return new Verdict.Inconclusive("there was no final audit");
    }
    Chains chains = evidence.chains();
    AuditEquation equation = AuditEquation.of(evidence, closing.get());
    long chances = chains.contendedWrites(false);
    if (equation.moneyMade() == 0 && equation.unexplained() == 0) {
      return Verdict.notFound(chances, "no two operations met on a row");
    }
    if (mayBeUnfollowed(evidence, equation)) {
      return new Verdict.Inconclusive(Unfollowed.WHY);
    }
    long causes =
        equation.terms().stream()
            .filter(t -> !t.name().equals(AuditEquation.ACKNOWLEDGED))
            .filter(t -> !t.name().equals(AuditEquation.UNKNOWN))
            .mapToLong(AuditEquation.Term::count)
            .sum();
    long count = Math.max(1, causes);
    return new Verdict.Found(witness(evidence, equation), count, Math.max(count, chances));
  }

  /** Whether nothing else changed the sum, and payments of unknown outcome may have by so much. */
  private static boolean mayBeUnfollowed(Evidence evidence, AuditEquation equation) {
    Unfollowed unfollowed = evidence.unfollowed();
    return equation.unexplained() == 0
        && unfollowed.mayBring(equation.moneyMade())
        && evidence.chains().all().stream()
            .allMatch(
                chain ->
                    chain.links().stream()
                        .allMatch(link -> link.residual() == unfollowed.cents(chain, link)))
        && ExactlyOnce.firstThatMovedMoney(evidence).isEmpty();
  }

  private static Witness witness(Evidence evidence, AuditEquation equation) {
    long made = equation.moneyMade();
    String sum =
        (made == 0
                ? "the sum is right only by chance"
                : Math.abs(made) + (made < 0 ? " have disappeared" : " have been made"))
            + ": "
            + equation;
    Optional<Witness> example =
        largestResidual(evidence.chains()).or(() -> ExactlyOnce.firstThatMovedMoney(evidence));
    return example
        .map(
            w ->
                new Witness(
                    sum + ". For example: " + w.sentence(),
                    w.culprits(),
                    w.rows(),
                    w.steps(),
                    made))
        .orElseGet(() -> new Witness(sum, List.of(), List.of(), List.of(), made));
  }

  private static Optional<Witness> largestResidual(Chains chains) {
    Chain worst = null;
    int at = 0;
    for (Chain chain : chains.all()) {
      for (int i = 1; i < chain.links().size(); i++) {
        long residual = Math.abs(chain.links().get(i).residual());
        if (residual > 0
            && (worst == null || residual > Math.abs(worst.links().get(at).residual()))) {
          worst = chain;
          at = i;
        }
      }
    }
    return worst == null ? Optional.empty() : Optional.of(explain(chains, worst, at));
  }

  private static Witness explain(Chains chains, Chain chain, int at) {
    Residual residual = Residual.explain(chains, chain, at);
    Chain.Link link = chain.links().get(at);
    if (residual.cause() == Residual.Cause.LOST_UPDATE) {
      return LostUpdate.witness(chains, residual);
    }
    List<Execution> writer =
        residual.cause() == Residual.Cause.FOREIGN_WRITE
            ? List.of()
            : chains.writer(link.version()).stream().toList();
    String who = writer.isEmpty() ? "an unrecorded writer" : writer.get(0).toString();
    String what =
        switch (residual.cause()) {
          case OWN_WRITE_OVERWRITTEN -> "%s overwrote its own first leg on account %d";
          case WRONG_AMOUNT -> "%s wrote a wrong amount to account %d";
          case FOREIGN_WRITE, LOST_UPDATE -> "%s changed account %d";
        };
    return new Witness(
        what.formatted(who, chain.account()) + ": " + Money.signed(link.residual()),
        Lanes.culprits(writer),
        List.of(chain.links().get(at - 1).version(), link.version()),
        Lanes.steps(writer, Set.of(chain.account())),
        link.residual());
  }
}
