package dev.overdraft.workload.bank;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Picks 0 to n - 1 with probability proportional to 1 / (rank + 1) ^ exponent, by a table of
 * cumulative weights.
 */
final class Zipf {

  private final double[] cumulative;

  Zipf(int n, double exponent) {
    cumulative = new double[n];
    double sum = 0;
    for (int rank = 0; rank < n; rank++) {
      sum += 1 / Math.pow(rank + 1.0, exponent);
      cumulative[rank] = sum;
    }
  }

  int sample(SplittableRandom random) {
    double point = random.nextDouble() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, point);
    return Math.min(found >= 0 ? found : -found - 1, cumulative.length - 1);
  }
}
