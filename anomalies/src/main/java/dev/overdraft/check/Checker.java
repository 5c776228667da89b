package dev.overdraft.check;

import dev.overdraft.history.History;

/**
 * Decides one anomaly from a history. Deterministic, without side effects, safe for use by several
 * threads.
 */
public interface Checker {

  /** What it looks for. */
  Anomaly anomaly();

  /** What it sees in {@code history}; throwing means inconclusive. */
  Verdict check(History history);
}
