package dev.overdraft.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Joins each completion with its invocation, and notes what does not fit: a process has one
 * operation open at a time, and none after an unknown outcome.
 */
final class Join {

  private final List<Execution> executions = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final Map<Long, Event.Invocation> open = new LinkedHashMap<>();
  private final Map<Integer, Long> busy = new HashMap<>();
  private final Set<Long> asked = new HashSet<>();
  private final Set<Integer> retired = new HashSet<>();

  Join(List<Event> events) {
    var sorted = new ArrayList<>(events);
    sorted.sort(Comparator.comparingLong(Event::nanos));
    for (Event event : sorted) {
      if (event instanceof Event.Invocation invocation) {
        invoke(invocation);
      } else if (event instanceof Event.Completion completion) {
        complete(completion);
      }
    }
    long last = sorted.isEmpty() ? 0 : sorted.get(sorted.size() - 1).nanos();
    open.values().forEach(left -> executions.add(Execution.unanswered(left, last)));
    executions.sort(
        Comparator.comparingLong(Execution::invokedNanos).thenComparingLong(Execution::id));
  }

  /** In order of invocation. */
  List<Execution> executions() {
    return executions;
  }

  List<String> faults() {
    return faults;
  }

  private void invoke(Event.Invocation invocation) {
    int process = invocation.process();
    long id = invocation.operationId();
    if (retired.contains(process)) {
      faults.add("process " + process + " goes on after an unknown outcome");
    }
    Long before = busy.put(process, id);
    if (before != null) {
      faults.add(
          "process %d invokes operation %d before %d is answered".formatted(process, id, before));
    }
    if (!asked.add(id)) {
      faults.add("operation " + id + " is invoked twice");
    }
    open.put(id, invocation);
  }

  private void complete(Event.Completion completion) {
    int process = completion.process();
    long id = completion.operationId();
    Event.Invocation invocation = open.remove(id);
    if (invocation == null) {
      faults.add("operation " + id + " completes without being invoked");
      return;
    }
    if (invocation.process() != process) {
      faults.add(
          "operation %d is invoked by process %d and answered by %d"
              .formatted(id, invocation.process(), process));
    }
    busy.remove(invocation.process(), id);
    if (completion.outcome() == Outcome.INFO) {
      retired.add(process);
    }
    executions.add(Execution.of(invocation, completion));
  }
}
