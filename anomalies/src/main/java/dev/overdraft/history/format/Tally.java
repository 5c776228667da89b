package dev.overdraft.history.format;

import dev.overdraft.history.Outcome;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Counts operations by function and outcome while handing them on. */
final class Tally implements Operations {

  private static final int OUTCOMES = 3;

  private final Operations next;
  private final Names names;
  private long[] counts = new long[0];

  Tally(Operations next, Names names) {
    this.next = next;
    this.names = names;
  }

  @Override
  public boolean accept(Asked asked) throws IOException {
    int place = (asked.f() + 1) * OUTCOMES + place(asked.outcome);
    if (place >= counts.length) {
      counts = Arrays.copyOf(counts, (place + 64) * 2);
    }
    counts[place]++;
    return next.accept(asked);
  }

  private static int place(Outcome outcome) {
    return switch (outcome) {
      case OK -> 0;
      case FAIL -> 1;
      case INFO -> 2;
    };
  }

  Map<String, Summary.Count> counts() {
    Map<String, Summary.Count> byFunction = new TreeMap<>();
    for (int at = 0; at + OUTCOMES <= counts.length; at += OUTCOMES) {
      var count = new Summary.Count(counts[at], counts[at + 1], counts[at + 2]);
      if (count.all() > 0) {
        byFunction.put(at == 0 ? "txn" : names.text(at / OUTCOMES - 1), count);
      }
    }
    return byFunction;
  }
}
