package dev.overdraft.check.calls;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.format.Call;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * A bank of which only balances were read: Jepsen's four rules, and what they leave out.
 *
 * <p>Of each {@code ok} read the first rule that it breaks counts: an account that is none, a
 * balance that is missing, a wrong total, a balance below zero. Accounts are those of the read that
 * was answered first; the total is the one that most reads have, unless somebody names it. Beyond
 * the rules, a balance that no order of the transfers can give is found where the opening balances
 * are known: from a read that ended before the first transfer began. The first wrong total is
 * {@linkplain Decoding decoded}: which transfers, lost or doubled, would explain it.
 *
 * @see <a href="https://github.com/jepsen-io/jepsen/blob/main/jepsen/src/jepsen/tests/bank.clj">
 *     jepsen.tests.bank</a>
 */
public final class BankRules {

  /** Fewer reads, or fewer overlaps, prove nothing. */
  private static final int ENOUGH = 10;

  private final List<Call> reads;
  private final List<Call> transfers;
  private final boolean negativeAllowed;
  private final long total;
  private final Set<Long> accounts = new TreeSet<>();
  private final Map<String, CallFinding> findings = new LinkedHashMap<>();
  private final List<Call> rightReads = new ArrayList<>();
  private long lastWrongTotal = Long.MIN_VALUE;
  private long causes;
  private long lowest = Long.MAX_VALUE;
  private long highest = Long.MIN_VALUE;

  private BankRules(List<Call> calls, OptionalLong total, boolean negativeAllowed) {
    this.reads =
        calls.stream()
            .filter(c -> c.read() && c.outcome() == Outcome.OK && c.size() > 0)
            .sorted(Comparator.comparingLong(Call::completed))
            .toList();
    this.transfers = calls.stream().filter(c -> !c.read() && c.outcome() != Outcome.FAIL).toList();
    this.negativeAllowed = negativeAllowed;
    if (!reads.isEmpty()) {
      for (int at = 0; at < reads.get(0).size(); at += 2) {
        accounts.add(reads.get(0).number(at));
      }
    }
    this.total = total.orElseGet(this::usualTotal);
  }

  /**
   * Judges a bank.
   *
   * @param total what all balances come to; empty for what most reads say
   */
  public static CallJudgement judge(List<Call> calls, OptionalLong total, boolean negativeAllowed) {
    return new BankRules(calls, total, negativeAllowed).judgement();
  }

  private CallJudgement judgement() {
    for (Call read : reads) {
      rules(read);
    }
    List<String> notSearched = new ArrayList<>();
    notSearched.add(
        "transfers lost or doubled without a trace in a total: record row versions for that");
    bounds(notSearched);
    long chances = Overlaps.between(reads, transfers);
    long overlapping = Overlaps.among(transfers);
    String inconclusive = "";
    if (findings.isEmpty() && (reads.size() < ENOUGH || chances + overlapping < ENOUGH)) {
      inconclusive =
          "%,d reads, of which %,d overlapped a transfer, and %,d transfers that overlapped another"
              .formatted(reads.size(), chances, overlapping / 2);
    }
    return new CallJudgement(told(), chances, inconclusive, notSearched);
  }

  private List<CallFinding> told() {
    List<CallFinding> told = new ArrayList<>();
    for (CallFinding each : findings.values()) {
      boolean totals = each.name().equals("wrong total");
      String more =
          "; totals from %d to %d, %,d times a new one".formatted(lowest, highest, causes);
      told.add(
          new CallFinding(
              each.name(), each.count(), each.line(), each.sentence() + (totals ? more : "")));
    }
    return told;
  }

