package dev.overdraft.workload.txn;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be asked of a database about itself. */
public enum TxnWorkload {
  APPEND("Appends to lists and reads of whole lists, several in a transaction."),
  REGISTER("Writes and reads of registers, several in a transaction."),
  WRITE_SKEW("Transactions that read two registers and write one of them: made for write skew."),
  LONG_FORK("Registers written once each, and reads of a few together: made for long forks."),
  PREDICATE(
      "Lists of the rows of a group, while others insert, move and delete: made for phantoms."),
  MONOTONIC("Single reads and writes of few registers: made for reads that go back in time."),
  COUNTER("Single additions and subtractions, and reads, of a number."),
  SET("Single elements added to a set, and reads of the whole set.");

  private static final int KEYS = 3;
  private static final int WRITES_PER_KEY = 200;

  private final String summary;

  TxnWorkload(String summary) {
    this.summary = summary;
  }

  /** What it asks, in a sentence. */
  public String summary() {
    return summary;
  }

  /** On the command line: {@code write-skew}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The workload of that name; {@code phantom} is another one for the predicate workload. */
  public static Optional<TxnWorkload> of(String word) {
    if (word.equals("phantom")) {
      return Optional.of(PREDICATE);
    }
    return Arrays.stream(values()).filter(w -> w.word().equals(word)).findFirst();
  }

  /** The sequence of that seed. */
  public TxnSource source(long seed) {
    return switch (this) {
      case APPEND, REGISTER -> new TxnMix(seed, TxnLoad.DEFAULT);
      case WRITE_SKEW -> new WriteSkewPairs(seed);
      case PREDICATE -> new PredicateGroups(seed);
      case LONG_FORK -> new LongForkGroups(seed);
      case MONOTONIC, SET, COUNTER ->
          new TxnMix(seed, new TxnLoad(KEYS, false, 1, 1, WRITES_PER_KEY));
    };
  }
}
