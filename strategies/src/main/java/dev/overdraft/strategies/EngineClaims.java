package dev.overdraft.strategies;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Claim;
import dev.overdraft.history.Isolation;
import dev.overdraft.target.Settings;
import dev.overdraft.workload.bank.BankStrategy;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a strategy promises on the server under test.
 *
 * <p>A strategy states its claims by PostgreSQL's levels. Here, in one place, they are carried over
 * to another engine: a level counts as the one of PostgreSQL that treats a second writer alike
 * ({@link Settings#asOnPostgresql}), and where uncommitted data can be read nothing is promised. So
 * a strategy's own line says nothing about engines.
 */
public final class EngineClaims {

  private EngineClaims() {}

  /** What it promises at a level of a server that said this of itself. */
  public static Map<Anomaly, Claim> of(BankStrategy strategy, Settings server, Isolation level) {
    Map<Anomaly, Claim> claims = strategy.claims().apply(server.asOnPostgresql(level));
    return server.readsUncommitted(level) ? unpromised(claims) : claims;
  }

  private static Map<Anomaly, Claim> unpromised(Map<Anomaly, Claim> claims) {
    Map<Anomaly, Claim> unpromised = new EnumMap<>(Anomaly.class);
    claims.forEach(
        (anomaly, claim) -> unpromised.put(anomaly, claim == Claim.MUST_NOT ? Claim.MAY : claim));
    return unpromised;
  }
}
