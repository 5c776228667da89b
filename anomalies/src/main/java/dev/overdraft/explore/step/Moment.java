package dev.overdraft.explore.step;

import java.util.List;
import java.util.Locale;

/**
 * One line of a trace: something that a step did at one point of the schedule.
 *
 * @param decision the how-manieth decision of the schedule led to it, from 0
 * @param holders the actors that hold what a waiting step wants; empty otherwise
 * @param answer what came back; {@link Answer.Missing} for a step that waits
 */
public record Moment(Kind kind, int decision, Step step, Answer answer, List<Integer> holders) {

  /** What happened to the step. */
  public enum Kind {
    /** It was released and answered. */
    RAN,
    /** It was released, and the server says that it waits for a lock. */
    WAITS,
    /** It waits on, for others than before: those were let go by another actor's step. */
    STILL_WAITS,
    /** It had waited, another actor's step ended that, and it was answered. */
    WOKE
  }

  public Moment {
    holders = List.copyOf(holders);
  }

  /** Whether the step has no answer yet, since others hold what it wants. */
  public boolean waits() {
    return kind == Kind.WAITS || kind == Kind.STILL_WAITS;
  }

  /**
   * In files: {@code ran}, {@code waits} or {@code woke}; a second {@code waits} of one step says
   * for whom it waits now.
   */
  public String type() {
    return waits() ? "waits" : kind.name().toLowerCase(Locale.ROOT);
  }

  /** Whether its transaction was aborted to end a deadlock. */
  public boolean isDeadlock() {
    return answer instanceof Answer.Failed failed && failed.isDeadlock();
  }

  /** Whether the step got an answer that is an error. */
  public boolean failed() {
    return answer instanceof Answer.Failed;
  }
}
