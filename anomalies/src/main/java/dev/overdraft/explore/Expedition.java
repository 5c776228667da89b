package dev.overdraft.explore;

import dev.overdraft.explore.search.Dpor;
import dev.overdraft.explore.search.Search;
import dev.overdraft.explore.search.Statements;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One scenario explored by several explorers, each on a schema of its own, as it is and then
 * without each clause that it is said to need.
 *
 * @param explorers one or more
 * @param scenarios the same one for each, with actors that use its explorer's data source
 */
record Expedition(List<Explorer> explorers, List<Scenario> scenarios, Budget budget) {

  /** By the reduction, with as many victims of deadlocks as the scenario wants. */
  Exploration explore() throws SQLException, InterruptedException {
    Scenario scenario = scenarios.get(0);
    if (scenario.allVictims() && !explorers.stream().allMatch(Explorer::choosesVictims)) {
      throw new IllegalArgumentException(
          "'%s' wants every victim of its deadlocks: only PostgreSQL lets us choose, and only who"
                  .formatted(scenario.name())
              + " may set deadlock_timeout");
    }
    return explore(statements -> new Dpor(statements, scenario.allVictims()));
  }

  Exploration explore(Function<Statements, Search> search)
      throws SQLException, InterruptedException {
    Exploration exploration = once(search);
    for (String clause : scenarios.get(0).controls()) {
      if (exploration.verdict() == Exploration.Verdict.HOLDS) {
        exploration = without(clause, search).judge(exploration);
      }
    }
    return exploration;
  }

  private NegativeControl without(String clause, Function<Statements, Search> search)
      throws SQLException, InterruptedException {
    explorers.forEach(explorer -> explorer.omit(clause));
    boolean occurred = false;
    Exploration without;
    try {
      without = once(search);
    } finally {
      for (Explorer explorer : explorers) {
        occurred |= explorer.complete();
      }
    }
    return new NegativeControl(clause, occurred, without);
  }

  private Exploration once(Function<Statements, Search> search)
      throws SQLException, InterruptedException {
    Deque<Setting> settings = new ArrayDeque<>();
    try {
      List<Player> players = new ArrayList<>();
      for (int i = 0; i < explorers.size(); i++) {
        Optional<Statements> shared = players.stream().findFirst().map(Player::statements);
        settings.push(explorers.get(i).set(scenarios.get(i), shared));
        players.add(settings.element().player());
      }
      return new Campaign(players, budget).explore(search);
    } finally {
      while (!settings.isEmpty()) {
        settings.pop().close();
      }
    }
  }
}
