package dev.overdraft.check.calls;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.format.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counters that are added to, taken from and read: a read lies between the least and the most that
 * the additions can have made of it. Counters begin at 0. A read of which nobody knows when it
 * began has to lie within bounds too, but they are so wide that it is no chance to see anything.
 */
public final class CounterRules {
  private CounterRules() {}

  /** Judges counters. */
  public static CallJudgement judge(List<Call> calls) {
    Map<Long, Bounds> counters = new HashMap<>();
    List<Call> reads = new ArrayList<>();
    List<Call> additions = new ArrayList<>();
    for (Call call : calls) {
      if (call.read()) {
        if (call.outcome() == Outcome.OK && call.size() == 1) {
          reads.add(call);
        }
      } else if (call.outcome() != Outcome.FAIL) {
        additions.add(call);
        counters
            .computeIfAbsent(call.key(), key -> new Bounds(0))
            .moved(call.number(0), call.invoked(), call.completed());
      }
    }
    List<CallFinding> findings = impossible(counters, reads);
    long begun = reads.stream().filter(Call::hasInvocation).count();
    long chances = additions.isEmpty() ? 0 : begun;
    String inconclusive = "";
    if (findings.isEmpty() && chances == 0) {
      inconclusive =
          reads.isEmpty() || additions.isEmpty()
              ? "no read of a counter that was added to"
              : "no read of a counter is known to have begun";
    }
    return new CallJudgement(
        findings, chances, inconclusive, List.of("reads within their bounds that are stale"));
  }

  private static List<CallFinding> impossible(Map<Long, Bounds> counters, List<Call> reads) {
    long count = 0;
    List<CallFinding> first = new ArrayList<>();
    for (Call read : reads) {
      Bounds of = counters.computeIfAbsent(read.key(), key -> new Bounds(0));
      long least = of.least(read.invoked(), read.completed());
      long most = of.most(read.invoked(), read.completed());
      if (read.number(0) < least || read.number(0) > most) {
        count++;
        if (first.isEmpty()) {
          String sentence =
              "a read gave %d, which additions can make no less than %d and no more than %d"
                  .formatted(read.number(0), least, most);
          first.add(new CallFinding("impossible count", 1, read.line(), sentence));
        }
      }
    }
    long all = count;
    return first.stream().map(f -> new CallFinding(f.name(), all, f.line(), f.sentence())).toList();
  }
}
