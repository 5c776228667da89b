package dev.overdraft.strategies;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.Claim;
import dev.overdraft.history.Isolation;
import dev.overdraft.target.Dialect;
import dev.overdraft.target.Settings;
import dev.overdraft.workload.bank.BankStrategy;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EngineClaimsTest {

  private static final BankStrategy BROKEN =
      Strategies.byName("check-then-decrement").orElseThrow();
  private static final BankStrategy GOOD = Strategies.byName("atomic-update").orElseThrow();

  @Test
  void of_secondWriterAtRepeatableRead_isRefusedWhereSnapshotsAreIsolated() {
    assertThat(negative(BROKEN, postgresql(), Isolation.REPEATABLE_READ)).isEqualTo(Claim.MUST_NOT);
    assertThat(negative(BROKEN, mariadb("ON"), Isolation.REPEATABLE_READ))
        .isEqualTo(Claim.MUST_NOT);
    assertThat(negative(BROKEN, mariadb("OFF"), Isolation.REPEATABLE_READ)).isEqualTo(Claim.MUST);
    assertThat(negative(BROKEN, mariadb("OFF"), Isolation.SERIALIZABLE)).isEqualTo(Claim.MUST_NOT);
  }

  @Test
  void of_dirtyReads_promiseNothing() {
    assertThat(EngineClaims.of(GOOD, mariadb("OFF"), Isolation.READ_UNCOMMITTED))
        .containsValue(Claim.MAY)
        .doesNotContainValue(Claim.MUST_NOT);
    assertThat(EngineClaims.of(GOOD, postgresql(), Isolation.READ_UNCOMMITTED))
        .containsOnlyKeys(Anomaly.values())
        .doesNotContainValue(Claim.MAY);
  }

  @Test
  void of_subqueryGuard_isSavedByMariadbAlone() {
    BankStrategy guarded = Strategies.byName("atomic-update-subquery-guard").orElseThrow();

    assertThat(negative(guarded, postgresql(), Isolation.READ_COMMITTED)).isEqualTo(Claim.MUST);
    assertThat(negative(guarded, mariadb("OFF"), Isolation.READ_COMMITTED))
        .isEqualTo(Claim.MUST_NOT);
  }

  @Test
  void of_gapLock_isSavedByMariadbWhereItLocksGaps() {
    BankStrategy trusting = Strategies.byName("gaplock").orElseThrow();

    assertThat(negative(trusting, postgresql(), Isolation.REPEATABLE_READ)).isEqualTo(Claim.MUST);
    assertThat(negative(trusting, postgresql(), Isolation.SERIALIZABLE)).isEqualTo(Claim.MUST_NOT);
    assertThat(negative(trusting, mariadb("OFF"), Isolation.READ_COMMITTED)).isEqualTo(Claim.MAY);
    for (String snapshots : new String[] {"OFF", "ON"}) {
      assertThat(negative(trusting, mariadb(snapshots), Isolation.REPEATABLE_READ))
          .isEqualTo(Claim.MUST_NOT);
    }
  }

  @Test
  void of_sumOfARange_isNotPromisedWhereDerbyLocksNoRanges() {
    var derby = new Settings(Dialect.DERBY, "10.16.1.1", Isolation.READ_COMMITTED, Map.of());
    for (String name :
        new String[] {"log-sum-rc", "log-sum-serializable", "hibernate-optimistic-read"}) {
      BankStrategy sums = Strategies.byName(name).orElseThrow();
      assertThat(EngineClaims.of(sums, derby, Isolation.REPEATABLE_READ))
          .containsEntry(Anomaly.NO_NEGATIVE_BALANCE, Claim.MAY);
      assertThat(EngineClaims.of(sums, derby, Isolation.SERIALIZABLE))
          .containsEntry(Anomaly.NO_NEGATIVE_BALANCE, Claim.MUST_NOT);
    }
  }

  @Test
  void of_lockOnTheTotal_isLetGoOfByDerbyAtReadCommittedAlone() {
    var derby = new Settings(Dialect.DERBY, "10.16.1.1", Isolation.READ_COMMITTED, Map.of());
    BankStrategy locking = Strategies.byName("log-and-total").orElseThrow();

    assertThat(negative(locking, derby, Isolation.READ_COMMITTED)).isEqualTo(Claim.MUST);
    assertThat(negative(locking, derby, Isolation.REPEATABLE_READ)).isEqualTo(Claim.MUST_NOT);
    assertThat(negative(locking, postgresql(), Isolation.READ_COMMITTED)).isEqualTo(Claim.MUST_NOT);
  }

  @Test
  void of_lookupOfAnAbsentKey_isNotPromisedWhereRepeatableReadKeepsNoneAway() {
    BankStrategy lookup = Strategies.byName("idempotent-lookup").orElseThrow();

    for (Dialect dialect : new Dialect[] {Dialect.H2, Dialect.DERBY}) {
      var engine = new Settings(dialect, "0", Isolation.READ_COMMITTED, Map.of());
      assertThat(EngineClaims.of(lookup, engine, Isolation.READ_COMMITTED))
          .containsEntry(Anomaly.EXACTLY_ONCE, Claim.MUST);
      assertThat(EngineClaims.of(lookup, engine, Isolation.REPEATABLE_READ))
          .containsEntry(Anomaly.EXACTLY_ONCE, Claim.MAY)
          .containsEntry(Anomaly.CONSERVATION, Claim.MAY);
      assertThat(EngineClaims.of(lookup, engine, Isolation.SERIALIZABLE))
          .containsEntry(Anomaly.EXACTLY_ONCE, Claim.MUST_NOT);
    }
  }

  @Test
  void hasToFail_controlThatOnlyDeadlocks_notWhereTablesAreLockedAsAWhole() {
    BankStrategy unordered = Strategies.byName("select-for-update-unordered").orElseThrow();
    var hsqldb = new Settings(Dialect.HSQLDB, "2.7.4", Isolation.READ_COMMITTED, Map.of());

    assertThat(EngineClaims.hasToFail(unordered, postgresql(), Isolation.READ_COMMITTED)).isTrue();
    assertThat(EngineClaims.hasToFail(unordered, postgresql(), Isolation.SERIALIZABLE)).isFalse();
    assertThat(EngineClaims.hasToFail(unordered, hsqldb, Isolation.READ_COMMITTED)).isFalse();
    assertThat(EngineClaims.hasToFail(BROKEN, postgresql(), Isolation.READ_COMMITTED)).isFalse();
  }

  private static Claim negative(BankStrategy strategy, Settings server, Isolation level) {
    return EngineClaims.of(strategy, server, level)
        .getOrDefault(Anomaly.NO_NEGATIVE_BALANCE, Claim.MAY);
  }

  private static Settings postgresql() {
    return new Settings(Dialect.POSTGRESQL, "18.6", Isolation.READ_COMMITTED, Map.of());
  }

  private static Settings mariadb(String snapshotIsolation) {
    return new Settings(
        Dialect.MARIADB,
        "10.11.19",
        Isolation.REPEATABLE_READ,
        Map.of("innodb_snapshot_isolation", snapshotIsolation));
  }
}
