package dev.overdraft.check;

import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.RowVersion;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where every cent went: {@code final - opening} as a sum of named terms, exact, in one pass.
 *
 * <p>Complete transfers cancel and do not appear. What the log does not know of, gaps and final
 * rows that differ from it included, is a term of its own. Every version's change is its share of
 * an operation plus a residual, and both are terms; so {@link #unexplained()} guards the arithmetic
 * itself.
 *
 * @param openingCents the sum of all balances before the run
 * @param finalCents the sum of all balances after it
 * @param terms what changed the sum, in a fixed order, terms of nothing left out
 */
public record AuditEquation(long openingCents, long finalCents, List<Term> terms) {

  /**
   * The name of the term for payments that customers were told of: the only one that is not a
   * finding.
   */
  static final String ACKNOWLEDGED = "acknowledged deposits less withdrawals";

  /** The same, for operations whose outcome their clients never learned. */
  static final String UNKNOWN = "deposits less withdrawals of unknown outcome that took effect";

  /**
   * One reason why the sum changed.
   *
   * @param cents its signed share of the change
   * @param count how many occurrences make it up
   */
  public record Term(String name, long cents, long count) {}

  public AuditEquation {
    terms = List.copyOf(terms);
  }

  /** Works it out; a history without a final audit has no equation. */
  static AuditEquation of(Evidence evidence, Map<Long, RowVersion> closing) {
    var sum = new Sum();
    History history = evidence.history();
    for (Execution e : history.executions()) {
      flows(sum, e, evidence.effects().of(e));
    }
    Chains chains = evidence.chains();
    for (Chain chain : chains.all()) {
      for (int at = 1; at < chain.links().size(); at++) {
        Chain.Link link = chain.links().get(at);
        if (link.residual() != 0) {
          sum.add(name(Residual.explain(chains, chain, at).cause()), link.residual());
        }
      }
    }
    return new AuditEquation(
        total(history.opening().values()),
        closing.values().stream().mapToLong(RowVersion::cents).sum(),
        sum.terms());
  }

  private static void flows(Sum sum, Execution e, Effects.Effect effect) {
    long external = Legs.of(e.operation()).external();
    if (effect.half()) {
      for (Legs.Leg leg : Legs.of(e.operation()).legs()) {
        long times = leg.cents() < 0 ? effect.debits() : effect.credits();
        sum.share("single legs of half-applied transfers", leg.cents() * times);
      }
      sum.counted("single legs of half-applied transfers");
      return;
    }
    if (external == 0) {
      return;
    }
    if (e.acknowledged()) {
      sum.add(ACKNOWLEDGED, external);
    }
    if (e.acknowledged() && effect.times() == 0) {
      sum.add("acknowledged, but never applied", -external);
    }
    if (!e.acknowledged() && effect.times() > 0) {
      boolean failed = e.outcome() == Outcome.FAIL;
      sum.add(failed ? "reported as failed, but applied" : UNKNOWN, external);
    }
    if (effect.times() > 1) {
      sum.add("applied more than once", external * (effect.times() - 1L));
    }
  }

  private static String name(Residual.Cause cause) {
    return switch (cause) {
      case LOST_UPDATE -> "lost updates";
      case OWN_WRITE_OVERWRITTEN -> "operations that overwrote their own first leg";
      case WRONG_AMOUNT -> "amounts computed wrongly, with no stale read behind them";
      case FOREIGN_WRITE -> "writes that nobody recorded";
    };
  }

  private static long total(Collection<Long> cents) {
    return cents.stream().mapToLong(Long::longValue).sum();
  }

  /** What no term accounts for; 0 when the equation closes. */
  public long unexplained() {
    return finalCents - openingCents - terms.stream().mapToLong(Term::cents).sum();
  }

  /** What the bank gained (positive) or lost by anything but the payments that it took part in. */
  public long moneyMade() {
    return finalCents
        - openingCents
        - terms.stream()
            .filter(t -> t.name().equals(ACKNOWLEDGED) || t.name().equals(UNKNOWN))
            .mapToLong(Term::cents)
            .sum();
  }

  /** The equation on one line, for people. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    text.append(
        "final %d - opening %d = %s"
            .formatted(finalCents, openingCents, Money.signed(finalCents - openingCents)));
    String glue = " = ";
    for (Term term : terms) {
      text.append(glue)
          .append("%s %s (%d)".formatted(Money.signed(term.cents()), term.name(), term.count()));
      glue = ", ";
    }
    if (unexplained() != 0) {
      text.append(glue).append(Money.signed(unexplained())).append(" UNEXPLAINED");
    } else {
      text.append(terms.isEmpty() ? "" : "; closed, nothing unexplained");
    }
    return text.toString();
  }

  private static final class Sum {
    private final Map<String, long[]> byName = new TreeMap<>();

    void add(String name, long cents) {
      share(name, cents);
      counted(name);
    }

    void share(String name, long cents) {
      byName.computeIfAbsent(name, n -> new long[2])[0] += cents;
    }

    void counted(String name) {
      byName.computeIfAbsent(name, n -> new long[2])[1]++;
    }

    List<Term> terms() {
      List<Term> terms = new ArrayList<>();
      byName.forEach((name, sum) -> terms.add(new Term(name, sum[0], sum[1])));
      return terms;
    }
  }
}
