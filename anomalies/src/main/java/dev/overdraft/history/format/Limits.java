package dev.overdraft.history.format;

/**
 * How much of a file is held at once, so that no file can exhaust memory or time.
 *
 * @param depth brackets open at one place
 * @param tokenBytes the longest string, keyword or number
 * @param operationTokens tokens of one operation's value: a list read of a million elements fits
 * @param names different keywords and strings in a file
 * @param nameBytes the bytes of all of them together
 */
public record Limits(int depth, int tokenBytes, int operationTokens, int names, int nameBytes) {

  /** What no honest history comes near. */
  public static final Limits DEFAULT = new Limits(256, 1 << 20, 2_000_000, 1_000_000, 32 << 20);

  public Limits {
    if (depth < 8 || tokenBytes < 64 || operationTokens < 16 || names < 64 || nameBytes < 4096) {
      throw new IllegalArgumentException("limits too narrow for any history");
    }
  }
}
