package dev.overdraft.junit;

import dev.overdraft.check.Anomaly;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What came of a negative control.
 *
 * @param what how it is called
 * @param shown the anomalies that it showed
 * @param remark why it could show nothing, if there is a reason besides luck; else empty
 */
record ControlRecord(String what, Set<Anomaly> shown, String remark) {

  ControlRecord {
    shown = Set.copyOf(shown);
  }

  /** Whether it was caught at something that the trial forbids. */
  boolean caught(Trial trial) {
    return shown.stream().anyMatch(trial::forbids);
  }

  @Override
  public String toString() {
    if (!remark.isEmpty()) {
      return "control " + what + ": " + remark;
    }
    String anomalies =
        shown.stream().sorted().map(Anomaly::title).collect(Collectors.joining(", "));
    return "control " + what + ": " + (shown.isEmpty() ? "not caught" : "showed " + anomalies);
  }
}
