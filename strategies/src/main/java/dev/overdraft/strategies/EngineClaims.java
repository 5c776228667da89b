package dev.overdraft.strategies;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Claim;
import dev.overdraft.history.Isolation;
import dev.overdraft.target.Dialect;
import dev.overdraft.target.Settings;
import dev.overdraft.workload.bank.BankStrategy;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * What a strategy promises on the server under test.
 *
 * <p>A strategy states its claims by PostgreSQL's levels. Here, in one place, they are carried over
 * to another engine: a level counts as the one of PostgreSQL that treats a second writer alike
 * ({@link Settings#asOnPostgresql}), and where uncommitted data can be read nothing is promised. So
 * a strategy's own line says nothing about engines.
 */
public final class EngineClaims {

  /** What the same code shows whose lock is none. */
  private static final Map<Anomaly, Claim> WITHOUT_THE_LOCK =
      Map.of(
          Anomaly.LOST_UPDATE, Claim.MUST,
          Anomaly.CONSERVATION, Claim.MUST,
          Anomaly.LEDGER_EQUALS_BALANCE, Claim.MUST,
          Anomaly.NO_NEGATIVE_BALANCE, Claim.MAY,
          Anomaly.EXACTLY_ONCE, Claim.MAY,
          Anomaly.CONSISTENT_AUDIT, Claim.MAY);

  /** Broken code that an engine's coarser locks keep from harm. */
  private static final Map<Anomaly, Claim> SAVED_BY_THE_ENGINE =
      Map.of(
          Anomaly.LOST_UPDATE, Claim.MUST_NOT,
          Anomaly.CONSERVATION, Claim.MUST_NOT,
          Anomaly.LEDGER_EQUALS_BALANCE, Claim.MUST_NOT);

  /**
   * HSQLDB 2.7.4 at READ COMMITTED in its default model, measured. FOR UPDATE locks only what can
   * be updated through the cursor, which the result of an ORDER BY or a LIMIT cannot. On the other
   * hand a writer locks the whole table, so that no other statement reads until it has committed.
   */
  private static final Map<String, Map<Anomaly, Claim>> HSQLDB =
      Map.of(
          "select-for-update",
          WITHOUT_THE_LOCK,
          "send-money-as-printed",
          Map.of(Anomaly.NO_NEGATIVE_BALANCE, Claim.MUST),
          "atomic-update-subquery-guard",
          Map.of(Anomaly.NO_NEGATIVE_BALANCE, Claim.MUST_NOT),
          "jvm-lock-inside-tx",
          SAVED_BY_THE_ENGINE);

  /**
   * Derby 10.16.1.1 at READ COMMITTED, measured: it lets go of a row that was read FOR UPDATE when
   * the cursor leaves it. On the other hand a reader waits for the writer of a row.
   */
  private static final Map<String, Map<Anomaly, Claim>> DERBY =
      Map.of(
          "select-for-update", WITHOUT_THE_LOCK,
          "select-for-update-unordered", WITHOUT_THE_LOCK,
          "hybrid-fixed", WITHOUT_THE_LOCK,
          "log-and-total", Map.of(Anomaly.NO_NEGATIVE_BALANCE, Claim.MUST),
          "jvm-lock-inside-tx", SAVED_BY_THE_ENGINE);

  /** SQLite 3.54.1 at every level, measured: the level that is mixed in is none. */
  private static final Map<String, Map<Anomaly, Claim>> SQLITE =
      Map.of("mixed-isolation", SAVED_BY_THE_ENGINE);

  /**
   * MariaDB 10.11.19, measured under load and in every schedule of two: an UPDATE that waited for a
   * row evaluates its guard after the wait, the subquery included, as long as that reads the row
   * itself.
   */
  private static final Map<String, Map<Anomaly, Claim>> MARIADB =
      Map.of("atomic-update-subquery-guard", Map.of(Anomaly.NO_NEGATIVE_BALANCE, Claim.MUST_NOT));

  private static final Map<Dialect, Map<String, Map<Anomaly, Claim>>> EXCEPTIONS =
      Map.of(
          Dialect.MARIADB, MARIADB,
          Dialect.HSQLDB, HSQLDB,
          Dialect.DERBY, DERBY,
          Dialect.SQLITE, SQLITE);

  /** They add up a range of rows, which Derby's REPEATABLE READ does not lock, measured. */
  private static final Set<String> SUMS =
      Set.of("log-sum-rc", "log-sum-serializable", "hibernate-optimistic-read");

  /**
   * Where REPEATABLE READ does not keep a key away that was looked for in vain, measured. H2
   * 2.5.252 takes the snapshot of a table when that is first used, so who has looked in one may yet
   * find the newest row of the next, and write it; its SERIALIZABLE takes all at once. Derby's
   * REPEATABLE READ locks no ranges.
   */
  private static final Set<Dialect> LOOKUPS = Set.of(Dialect.H2, Dialect.DERBY);

  private static final Map<Anomaly, Claim> BY_LUCK =
      Map.of(Anomaly.EXACTLY_ONCE, Claim.MAY, Anomaly.CONSERVATION, Claim.MAY);

  /**
   * Controls that end with errors and lose nothing, and on which engine they do not even that,
   * measured in every schedule of two and three. HSQLDB locks whole tables: of two transfers that
   * cross one waits at its first row, and nobody deadlocks.
   */
  private static final Map<Dialect, Set<String>> WITHOUT_ERRORS =
      Map.of(Dialect.HSQLDB, Set.of("select-for-update-unordered"));

  private EngineClaims() {}

  /** What it promises at a level of a server that said this of itself. */
  public static Map<Anomaly, Claim> of(BankStrategy strategy, Settings server, Isolation level) {
    Isolation like = server.asOnPostgresql(level);
    Map<Anomaly, Claim> claims = new EnumMap<>(strategy.claims().apply(like));
    if (like == Isolation.READ_COMMITTED || server.dialect() == Dialect.SQLITE) {
      claims.putAll(
          EXCEPTIONS
              .getOrDefault(server.dialect(), Map.of())
              .getOrDefault(strategy.name(), Map.of()));
    }
    if (strategy.name().equals("gaplock")) {
      claims.computeIfPresent(
          Anomaly.NO_NEGATIVE_BALANCE, (anomaly, claim) -> gaps(server.dialect(), level, claim));
    }
    if (SUMS.contains(strategy.name())
        && server.dialect() == Dialect.DERBY
        && level == Isolation.REPEATABLE_READ) {
      claims.replace(Anomaly.NO_NEGATIVE_BALANCE, Claim.MAY);
    }
    if (strategy.name().equals("idempotent-lookup")
        && LOOKUPS.contains(server.dialect())
        && level == Isolation.REPEATABLE_READ) {
      claims.putAll(BY_LUCK);
    }
    if (server.readsTorn(level)) {
      claims.merge(Anomaly.CONSISTENT_AUDIT, Claim.MAY, EngineClaims::weaker);
    }
    if (server.readsUncommitted(level)) {
      claims.replaceAll((anomaly, claim) -> weaker(claim, Claim.MAY));
    }
    return claims;
  }

  /** Whether exploration has to see it fail: a control that shows nothing but errors shows them. */
  public static boolean hasToFail(BankStrategy strategy, Settings server, Isolation level) {
    return strategy.kind() == BankStrategy.Kind.BROKEN
        && strategy.shown() == BankStrategy.Shown.BY_EXPLORER
        && level == strategy.isolation()
        && !WITHOUT_ERRORS.getOrDefault(server.dialect(), Set.of()).contains(strategy.name());
  }

  /**
   * What a lock on a range comes to, measured. InnoDB locks gaps from REPEATABLE READ on, whatever
   * it does to a second writer; below it, and in Derby's REPEATABLE READ, only an account without
   * entries shows that nobody is kept out, which is luck. HSQLDB locks the whole table.
   */
  private static Claim gaps(Dialect dialect, Isolation level, Claim otherwise) {
    return switch (dialect) {
      case MARIADB -> Claims.snapshot(level) ? Claim.MUST_NOT : Claim.MAY;
      case HSQLDB -> Claim.MUST_NOT;
      case DERBY -> level == Isolation.REPEATABLE_READ ? Claim.MAY : otherwise;
      case POSTGRESQL, H2, SQLITE -> otherwise;
    };
  }

  /** No promise is made any more, but what has to show has to show. */
  private static Claim weaker(Claim claim, Claim may) {
    return claim == Claim.MUST_NOT ? may : claim;
  }
}
