package dev.overdraft.history.format;

import dev.overdraft.history.Outcome;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Counts operations by function and outcome while handing them on. */
final class Tally implements Operations {

  private final Operations next;
  private final Names names;
  private long[] counts = new long[0];

  Tally(Operations next, Names names) {
    this.next = next;
    this.names = names;
  }

  @Override
  public boolean accept(Asked asked) throws IOException {
    int place = (asked.f() + 1) * Outcome.values().length + asked.outcome.ordinal();
    if (place >= counts.length) {
      counts = Arrays.copyOf(counts, (place + 64) * 2);
    }
    counts[place]++;
    return next.accept(asked);
  }

  Map<String, Summary.Count> counts() {
    Map<String, Summary.Count> byFunction = new TreeMap<>();
    int outcomes = Outcome.values().length;
    for (int at = 0; at + outcomes <= counts.length; at += outcomes) {
      var count = new Summary.Count(counts[at], counts[at + 1], counts[at + 2]);
      if (count.all() > 0) {
        byFunction.put(at == 0 ? "txn" : names.text(at / outcomes - 1), count);
      }
    }
    return byFunction;
  }
}
