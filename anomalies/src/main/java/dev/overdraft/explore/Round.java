package dev.overdraft.explore;

import dev.overdraft.explore.search.Search;
import dev.overdraft.explore.search.Statements;
import dev.overdraft.explore.search.TraceClass;
import dev.overdraft.explore.step.Policy;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One search, carried through by all players at the same time.
 *
 * <p><b>Threads.</b> The caller's plays with the first player, one more for each other player. The
 * search and the tally are touched under this object's lock, and nothing is played under it.
 */
final class Round {

  private final Search search;
  private final Statements statements;
  private final Tally tally;
  private final long deadline;
  private final long mostSchedules;
  private int out;
  private boolean over;
  private boolean exhausted;
  private boolean late;
  private @Nullable Throwable thrown;

  Round(Search search, Statements statements, Tally tally, long deadline, long mostSchedules) {
    this.search = search;
    this.statements = statements;
    this.tally = tally;
    this.deadline = deadline;
    this.mostSchedules = mostSchedules;
  }

  /** Returns when the search has come to its end, or the budget has. */
  void run(List<Player> players) throws SQLException, InterruptedException {
    List<Thread> others = new ArrayList<>();
    for (Player player : players.subList(1, players.size())) {
      var thread = new Thread(() -> playQuietly(player), "overdraft-shard-" + others.size());
      thread.setDaemon(true);
      thread.start();
      others.add(thread);
    }
    try {
      play(players.get(0));
    } finally {
      end();
      for (Thread other : others) {
        other.join();
      }
    }
    rethrow();
  }

  /** Whether everything has been run. */
  synchronized boolean isExhausted() {
    return exhausted;
  }

  /** Whether it is the time that is used up, not the number. */
  synchronized boolean isLate() {
    return late;
  }

  private void playQuietly(Player player) {
    try {
      play(player);
    } catch (SQLException | RuntimeException | Error failed) {
      failed(failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      failed(stopped);
    }
  }

  private void play(Player player) throws SQLException, InterruptedException {
    for (Optional<Policy> policy = take(); policy.isPresent(); policy = take()) {
      Played played = player.playAsPlanned(policy.get());
      Optional<TraceClass> classified =
          Tally.isWhole(played)
              ? Optional.of(TraceClass.of(played.run(), statements))
              : Optional.empty();
      give(policy.get(), played, classified);
      if (player.endless().isPresent()) {
        end();
      }
    }
  }

  private synchronized Optional<Policy> take() throws InterruptedException {
    while (!over) {
      Optional<Policy> policy = search.next();
      if (policy.isPresent()) {
        late = System.nanoTime() > deadline;
        if (late || tally.schedules() + out >= mostSchedules) {
          end();
          break;
        }
        out++;
        return policy;
      }
      if (out == 0) {
        exhausted = true;
        end();
      } else {
        wait();
      }
    }
    return Optional.empty();
  }

  private synchronized void give(Policy policy, Played played, Optional<TraceClass> classified) {
    out--;
    search.done(policy, played.run());
    tally.count(played, classified);
    if (tally.unknown().isPresent()) {
      end();
    }
    notifyAll();
  }

  private synchronized void failed(Throwable failure) {
    thrown = failure;
    end();
  }

  private synchronized void end() {
    over = true;
    notifyAll();
  }

  private void rethrow() throws SQLException, InterruptedException {
    if (thrown instanceof SQLException sql) {
      throw sql;
    }
    if (thrown instanceof InterruptedException stopped) {
      throw stopped;
    }
    if (thrown instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
  }
}
