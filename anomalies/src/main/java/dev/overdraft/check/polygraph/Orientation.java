package dev.overdraft.check.polygraph;

/**
 * What became of the question whether all choices can be made.
 *
 * @param place for each vertex its place in an order in which every edge goes forward; empty if
 *     there is none, or none was found
 * @param members the vertices by which it was shown that there is none; those and the edges between
 *     them are enough
 */
@SuppressWarnings("ArrayRecordComponent") // a value that is used once
public record Orientation(Outcome outcome, int[] place, int[] members) {

  /** How it came out. */
  public enum Outcome {
    POSSIBLE,
    IMPOSSIBLE,
    /** The budget was spent before. */
    UNDECIDED
  }

  static Orientation possible(int[] place) {
    return new Orientation(Outcome.POSSIBLE, place, new int[0]);
  }

  static Orientation impossible(int[] members) {
    return new Orientation(Outcome.IMPOSSIBLE, new int[0], members);
  }

  static Orientation undecided() {
    return new Orientation(Outcome.UNDECIDED, new int[0], new int[0]);
  }
}
