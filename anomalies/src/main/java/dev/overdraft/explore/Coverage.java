package dev.overdraft.explore;

/**
 * What an exploration covered.
 *
 * @param classes distinct classes of schedules that were run to their ends
 * @param schedules complete runs, serial orders not counted
 * @param prefixes runs that were cut off because all that was left had been seen elsewhere
 * @param seconds how long it took
 * @param remark why it is not more, and what became of the negative controls; else empty
 */
public record Coverage(
    Kind kind, long classes, long schedules, long prefixes, double seconds, String remark) {

  /** How far it went. */
  public enum Kind {
    /** One schedule of every class was run. */
    EXHAUSTIVE,
    /** Classes were drawn at random. */
    SAMPLED,
    /** A bound cut schedules off: what they would have come to is not known. */
    BOUNDED,
    /** Nothing can be concluded. */
    INCONCLUSIVE
  }

  /** The same, with one more remark. */
  Coverage remarked(String more) {
    String all = remark.isEmpty() ? more : remark + "; " + more;
    return new Coverage(kind, classes, schedules, prefixes, seconds, all);
  }

  /** The same, but nothing can be concluded from it. */
  Coverage inconclusive(String why) {
    return new Coverage(Kind.INCONCLUSIVE, classes, schedules, prefixes, seconds, why);
  }

  /** {@code EXHAUSTIVE (6 classes, 6 schedules, 0.02 s)}. */
  @Override
  public String toString() {
    String text =
        "%s (%d %s, %d %s, %.2f s)"
            .formatted(
                kind,
                classes,
                classes == 1 ? "class" : "classes",
                schedules,
                schedules == 1 ? "schedule" : "schedules",
                seconds);
    return remark.isEmpty() ? text : text + ": " + remark;
  }
}
