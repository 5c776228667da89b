package dev.overdraft.check.linear;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Why one object is not linearizable.
 *
 * @param object what the recording calls it
 * @param involved the operations that cannot all be true, in the order of the proof
 * @param reasons the proof, one sentence each
 */
public record Violation(String object, Kind kind, List<Involved> involved, List<String> reasons) {

  /** What went wrong. */
  public enum Kind {
    /** A value was read that nobody wrote. */
    GARBAGE_READ,
    /** A value was read whose write had failed. */
    DIRTY_READ,
    /** A value was read that its own writer replaced. */
    INTERMEDIATE_READ,
    /** One operation read two values of others. */
    SPLIT_READ,
    /** Two operations replaced the same value, or one replaced what it had not read. */
    LOST_UPDATE,
    /** Operations read each other's values in a circle. */
    CIRCULAR_READ,
    /** A value was read by an operation that had ended before its write began. */
    FUTURE_READ,
    /** A value was seen by an operation that began after the value had been replaced. */
    STALE_READ,
    /** A lock was held twice at one time. */
    TWO_HOLDERS;

    /** {@code stale read}. */
    public String title() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  public Violation {
    involved = List.copyOf(involved);
    reasons = List.copyOf(reasons);
  }

  /** The whole story: {@code x, stale read: …; …}. */
  public String sentence() {
    return "%s, %s: %s"
        .formatted(object, kind.title(), reasons.stream().collect(Collectors.joining("; ")));
  }
}
