package dev.overdraft.check;

import dev.overdraft.history.Execution;
import dev.overdraft.history.Outcome;
import java.util.Optional;

/**
 * How an operation stands when its client's answer is held against the server's log: one cell of
 * the outcome matrix.
 */
enum Standing {
  APPLIED("acknowledged and applied once", false),
  UNFOLLOWED("acknowledged, and perhaps what was written past the log", false),
  NOT_APPLIED("refused or aborted and not applied", false),
  UNKNOWN_APPLIED("unknown and applied once", false),
  UNKNOWN_NOT_APPLIED("unknown and not applied", false),
  LOST("lost after acknowledgement", true),
  ENTRY_WITHOUT_EFFECT("acknowledged with an entry that changed nothing", true),
  APPLIED_THOUGH_REFUSED("applied though refused", true),
  DOUBLE_SPEND("applied more than once", true),
  HALF_APPLIED("half applied", true);

  private final String words;
  private final boolean wrong;

  Standing(String words, boolean wrong) {
    this.words = words;
    this.wrong = wrong;
  }

  /** What it says of an operation, for people. */
  String words() {
    return words;
  }

  /** Whether it is a finding. */
  boolean isWrong() {
    return wrong;
  }

  /** As log and answer have it, unless what is missing may be there under nobody's name. */
  static Standing of(Execution e, Evidence evidence) {
    Standing told = of(e, evidence.effects().of(e));
    return told.isWrong() && evidence.unfollowed().mayHold(e) ? UNFOLLOWED : told;
  }

  /** A transfer to oneself may be left undone: that is the same. */
  private static Standing of(Execution e, Effects.Effect effect) {
    if (effect.half()) {
      return HALF_APPLIED;
    }
    if (effect.times() > 1) {
      return DOUBLE_SPEND;
    }
    boolean applied = effect.times() == 1;
    if (applied && e.outcome() == Outcome.FAIL) {
      return APPLIED_THOUGH_REFUSED;
    }
    if (e.acknowledged()) {
      if (applied || Legs.of(e.operation()).isNothing()) {
        return APPLIED;
      }
      return effect.transactions() > 0 ? ENTRY_WITHOUT_EFFECT : LOST;
    }
    if (e.outcome() == Outcome.FAIL) {
      return NOT_APPLIED;
    }
    return applied ? UNKNOWN_APPLIED : UNKNOWN_NOT_APPLIED;
  }

  /** The finding in words; empty if there is none. */
  static Optional<String> finding(Execution e, Evidence evidence) {
    Effects.Effect effect = evidence.effects().of(e);
    return switch (of(e, evidence)) {
      case APPLIED, UNFOLLOWED, NOT_APPLIED, UNKNOWN_APPLIED, UNKNOWN_NOT_APPLIED ->
          Optional.empty();
      case LOST -> Optional.of("acknowledged, and then nowhere to be found");
      case ENTRY_WITHOUT_EFFECT ->
          Optional.of("acknowledged, and left an entry in the log that changed nothing");
      case APPLIED_THOUGH_REFUSED -> Optional.of("reported as failed, and yet applied");
      case DOUBLE_SPEND ->
          Optional.of(
              "applied %d times, in %d transactions over %d attempts"
                  .formatted(effect.times(), effect.transactions(), e.attempts()));
      case HALF_APPLIED ->
          Optional.of(
              "half applied: its debit %d times, its credit %d times"
                  .formatted(effect.debits(), effect.credits()));
    };
  }
}
