package dev.overdraft.cli;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Claim;
import dev.overdraft.history.Isolation;
import dev.overdraft.strategies.EngineClaims;
import dev.overdraft.target.Settings;
import dev.overdraft.workload.bank.BankStrategy;
import java.util.List;
import java.util.Map;

/**
 * A strategy as it takes part in one run.
 *
 * @param name the strategy's own, with its level behind it where it takes part a second time
 * @param level the level that its connections are at
 * @param claims what it is held to
 * @param chosen whether somebody asked for it; otherwise it is a control that the others need
 * @param safe whether it is meant, or said, to be right there
 * @param hasToFail whether exploration has to see it fail there
 */
record Contestant(
    String name,
    BankStrategy strategy,
    Isolation level,
    Map<Anomaly, Claim> claims,
    boolean chosen,
    boolean safe,
    boolean hasToFail) {

  static Contestant of(BankStrategy strategy, Settings server, Isolation level, boolean chosen) {
    Map<Anomaly, Claim> claims = EngineClaims.of(strategy, server, level);
    boolean good = strategy.kind() == BankStrategy.Kind.GOOD && !claims.containsValue(Claim.MUST);
    boolean fails = EngineClaims.hasToFail(strategy, server, level);
    return new Contestant(strategy.name(), strategy, level, claims, chosen, good, fails);
  }

  Contestant named(String other) {
    return new Contestant(other, strategy, level, claims, chosen, safe, hasToFail);
  }

  /** The same, held to the promise that no anomaly shows. */
  Contestant claimedSafe() {
    return new Contestant(
        name, strategy, level, BankStrategy.neverAny().apply(level), chosen, true, false);
  }

  List<Anomaly> claiming(Claim claim) {
    return claims.entrySet().stream()
        .filter(e -> e.getValue() == claim)
        .map(Map.Entry::getKey)
        .toList();
  }
}
