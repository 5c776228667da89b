package dev.overdraft.workload.txn;

/**
 * What transactions look like.
 *
 * @param keys keys in use at one time
 * @param exponential whether each key is twice as likely as the one before; else all are alike
 * @param minLength steps of the shortest transaction
 * @param maxLength steps of the longest
 * @param maxWritesPerKey after so many writes a key is retired and a new one takes its place
 * @see <a href="https://github.com/jepsen-io/elle">Elle's generators, whose options these are</a>
 */
public record TxnLoad(
    int keys, boolean exponential, int minLength, int maxLength, int maxWritesPerKey) {

  /**
   * Elle's own, with transactions of up to four steps, as Jepsen's tests of databases have them.
   */
  public static final TxnLoad DEFAULT = new TxnLoad(10, true, 1, 4, 32);

  public TxnLoad {
    if (keys < 1 || keys > (exponential ? 30 : 100_000)) {
      throw new IllegalArgumentException("1 to 30 keys, or 100,000 of even odds, not " + keys);
    }
    if (minLength < 1 || maxLength < minLength || maxLength > 100) {
      throw new IllegalArgumentException(
          "transactions of 1 to 100 steps, not %d to %d".formatted(minLength, maxLength));
    }
    if (maxWritesPerKey < 1) {
      throw new IllegalArgumentException("a key is written at least once");
    }
  }
}
