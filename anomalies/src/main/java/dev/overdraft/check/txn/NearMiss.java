package dev.overdraft.check.txn;

import java.util.List;

/**
 * Two transactions that were open at once and whose order was a matter of luck: the other way round
 * they would have been on a cycle. A hint where to look, no anomaly.
 *
 * @param culprits the reader, the writer, and those that put the reader before the writer for
 *     another reason
 */
public record NearMiss(List<Culprit> culprits, String sentence) {

  /** What was found of them. */
  public record Found(long count, List<NearMiss> first) {
    /** Of a history that has anomalies, or nothing of the kind. */
    public static final Found NONE = new Found(0, List.of());

    public Found {
      first = List.copyOf(first);
    }
  }

  public NearMiss {
    culprits = List.copyOf(culprits);
  }
}
