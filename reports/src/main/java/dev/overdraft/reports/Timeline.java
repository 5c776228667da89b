package dev.overdraft.reports;

import java.util.List;

/**
 * One storm over time, small enough for a page: {@code timeline/<strategy>.json} of a run
 * directory, which is worked out from the history once and kept beside it.
 *
 * @param bucketMillis the width of a bucket
 * @param buckets from the first operation to the last answer
 * @param accounts each account's money at the end
 * @param marks the moments at which an account's balance parted from what it should be, the first
 *     ones
 */
record Timeline(
    double bucketMillis, List<Bucket> buckets, List<Balance> accounts, List<Mark> marks) {

  Timeline {
    buckets = List.copyOf(buckets);
    accounts = List.copyOf(accounts);
    marks = List.copyOf(marks);
  }

  /**
   * What ended within one bucket.
   *
   * @param p50Micros the median time of its committed operations; 0 if there was none
   * @param anomalies writes after which a balance was wrong, or wrong by another amount, or below
   *     zero
   * @param driftCents money found less money expected, over all accounts, at the bucket's end
   */
  record Bucket(
      long ok,
      long fail,
      long info,
      double p50Micros,
      double p99Micros,
      long anomalies,
      long driftCents) {}

  /**
   * One account.
   *
   * @param expectedCents what it held at first and all committed operations on it
   * @param foundCents what the final audit read
   */
  record Balance(long account, long openingCents, long expectedCents, long foundCents) {
    long driftCents() {
      return foundCents - expectedCents;
    }
  }

  /**
   * One write that left a balance wrong.
   *
   * @param kind {@code drift} or {@code overdraft}
   * @param cents by how much it went wrong, or what was held
   */
  record Mark(double millis, long account, String kind, long cents, String operation) {}

  long foundCents() {
    return accounts.stream().mapToLong(Balance::foundCents).sum();
  }

  long expectedCents() {
    return accounts.stream().mapToLong(Balance::expectedCents).sum();
  }
}
