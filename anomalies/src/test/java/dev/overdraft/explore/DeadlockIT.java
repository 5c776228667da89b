package dev.overdraft.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overdraft.explore.search.Enumeration;
import dev.overdraft.explore.search.Following;
import dev.overdraft.explore.step.Deadlock;
import dev.overdraft.explore.step.Ending;
import dev.overdraft.explore.witness.ReplayToken;
import dev.overdraft.history.Isolation;
import dev.overdraft.suite.WholeSuite;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One deadlock, and each of those in it as its victim. */
class DeadlockIT {

  private static final Budget BUDGET = Budget.of(Duration.ofMinutes(2));
  @RegisterExtension static final Database database = Database.postgres();
  private Explorer explorer;

  @BeforeEach
  void prepare() throws SQLException {
    explorer = database.explorer(Isolation.READ_COMMITTED);
    explorer.execute(Accounts.TABLE);
  }

  @AfterEach
  void tidy() throws SQLException {
    explorer.close();
  }

  /** Transfers that cross: each takes its payer first. */
  private Scenario crossing() {
    var accounts = new Accounts(explorer.dataSource());
    return Scenario.named("crossing")
        .given("insert into account values (1, 100), (2, 100)")
        .actor("alice", () -> move(accounts, 1, 2, 30))
        .actor("bob", () -> move(accounts, 2, 1, 10))
        .serialEquivalence();
  }

  private static boolean move(Accounts accounts, int from, int to, int cents) throws SQLException {
    return accounts.transaction(
        connection -> {
          String add = "update account set balance = balance + ? where id = ?";
          Accounts.change(connection, add, -cents, from);
          Accounts.change(connection, add, cents, to);
          return true;
        });
  }

  private static List<Played> all(Explorer explorer, Scenario scenario, boolean allVictims)
      throws SQLException, InterruptedException {
    List<Played> all = new ArrayList<>();
    assertThat(explorer.playAll(scenario, new Enumeration(allVictims), all::add)).isEmpty();
    return all;
  }

  /** By the way to a deadlock, whom it cost his transaction. */
  private static Map<List<Integer>, Set<Integer>> victims(List<Played> runs) {
    Map<List<Integer>, Set<Integer>> victims = new HashMap<>();
    for (Played played : runs) {
      for (Deadlock deadlock : Deadlock.in(played.run())) {
        List<Integer> way = played.run().choices().subList(0, deadlock.decision() + 1);
        assertThat(deadlock.ring()).containsExactlyInAnyOrder(0, 1);
        victims.computeIfAbsent(way, w -> new HashSet<>()).add(deadlock.victim());
      }
    }
    return victims;
  }

  @Test
  void explore_asItIs_theOneWhoClosesTheCycleIsTheVictim() throws Exception {
    Map<List<Integer>, Set<Integer>> victims = victims(all(explorer, crossing(), false));

    assertThat(victims).isNotEmpty();
    victims.forEach((way, whom) -> assertThat(whom).containsExactly(way.get(way.size() - 1)));
  }

  /** As on a machine that stands still for longer than a waiter waits before it looks. */
  @Test
  void explore_closingOneTooSlowToLook_triedAgainUntilItIsTheVictim() throws Exception {
    explorer.close();
    var dull = new DullConnections(2);
    explorer = database.explorer(Isolation.READ_COMMITTED, dull::of);
    explorer.execute(Accounts.TABLE);

    Map<List<Integer>, Set<Integer>> victims = victims(all(explorer, crossing(), false));

    assertThat(dull.left()).isZero();
    victims.forEach((way, whom) -> assertThat(whom).containsExactly(way.get(way.size() - 1)));
  }

  @Test
  void explore_everyVictim_bothAtTheEndOfEachWay() throws Exception {
    List<Played> runs = all(explorer, crossing(), true);

    Map<List<Integer>, Set<Integer>> victims = victims(runs);
    assertThat(victims.keySet())
        .isEqualTo(victims(all(explorer, crossing(), false)).keySet())
        .isNotEmpty();
    assertThat(victims.values()).allSatisfy(whom -> assertThat(whom).containsExactly(0, 1));
  }

  @Test
  void explore_everyVictim_asManyOutcomesAsEnumeration() throws Exception {
    Scenario scenario = crossing().everyVictim();

    Exploration reduced = explorer.explore(scenario, BUDGET);
    Exploration all = explorer.explore(scenario, BUDGET, s -> new Enumeration(true));
    Exploration closing = explorer.explore(crossing(), BUDGET);

    assertThat(reduced.coverage().kind())
        .as(reduced.toString())
        .isEqualTo(Coverage.Kind.EXHAUSTIVE);
    assertThat(all.coverage().kind()).isEqualTo(Coverage.Kind.EXHAUSTIVE);
    assertThat(reduced.verdict()).isEqualTo(Exploration.Verdict.HOLDS);
    assertThat(reduced.outcomes()).isEqualTo(all.outcomes());
    assertThat(reduced.coverage().classes()).isEqualTo(all.coverage().classes());
    assertThat(reduced.coverage().classes()).isGreaterThan(closing.coverage().classes());
  }

  @WholeSuite
  @Test
  void replay_eitherVictim_thatOneAgain() throws Exception {
    Scenario scenario = crossing();
    Set<String> tokens = new HashSet<>();
    for (Played played : all(explorer, scenario, true)) {
      if (!Deadlock.in(played.run()).isEmpty()) {
        ReplayToken token = ReplayToken.of(scenario.name(), played.run());
        assertThat(tokens.add(token.toString())).isTrue();
        for (int i = 0; i < 5; i++) {
          Replay replay = explorer.replay(scenario, ReplayToken.parse(token.toString()));
          assertThat(replay.divergence()).isEmpty();
          assertThat(failed(replay.played())).isEqualTo(failed(played));
        }
      }
    }
    assertThat(tokens)
        .anySatisfy(token -> assertThat(token).matches("crossing:[^x:]*x\\d+A:.*"))
        .anySatisfy(token -> assertThat(token).matches("crossing:[^x:]*x\\d+B:.*"))
        .anySatisfy(token -> assertThat(token).doesNotContain("x"));
  }

  private static List<Boolean> failed(Played played) {
    return played.run().endings().stream().map(Ending.Threw.class::isInstance).toList();
  }

  @Test
  void explore_threeInARing_eachIsAVictim() throws Exception {
    var accounts = new Accounts(explorer.dataSource());
    Scenario scenario =
        Scenario.named("ring")
            .given("insert into account values (1, 100), (2, 100), (3, 100)")
            .actor("alice", () -> move(accounts, 1, 2, 1))
            .actor("bob", () -> move(accounts, 2, 3, 2))
            .actor("carol", () -> move(accounts, 3, 1, 4))
            .serialEquivalence()
            .everyVictim();

    // Each takes its payer, then its payee; carol closes the ring.
    String way = "ring:A1B1C1A1B1";
    Map<String, Integer> victims = Map.of("", 2, "x6A", 0, "x6B", 1);
    for (int round = 0; round < 10; round++) {
      for (Map.Entry<String, Integer> expected : victims.entrySet()) {
        var token = ReplayToken.parse(way + expected.getKey() + ":0000");
        Played played = explorer.play(scenario, new Following(token.choices(), token.victims()));
        assertThat(Deadlock.in(played.run()))
            .singleElement()
            .satisfies(
                deadlock -> {
                  assertThat(deadlock.ring()).containsExactlyInAnyOrder(0, 1, 2);
                  assertThat(deadlock.victim()).isEqualTo(expected.getValue());
                });
      }
    }
  }
}
