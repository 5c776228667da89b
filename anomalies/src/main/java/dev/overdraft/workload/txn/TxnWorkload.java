package dev.overdraft.workload.txn;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be asked of a database about itself. */
public enum TxnWorkload {
  /** Appends to lists and reads of whole lists, several in a transaction. */
  APPEND,
  /** Writes and reads of registers, several in a transaction. */
  REGISTER,
  /** Transactions that read two registers and write one of them: made for write skew. */
  WRITE_SKEW,
  /** Registers written once each, and reads of a few together: made for long forks. */
  LONG_FORK,
  /** Single reads and writes of few registers: made for reads that go back in time. */
  MONOTONIC,
  /** Single additions and subtractions, and reads, of a number. */
  COUNTER,
  /** Single elements added to a set, and reads of the whole set. */
  SET;

  private static final int KEYS = 3;
  private static final int WRITES_PER_KEY = 200;

  /** On the command line: {@code write-skew}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The workload of that name. */
  public static Optional<TxnWorkload> of(String word) {
    return Arrays.stream(values()).filter(w -> w.word().equals(word)).findFirst();
  }

  /** The sequence of that seed. */
  public TxnSource source(long seed) {
    return switch (this) {
      case APPEND, REGISTER -> new TxnMix(seed, TxnLoad.DEFAULT);
      case WRITE_SKEW -> new WriteSkewPairs(seed);
      case LONG_FORK -> new LongForkGroups(seed);
      case MONOTONIC, SET, COUNTER ->
          new TxnMix(seed, new TxnLoad(KEYS, false, 1, 1, WRITES_PER_KEY));
    };
  }
}
