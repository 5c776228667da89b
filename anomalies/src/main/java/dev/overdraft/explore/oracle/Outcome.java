package dev.overdraft.explore.oracle;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run came to, in a form in which equal means equal to the application.
 *
 * @param rows by table, rendered and sorted
 * @param endings by actor; {@link #ABSENT} for one that is left out of the comparison
 */
public record Outcome(Map<String, List<String>> rows, List<String> endings) {
  /** The ending of an actor that took no part, or was aborted by the database. */
  public static final String ABSENT = "-";

  public Outcome {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    rows.forEach((table, list) -> copy.put(table, List.copyOf(list)));
    rows = Collections.unmodifiableMap(copy);
    endings = List.copyOf(endings);
  }
}
