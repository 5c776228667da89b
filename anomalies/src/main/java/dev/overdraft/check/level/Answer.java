package dev.overdraft.check.level;

/** Whether a history satisfies a level. */
public enum Answer {
  HOLDS,
  BROKEN,
  /** The search for it ran out of steps, or what it needs was not recorded. */
  UNKNOWN
}