  private void rules(Call read) {
    long sum = 0;
    int known = 0;
    String negative = "";
    for (int at = 0; at < read.size(); at += 2) {
      long account = read.number(at);
      long balance = read.number(at + 1);
      if (!accounts.contains(account)) {
        found("unknown account", read, "a read returned account %d".formatted(account));
        return;
      }
      known++;
      if (balance == Call.NIL) {
        found("missing balance", read, "account %d has no balance".formatted(account));
        return;
      }
      sum += balance;
      if (balance < 0 && negative.isEmpty()) {
        negative = "account %d holds %d".formatted(account, balance);
      }
    }
    if (known < accounts.size()) {
      found("missing balance", read, "only %d of %d accounts".formatted(known, accounts.size()));
    } else if (sum != total) {
      wrongTotal(read, sum);
    } else if (!negative.isEmpty() && !negativeAllowed) {
      found("negative balance", read, negative);
    }
    if (known == accounts.size() && sum == total) {
      rightReads.add(read);
    }
    lastWrongTotal = sum == total ? Long.MIN_VALUE : sum;
  }

  private void wrongTotal(Call read, long sum) {
    causes += sum == lastWrongTotal ? 0 : 1;
    lowest = Math.min(lowest, sum);
    highest = Math.max(highest, sum);
    String sentence = "the balances come to %d and not %d".formatted(sum, total);
    boolean first = !findings.containsKey("wrong total");
    found("wrong total", read, first ? sentence + decoded(read) : sentence);
  }

  /** What would explain the first wrong total, from the last right one before it. */
  private String decoded(Call read) {
    for (int i = rightReads.size() - 1; i >= 0; i--) {
      if (rightReads.get(i).completed() < read.invoked()) {
        return Decoding.of(rightReads.get(i), read, transfers).map(d -> "; " + d).orElse("");
      }
    }
    return "";
  }

  private void found(String name, Call read, String sentence) {
    findings.merge(
        name,
        new CallFinding(name, 1, read.line(), sentence),
        (first, next) -> new CallFinding(name, first.count() + 1, first.line(), first.sentence()));
  }

  private long usualTotal() {
    Map<Long, Integer> totals = new HashMap<>();
    for (Call read : reads) {
      long sum = 0;
      for (int at = 1; at < read.size(); at += 2) {
        sum += read.number(at) == Call.NIL ? 0 : read.number(at);
      }
      totals.merge(sum, 1, Integer::sum);
    }
    return totals.entrySet().stream()
        .max(Map.Entry.<Long, Integer>comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(0L);
  }

  private void bounds(List<String> notSearched) {
    long first = transfers.stream().mapToLong(Call::invoked).min().orElse(Long.MAX_VALUE);
    if (reads.isEmpty() || reads.get(0).completed() >= first) {
      notSearched.add("impossible balances: no read ended before the first transfer began");
      return;
    }
    Map<Long, Bounds> bounds = new HashMap<>();
    Call opening = reads.get(0);
    for (int at = 0; at < opening.size(); at += 2) {
      if (opening.number(at + 1) != Call.NIL) {
        bounds.put(opening.number(at), new Bounds(opening.number(at + 1)));
      }
    }
    for (Call transfer : transfers) {
      move(bounds, transfer, transfer.number(0), -transfer.number(2));
      move(bounds, transfer, transfer.number(1), transfer.number(2));
    }
    reads.forEach(read -> impossible(bounds, read));
  }

  private static void move(Map<Long, Bounds> bounds, Call transfer, long account, long delta) {
    Bounds of = bounds.get(account);
    if (of != null && transfer.number(0) != transfer.number(1)) {
      of.moved(delta, transfer.invoked(), transfer.completed());
    }
  }

  private void impossible(Map<Long, Bounds> bounds, Call read) {
    for (int at = 0; at < read.size(); at += 2) {
      Bounds of = bounds.get(read.number(at));
      long balance = read.number(at + 1);
      if (of == null || balance == Call.NIL) {
        continue;
      }
      long least = of.least(read.invoked(), read.completed());
      long most = of.most(read.invoked(), read.completed());
      if (balance < least || balance > most) {
        found(
            "impossible balance",
            read,
            "account %d holds %d, which transfers can make no less than %d and no more than %d"
                .formatted(read.number(at), balance, least, most));
        return;
      }
    }
  }
}
