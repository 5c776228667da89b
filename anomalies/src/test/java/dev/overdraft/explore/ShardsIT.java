package dev.overdraft.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.engine.EmbeddedPostgres;
import dev.overdraft.engine.SchemaLease;
import dev.overdraft.explore.search.Enumeration;
import dev.overdraft.history.Isolation;
import dev.overdraft.suite.WholeSuite;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two shards find what one finds. */
class ShardsIT {

  private static final Budget BUDGET = Budget.of(Duration.ofMinutes(4));
  private static EmbeddedPostgres server;
  private static List<SchemaLease> leases;

  @BeforeAll
  static void start() {
    server = EmbeddedPostgres.start();
    leases =
        List.of(
            SchemaLease.claim(server.target(), "shard_1"),
            SchemaLease.claim(server.target(), "shard_2"));
  }

  @AfterAll
  static void stop() {
    leases.forEach(SchemaLease::close);
    server.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = Isolation.class,
      names = {"READ_COMMITTED", "REPEATABLE_READ", "SERIALIZABLE"})
  @WholeSuite
  void explore_crossingTransfers_sameClassesAndOutcomesAsOneShardAndEnumeration(Isolation level)
      throws Exception {
    Exploration one;
    Exploration all;
    Exploration two;
    try (Shards shard = shards(level, leases.subList(0, 1))) {
      one = shard.explore(this::crossing, BUDGET);
    }
    try (Shards both = shards(level, leases)) {
      two = both.explore(this::crossing, BUDGET);
      all = both.explore(this::crossing, BUDGET, s -> new Enumeration());
    }

    assertThat(two.coverage().kind()).isEqualTo(Coverage.Kind.EXHAUSTIVE);
    assertThat(all.coverage().kind()).isEqualTo(Coverage.Kind.EXHAUSTIVE);
    assertThat(two.coverage().classes()).isEqualTo(one.coverage().classes());
    assertThat(two.coverage().classes()).isEqualTo(all.coverage().classes());
    assertThat(two.outcomes()).isEqualTo(one.outcomes()).isEqualTo(all.outcomes());
    assertThat(all.coverage().schedules()).isGreaterThan(two.coverage().schedules());
  }

  @ParameterizedTest
  @EnumSource(
      value = Isolation.class,
      names = {"READ_COMMITTED"})
  void explore_threeWriters_sameOutcomesAsEnumeration(Isolation level) throws Exception {
    try (Shards both = shards(level, leases)) {
      Exploration two = both.explore(this::three, BUDGET);
      Exploration all = both.explore(this::three, BUDGET, s -> new Enumeration());

      assertThat(two.coverage().kind()).isEqualTo(Coverage.Kind.EXHAUSTIVE);
      assertThat(all.coverage().kind()).isEqualTo(Coverage.Kind.EXHAUSTIVE);
      assertThat(two.outcomes()).isEqualTo(all.outcomes());
      assertThat(two.coverage().classes()).isEqualTo(all.coverage().classes());
    }
  }

  private Scenario crossing(DataSource dataSource) {
    var accounts = new Accounts(dataSource);
    return Scenario.named("crossing")
        .given("insert into account values (1, 100), (2, 100)")
        .actor("alice", () -> accounts.transfer(1, 2, 30, ""))
        .actor("bob", () -> accounts.transfer(2, 1, 10, ""))
        .mayFail("40001")
        .mayFail("40P01")
        .serialEquivalence();
  }

  private Scenario three(DataSource dataSource) {
    var accounts = new Accounts(dataSource);
    return Scenario.named("three")
        .given("insert into account values (1, 100), (2, 100)")
        .actor("alice", () -> accounts.atomicUpdate(1, 80))
        .actor("bob", () -> accounts.atomicUpdate(1, 60))
        .actor("carol", () -> accounts.atomicUpdate(1, 40))
        .invariant("paid once", "select count(*) = 0 from account where balance < 0");
  }

  private static Shards shards(Isolation level, List<SchemaLease> on) throws SQLException {
    on.forEach(SchemaLease::recreate);
    Function<SchemaLease, DataSource> connect =
        lease -> server.target().unpooled(level, lease.name());
    Shards shards = Shards.on(on.stream().map(connect).toList());
    shards.execute(Accounts.TABLE);
    return shards;
  }
}
