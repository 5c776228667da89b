package dev.overdraft.check;

import dev.overdraft.history.History;

/**
 * A history with the indexes that all bank checkers share, so that judging it builds them once. Not
 * for use by several threads.
 */
record Evidence(History history, Chains chains, Effects effects, Unfollowed unfollowed) {

  static Evidence of(History history) {
    Chains chains = Chains.of(history);
    var effects = new Effects(history, chains);
    return new Evidence(history, chains, effects, new Unfollowed(history, chains, effects));
  }
}
