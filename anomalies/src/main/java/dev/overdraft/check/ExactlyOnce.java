package dev.overdraft.check;

import dev.overdraft.history.Execution;
import dev.overdraft.history.History;
import dev.overdraft.history.LedgerEntry;
import dev.overdraft.history.Operation;
import dev.overdraft.history.Outcome;
import dev.overdraft.history.RowVersion;
import dev.overdraft.history.Writer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Exactly once: every acknowledged operation was applied once and whole, every refused one not at
 * all, every unknown one whole or not at all.
 *
 * <p>Joins what clients were told with the transfer log, which settles unknown outcomes for good:
 * no search. A transfer to oneself may be left undone, since that is the same. Nothing is concluded
 * where the operations that are missing may be what was {@linkplain Unfollowed written past the
 * log}.
 */
public final class ExactlyOnce extends BankChecker {

  @Override
  public Anomaly anomaly() {
    return Anomaly.EXACTLY_ONCE;
  }

  @Override
  Verdict check(Evidence evidence) {
    History history = evidence.history();
    if (history.closing().isEmpty()) {
      return new Verdict.Inconclusive("the transfer log was never read");
    }
    long chances = 0;
    long count = 0;
    boolean unfollowed = false;
    Witness first = null;
    for (Execution execution : history.executions()) {
      if (execution.operation() instanceof Operation.Audit) {
        continue;
      }
      chances += execution.acknowledged() ? 1 : 0;
      unfollowed |= Standing.of(execution, evidence) == Standing.UNFOLLOWED;
      Optional<String> wrong = Standing.finding(execution, evidence);
      if (wrong.isPresent()) {
        count++;
        first = first == null ? witness(evidence, execution, wrong.get()) : first;
      }
    }
    if (first == null && unfollowed) {
      return new Verdict.Inconclusive(Unfollowed.WHY);
    }
    return first == null
        ? Verdict.notFound(chances, "no operation was acknowledged")
        : new Verdict.Found(first, count, Math.max(count, chances));
  }

  /** The first finding that changed the sum of all balances. */
  static Optional<Witness> firstThatMovedMoney(Evidence evidence) {
    for (Execution e : evidence.history().executions()) {
      Optional<String> wrong = Standing.finding(e, evidence);
      if (wrong.isPresent() && moved(e, evidence.effects().of(e)) != 0) {
        return Optional.of(witness(evidence, e, wrong.get()));
      }
    }
    return Optional.empty();
  }

  /** The finding on one operation. */
  static Optional<Witness> on(Evidence evidence, Execution e) {
    return Standing.finding(e, evidence).map(w -> witness(evidence, e, w));
  }

  private static Witness witness(Evidence evidence, Execution e, String wrong) {
    History history = evidence.history();
    Set<Long> accounts =
        Legs.of(e.operation()).legs().stream()
            .map(Legs.Leg::account)
            .collect(Collectors.toCollection(TreeSet::new));
    List<RowVersion> rows =
        history.ledger().stream()
            .flatMap(entry -> entry.versions().stream())
            .filter(v -> Writer.operation(v.writer()) == e.id())
            .toList();
    long cents = moved(e, evidence.effects().of(e));
    String reason = e.reason().isEmpty() ? "" : " (" + e.reason() + ")";
    String sentence =
        "%s was answered %s%s and is %s: %s%s"
            .formatted(e, e.outcome().word(), reason, wrong, sentence(cents), attempts(history, e));
    return new Witness(
        sentence, Lanes.culprits(List.of(e)), rows, Lanes.steps(List.of(e), accounts), cents);
  }

  /** Which attempts left an entry in the log, and by which transactions and connections. */
  private static String attempts(History history, Execution e) {
    List<String> attempts =
        history.ledger().stream()
            .filter(entry -> names(entry, e.id()))
            .map(ExactlyOnce::attempt)
            .toList();
    if (attempts.isEmpty()) {
      return "";
    }
    return attempts.size() == 1
        ? "; committed by " + attempts.get(0)
        : "; committed by " + String.join(", and again by ", attempts);
  }

  private static boolean names(LedgerEntry entry, long operation) {
    return Stream.concat(
            Stream.of(entry.writer()), entry.versions().stream().map(RowVersion::writer))
        .anyMatch(w -> Writer.isOperation(w) && Writer.operation(w) == operation);
  }

  private static String attempt(LedgerEntry entry) {
    String text =
        Writer.isOperation(entry.writer())
            ? "attempt " + Writer.attempt(entry.writer())
            : "an unrecorded writer";
    text += entry.transactionId() == 0 ? "" : ", transaction " + entry.transactionId();
    return text + (entry.connection() == 0 ? "" : ", connection " + entry.connection());
  }

  /** What it did to the sum of all balances beyond what its client could expect. */
  private static long moved(Execution e, Effects.Effect effect) {
    boolean settled = e.outcome() == Outcome.INFO && effect.times() > 0;
    long expected = e.acknowledged() || settled ? 1 : 0;
    long cents = 0;
    for (Legs.Leg leg : Legs.of(e.operation()).legs()) {
      long times = leg.cents() < 0 ? effect.debits() : effect.credits();
      cents += leg.cents() * (times - expected);
    }
    return cents;
  }

  private static String sentence(long cents) {
    if (cents == 0) {
      return "the accounts are not what was promised, though their sum is";
    }
    return cents < 0 ? -cents + " have disappeared" : cents + " have been made";
  }
}
