package dev.overdraft.check.calls;

import dev.overdraft.history.Outcome;
import dev.overdraft.history.format.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Decodes a wrong read of a bank of which only balances were read: account by account, which
 * transfers since the last right read would have to be lost, doubled or already counted.
 *
 * <p>What was answered between the two reads is expected in full, what was in flight during one of
 * them not at all: it is a suspect. An account is decoded by itself, so that a transfer that shows
 * on one of its accounts only was torn or half lost. The answer is as unique as the amounts are;
 * how unique is always said.
 */
final class Decoding {

  /** Accounts that are told of; more are counted. */
  private static final int TOLD = 4;

  private final Call right;
  private final Call wrong;
  private final Map<Long, Long> discrepancies = new TreeMap<>();
  private final Map<Long, List<Suspect>> suspects = new HashMap<>();

  private Decoding(Call right, Call wrong) {
    this.right = right;
    this.wrong = wrong;
    balances(wrong, 1);
    balances(right, -1);
  }

  /**
   * A sentence, without a full stop; empty if nothing differs from what was expected.
   *
   * @param right a read of all accounts whose total was right, answered before the wrong one began
   */
  static Optional<String> of(Call right, Call wrong, List<Call> transfers) {
    var decoding = new Decoding(right, wrong);
    transfers.forEach(decoding::transfer);
    decoding.discrepancies.values().removeIf(cents -> cents == 0);
    return decoding.discrepancies.isEmpty() ? Optional.empty() : Optional.of(decoding.sentence());
  }

  private void balances(Call read, int sign) {
    for (int at = 0; at < read.size(); at += 2) {
      if (read.number(at + 1) != Call.NIL) {
        discrepancies.merge(read.number(at), sign * read.number(at + 1), Long::sum);
      }
    }
  }

  private void transfer(Call transfer) {
    boolean before = transfer.completed() < right.invoked();
    boolean after = transfer.invoked() > wrong.completed();
    if (before || after || transfer.number(0) == transfer.number(1)) {
      return;
    }
    boolean between =
        transfer.outcome() == Outcome.OK
            && transfer.invoked() > right.completed()
            && transfer.completed() < wrong.invoked();
    leg(transfer, transfer.number(0), -transfer.number(2), between);
    leg(transfer, transfer.number(1), transfer.number(2), between);
  }

  private void leg(Call transfer, long account, long cents, boolean expected) {
    List<Suspect> here = suspects.computeIfAbsent(account, a -> new ArrayList<>());
    if (expected) {
      discrepancies.merge(account, -cents, Long::sum);
      here.add(new Suspect(transfer, "lost", -cents));
      here.add(new Suspect(transfer, "doubled", cents));
    } else {
      here.add(new Suspect(transfer, "counted", cents));
    }
  }

  private String sentence() {
    String accounts =
        discrepancies.entrySet().stream()
            .limit(TOLD)
            .map(entry -> account(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining("; "));
    int more = discrepancies.size() - TOLD;
    return "since the read of line %d: %s%s"
        .formatted(right.line(), accounts, more > 0 ? "; and " + more + " more accounts" : "");
  }

  private String account(long account, long discrepancy) {
    String what =
        "account %d has %d too %s"
            .formatted(account, Math.abs(discrepancy), discrepancy > 0 ? "much" : "little");
    return Explanations.of(discrepancy, suspects.getOrDefault(account, List.of()))
        .map(
            found ->
                "%s, as with %s (%s)"
                    .formatted(
                        what,
                        found.suspects().stream()
                            .map(Suspect::toString)
                            .collect(Collectors.joining(" and ")),
                        found.ambiguity()))
        .orElse(what + ", which no four transfers explain");
  }
}
