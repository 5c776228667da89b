package dev.overdraft.check.linear;

/**
 * Blocks of operations, each of which has to lie together in any order, and whether they can be put
 * one after the other.
 *
 * <p>A block has to come before another if its first completion is earlier than the other's last
 * invocation. Two blocks each of which has to come before the other cannot be ordered; and if there
 * are no two such, all can: in a circle of blocks, the one with the latest first completion comes
 * before its successor, so every block does, also the successor's own successor. A block is a
 * forward zone if its first completion is earlier than its last invocation. Of two blocks at odds
 * at least one is forward; two forward zones are at odds if they overlap, another block is at odds
 * with a forward zone that contains it.
 *
 * @see <a href="https://doi.org/10.1137/S0097539794279614">Gibbons and Korach 1997, theorem 4.8</a>
 */
final class Zones {

  private final int blocks;
  private final long[] firstCompleted;
  private final long[] lastInvoked;
  private final int[] forward;
  private final int[] longest;
  private int forwards;

  /** Takes the first {@code blocks} of both arrays. */
  Zones(int blocks, long[] firstCompleted, long[] lastInvoked) {
    this.blocks = blocks;
    this.firstCompleted = firstCompleted;
    this.lastInvoked = lastInvoked;
    this.forward = new int[blocks];
    for (int block = 0; block < blocks; block++) {
      if (isForward(block)) {
        forward[forwards++] = block;
      }
    }
    Sorting.by(firstCompleted, forward, forwards);
    this.longest = new int[forwards];
    for (int i = 0; i < forwards; i++) {
      boolean longer = i == 0 || lastInvoked[forward[i]] > lastInvoked[longest[i - 1]];
      longest[i] = longer ? forward[i] : longest[i - 1];
    }
  }

  private boolean isForward(int block) {
    return firstCompleted[block] < lastInvoked[block];
  }

  /** Two blocks at odds, the first of them a forward zone; an empty array if there are none. */
  int[] atOdds() {
    for (int block = 0; block < blocks; block++) {
      if (!isForward(block)) {
        int before = forwardsBefore(lastInvoked[block]);
        if (before > 0 && lastInvoked[longest[before - 1]] > firstCompleted[block]) {
          return new int[] {longest[before - 1], block};
        }
      }
    }
    for (int i = 1; i < forwards; i++) {
      if (firstCompleted[forward[i]] < lastInvoked[longest[i - 1]]) {
        return new int[] {longest[i - 1], forward[i]};
      }
    }
    return new int[0];
  }

  /** How many forward zones have a first completion before that instant. */
  private int forwardsBefore(long instant) {
    int low = 0;
    int high = forwards;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (firstCompleted[forward[middle]] < instant) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
