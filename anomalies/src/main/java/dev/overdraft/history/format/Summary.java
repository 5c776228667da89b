package dev.overdraft.history.format;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a file was found to hold.
 *
 * @param guessed whether nobody had said the workload
 * @param counts operations by function and outcome
 * @param notes what is to be said of the recording, one sentence each: what is missing, what was
 *     passed over
 */
public record Summary(
    Format format,
    Workload workload,
    boolean guessed,
    Map<String, Count> counts,
    List<String> notes) {

  /** How operations of one function ended. */
  public record Count(long ok, long fail, long info) {
    /** All of them. */
    public long all() {
      return ok + fail + info;
    }
  }

  public Summary {
    counts = Collections.unmodifiableMap(new TreeMap<>(counts));
    notes = List.copyOf(notes);
  }

  /** All operations. */
  public long operations() {
    return counts.values().stream().mapToLong(Count::all).sum();
  }
}
