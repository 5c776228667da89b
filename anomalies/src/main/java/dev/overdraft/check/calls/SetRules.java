package dev.overdraft.check.calls;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.format.Call;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sets that are added to and read as a whole: what was acknowledged before a read began is in it,
 * nothing else than what was added is, and nothing twice.
 *
 * <p>An acknowledged element that the last read misses is lost; one that an earlier read misses is
 * a stale read. A read that was answered without a set, not even an empty one, tells nothing. One
 * element may be added several times: it can be there from the first of them on that did not fail.
 */
public final class SetRules {

  private final Map<String, CallFinding> findings = new LinkedHashMap<>();
  private final Map<Long, Map<Long, Call>> added = new HashMap<>();
  private final Map<Long, List<Call>> acknowledged = new HashMap<>();
  private final Map<Long, Call> lastRead = new HashMap<>();
  private long chances;

  private SetRules() {}

  /** Judges sets. */
  public static CallJudgement judge(List<Call> calls) {
    var rules = new SetRules();
    List<Call> reads =
        calls.stream()
            .filter(c -> c.read() && c.outcome() == Outcome.OK && c.told())
            .sorted(Comparator.comparingLong(Call::invoked))
            .toList();
    calls.stream().filter(c -> !c.read()).forEach(rules::add);
    rules.acknowledged.values().forEach(a -> a.sort(Comparator.comparingLong(Call::completed)));
    reads.forEach(read -> rules.lastRead.put(read.key(), read));
    reads.forEach(rules::read);
    String inconclusive =
        rules.findings.isEmpty() && rules.chances == 0
            ? "no read began after an addition was acknowledged"
            : "";
    return new CallJudgement(
        List.copyOf(rules.findings.values()), rules.chances, inconclusive, List.of());
  }

  private void add(Call call) {
    added
        .computeIfAbsent(call.key(), key -> new HashMap<>())
        .merge(call.number(0), call, SetRules::first);
    if (call.outcome() == Outcome.OK) {
      acknowledged.computeIfAbsent(call.key(), key -> new ArrayList<>()).add(call);
    }
  }

  private static Call first(Call one, Call other) {
    if (one.outcome() == Outcome.FAIL || other.outcome() == Outcome.FAIL) {
      return one.outcome() == Outcome.FAIL ? other : one;
    }
    return one.invoked() <= other.invoked() ? one : other;
  }

  private void read(Call read) {
    Set<Long> seen = new HashSet<>();
    Map<Long, Call> known = added.getOrDefault(read.key(), Map.of());
    for (int at = 0; at < read.size(); at++) {
      long element = read.number(at);
      if (!seen.add(element)) {
        found("duplicate element", read, "%d is there twice".formatted(element));
      }
      Call addition = known.get(element);
      if (addition == null) {
        found("garbage read", read, "%d, which nobody added".formatted(element));
      } else if (addition.outcome() == Outcome.FAIL) {
        found("dirty read", read, "%d, whose addition failed".formatted(element));
      } else if (addition.invoked() > read.completed()) {
        found("future read", read, "%d, which was added only later".formatted(element));
      }
    }
    missing(read, seen);
  }

  private void missing(Call read, Set<Long> seen) {
    boolean last = lastRead.get(read.key()) == read;
    for (Call addition : acknowledged.getOrDefault(read.key(), List.of())) {
      if (addition.completed() >= read.invoked()) {
        return;
      }
      chances++;
      if (!seen.contains(addition.number(0))) {
        String sentence =
            "%d is missing, whose addition was acknowledged on line %d"
                .formatted(addition.number(0), addition.line());
        found(last ? "lost element" : "stale read", read, sentence);
      }
    }
  }

  private void found(String name, Call read, String sentence) {
    findings.merge(
        name,
        new CallFinding(name, 1, read.line(), sentence),
        (first, next) -> new CallFinding(name, first.count() + 1, first.line(), first.sentence()));
  }
}
