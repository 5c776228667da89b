package dev.overdraft.cli;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Claim;
import dev.overdraft.history.Isolation;
import dev.overdraft.strategies.EngineClaims;
import dev.overdraft.target.Settings;
import dev.overdraft.workload.bank.BankStrategy;
import java.util.Map;

/**
 * What schedules of a strategy have to come to on one engine at one level, by what it claims there:
 * what has to show an anomaly has to fail, what shows none has to hold.
 */
enum Expectation {
  /** Some schedule breaks it. */
  FAILS,
  /** None does. */
  HOLDS,
  /** Either: nothing is promised, or it is another level than the one at which it is shown. */
  ANY,
  /** It takes load; no schedule shows it. */
  UNSEEN;

  static Expectation of(BankStrategy strategy, Settings server, Isolation level) {
    Map<Anomaly, Claim> claims = EngineClaims.of(strategy, server, level);
    if (strategy.shown() == BankStrategy.Shown.BY_STORM || !strategy.shown().steps()) {
      return UNSEEN;
    }
    boolean broken = strategy.kind() == BankStrategy.Kind.BROKEN;
    if (broken && strategy.shown() == BankStrategy.Shown.BY_EXPLORER) {
      if (EngineClaims.hasToFail(strategy, server, level)) {
        return FAILS;
      }
      return level == strategy.isolation() ? HOLDS : ANY;
    }
    if (claims.containsValue(Claim.MUST)) {
      return FAILS;
    }
    return broken && claims.containsValue(Claim.MAY) ? ANY : HOLDS;
  }

  /**
   * The exit code for what came out.
   *
   * @param held how many of the {@code all} explored scenarios hold
   */
  int exitCode(int failed, int held, int all) {
    return switch (this) {
      case UNSEEN -> ExitCode.AS_EXPECTED;
      case FAILS -> failed > 0 ? ExitCode.AS_EXPECTED : ExitCode.INCONCLUSIVE;
      case ANY -> failed > 0 || held == all ? ExitCode.AS_EXPECTED : ExitCode.INCONCLUSIVE;
      case HOLDS -> {
        if (failed > 0) {
          yield ExitCode.ANOMALY;
        }
        yield held == all ? ExitCode.AS_EXPECTED : ExitCode.INCONCLUSIVE;
      }
    };
  }
}
