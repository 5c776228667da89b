package dev.overdraft.strategies;

import static dev.overdraft.check.Anomaly.CONSERVATION;
import static dev.overdraft.check.Anomaly.CONSISTENT_AUDIT;
import static dev.overdraft.check.Anomaly.LEDGER_EQUALS_BALANCE;
import static dev.overdraft.check.Anomaly.LOST_UPDATE;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Claim;
import dev.overdraft.history.Isolation;
import dev.overdraft.workload.bank.BankStrategy;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What strategies promise, said once. Claims are PostgreSQL's, and belong to a level: what loses
 * money at READ COMMITTED may be refused at SERIALIZABLE.
 */
final class Claims {

  /** A write that forgets another one: it is lost, the sum is wrong, and so are the books. */
  static final Set<Anomaly> LOST = Set.of(LOST_UPDATE, CONSERVATION, LEDGER_EQUALS_BALANCE);

  /**
   * What means nothing for balances that are sums over a log, or is not recorded of them; see
   * {@code ledger}'s package.
   */
  static final Set<Anomaly> NOT_OF_A_LOG =
      Set.of(LOST_UPDATE, LEDGER_EQUALS_BALANCE, CONSISTENT_AUDIT);

  private Claims() {}

  /** Must show at READ COMMITTED; from REPEATABLE READ on PostgreSQL refuses the second writer. */
  static Function<Isolation, Map<Anomaly, Claim>> belowSnapshot(Set<Anomaly> must) {
    return level -> BankStrategy.promise(snapshot(level) ? Set.of() : must, Set.of());
  }

  /** Shows at every level but SERIALIZABLE. */
  static Function<Isolation, Map<Anomaly, Claim>> belowSerializable(Set<Anomaly> must) {
    return level ->
        BankStrategy.promise(level == Isolation.SERIALIZABLE ? Set.of() : must, Set.of());
  }

  /** Shows at every level. */
  static Function<Isolation, Map<Anomaly, Claim>> always(Set<Anomaly> must, Set<Anomaly> may) {
    return level -> BankStrategy.promise(must, may);
  }

  /** The same claims, of which some cannot be told: those of a strategy that adds up a log. */
  static Function<Isolation, Map<Anomaly, Claim>> except(
      Set<Anomaly> notApplicable, Function<Isolation, Map<Anomaly, Claim>> claims) {
    return level -> {
      Map<Anomaly, Claim> all = claims.apply(level);
      notApplicable.forEach(anomaly -> all.put(anomaly, Claim.NOT_APPLICABLE));
      return all;
    };
  }

  static boolean snapshot(Isolation level) {
    return level == Isolation.REPEATABLE_READ || level == Isolation.SERIALIZABLE;
  }
}
