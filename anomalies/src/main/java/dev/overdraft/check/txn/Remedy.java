package dev.overdraft.check.txn;

import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import java.util.Set;
import java.util.stream.Collectors;

/** What forbids an anomaly: the weakest levels, and what a programmer can do without them. */
final class Remedy {
  private Remedy() {}

  static String of(Phenomenon phenomenon, Set<Level> forbiddenBy, Axis axis) {
    String levels =
        forbiddenBy.stream()
            .sorted()
            .map(axis::name)
            .collect(Collectors.joining(" or ", "forbidden by ", ""));
    String lock = lock(phenomenon);
    return lock.isEmpty() ? levels : levels + "; " + lock;
  }

  private static String lock(Phenomenon phenomenon) {
    return switch (phenomenon) {
      case LOST_UPDATE ->
          "or lock the row as it is read (SELECT … FOR UPDATE), write relative to what is there"
              + " (x = x + ?), or check a version column with the write";
      case WRITE_SKEW, ANTI_DEPENDENCY_CYCLE, NO_SERIAL_ORDER ->
          "or lock what is read though only the other is written (SELECT … FOR SHARE or FOR"
              + " UPDATE), or write one row that stands for both";
      case READ_SKEW, SINGLE_ANTI_DEPENDENCY, FRACTURED_READ, VANISHED_EFFECT ->
          "or read all of it in one statement, or lock what is read first";
      case PHANTOM, PREDICATE_READ_SKEW -> "or read all of it in one statement";
      case PREDICATE_WRITE_SKEW ->
          "or lock a row that stands for the whole list before it is read, as a row that is not"
              + " there yet cannot be locked";
      case STALE_READ, STALE_PREDICATE_READ -> "read from the primary, after its last commit";
      case INTERNAL, FUTURE_READ, GARBAGE_READ, DUPLICATE_ELEMENTS, PREDICATE_READ_MISS ->
          "no lock helps: a database or a client layer returned what cannot be";
      case LOST_APPEND -> "no lock helps: a commit was acknowledged and not kept";
      case DIRTY_WRITE,
          CYCLIC_VERSIONS,
          INCOMPATIBLE_ORDER,
          ABORTED_READ,
          INTERMEDIATE_READ,
          CIRCULAR_FLOW,
          DIRTY_UPDATE,
          LONG_FORK,
          MISSED_CAUSE,
          NO_VIEW_ORDER,
          NO_PREFIX_ORDER,
          NO_SNAPSHOT_ORDER,
          NON_ADJACENT,
          PREDICATE_NON_ADJACENT ->
          "";
    };
  }
}
