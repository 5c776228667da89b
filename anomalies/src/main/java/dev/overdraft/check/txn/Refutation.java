package dev.overdraft.check.txn;

import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;

/** That no order of versions satisfies a level, shown by some transactions. */
@SuppressWarnings("ArrayRecordComponent") // a value that is used once
record Refutation(Level level, Axis axis, int[] members) {

  /** What that is called. */
  Phenomenon phenomenon() {
    return switch (level) {
      case MONOTONIC_ATOMIC_VIEW -> Phenomenon.VANISHED_EFFECT;
      case READ_ATOMIC -> Phenomenon.FRACTURED_READ;
      case CAUSAL -> Phenomenon.MISSED_CAUSE;
      case CONSISTENT_VIEW -> Phenomenon.NO_VIEW_ORDER;
      case PREFIX -> Phenomenon.NO_PREFIX_ORDER;
      case SNAPSHOT_ISOLATION -> Phenomenon.NO_SNAPSHOT_ORDER;
      case SERIALIZABLE -> Phenomenon.NO_SERIAL_ORDER;
      default -> throw new IllegalStateException(level + " holds in some order of versions");
    };
  }
}
