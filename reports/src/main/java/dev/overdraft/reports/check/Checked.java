package dev.overdraft.reports.check;

import dev.overdraft.check.Anomaly;
import dev.overdraft.check.AuditEquation;
import dev.overdraft.check.Checkers;
import dev.overdraft.check.SelfCheck;
import dev.overdraft.check.Verdict;
import dev.overdraft.check.calls.BankRules;
import dev.overdraft.check.calls.CallJudgement;
import dev.overdraft.check.calls.CounterRules;
import dev.overdraft.check.calls.SetRules;
import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Levels;
import dev.overdraft.check.linear.Linearizability;
import dev.overdraft.check.linear.Locks;
import dev.overdraft.check.rows.RowJudge;
import dev.overdraft.check.txn.Judgement;
import dev.overdraft.check.txn.Options;
import dev.overdraft.history.History;
import dev.overdraft.history.format.BankTransactions;
import dev.overdraft.history.format.Imported;
import dev.overdraft.history.format.Summary;
import dev.overdraft.history.format.Workload;
import dev.overdraft.history.txn.Model;
import dev.overdraft.history.txn.TxnHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * One history, read and judged.
 *
 * @param promise what it is held to
 * @param levels which levels hold; empty where the history has no transactions
 * @param objects which objects are linearizable, each alone; empty where that was not looked for
 * @param findings everything found, the worst first
 * @param faults what is wrong with the recording itself
 * @param chances how often something could have shown
 * @param inconclusive why nothing can be said; empty if something can
 * @param equation where every cent went; empty but for recorded banks
 * @param trust more on a recorded bank: its audits, and faults planted into copies of it
 */
public record Checked(
    Summary summary,
    Promise promise,
    Optional<Levels> levels,
    Optional<Linearizability> objects,
    List<CheckedFinding> findings,
    List<String> faults,
    List<String> notSearched,
    long chances,
    String inconclusive,
    String equation,
    List<String> trust) {

  public Checked {
    trust = List.copyOf(trust);
    findings = List.copyOf(findings);
    faults = List.copyOf(faults);
    notSearched = List.copyOf(notSearched);
  }

  /** How it came out. */
  public enum Outcome {
    AS_PROMISED,
    BROKEN,
    INCONCLUSIVE
  }

  /** Judges what was read. A judge that throws concludes nothing. */
  public static Checked of(Imported imported, Promise promise, Rules rules) {
    try {
      return judged(imported, promise, rules);
    } catch (RuntimeException broken) {
      return new Checked(
          imported.summary(),
          promise,
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          0,
          "the judge failed: " + broken,
          "",
          List.of());
    }
  }

  private static Checked judged(Imported imported, Promise promise, Rules rules) {
    if (imported instanceof Imported.Transactions t) {
      return of(t.summary(), t.history(), promise);
    }
    if (imported instanceof Imported.SingleCalls c) {
      return of(c, promise, rules);
    }
    Imported.Recorded recorded = (Imported.Recorded) imported;
    return of(recorded.summary(), recorded.history(), promise);
  }

  /**
   * What a bank without versions is held to.
   *
   * @param total of all balances; empty for what most reads say
   */
  public record Rules(OptionalLong total, boolean negativeAllowed) {
    /** The total that most reads have, and nobody below zero. */
    public static final Rules DEFAULT = new Rules(OptionalLong.empty(), false);
  }

  /** Whether the promise is kept. */
  public Outcome outcome() {
    if (findings.stream().anyMatch(finding -> !finding.allowed())) {
      return Outcome.BROKEN;
    }
    return inconclusive.isEmpty() ? Outcome.AS_PROMISED : Outcome.INCONCLUSIVE;
  }

  private static Checked of(Summary summary, TxnHistory history, Promise promise) {
    Judgement judgement = RowJudge.judge(history, Options.DEFAULT);
    Optional<Linearizability> objects = objects(history);
    List<CheckedFinding> findings = new ArrayList<>();
    judgement.findings().forEach(f -> findings.add(CheckedFinding.of(f, promise)));
    objects.ifPresent(o -> findings.addAll(CheckedFinding.of(o, promise.allowsUnlinearizable())));
    long chances = Chances.of(history);
    return new Checked(
        summary,
        promise,
        Optional.of(judgement.levels()),
        objects,
        findings,
        judgement.faults(),
        judgement.notSearched(),
        chances,
        why(history, judgement, promise, chances),
        "",
        List.of());
  }

  private static Optional<Linearizability> objects(TxnHistory history) {
    return history.model() == Model.LIST_APPEND || history.hasGroups()
        ? Optional.empty()
        : Optional.of(Linearizability.judge(history));
  }

  private static String why(
      TxnHistory history, Judgement judgement, Promise promise, long chances) {
    if (history.timed() && chances == 0) {
      return "no two transactions that took effect overlapped";
    }
    if (!history.timed() && Chances.sessions(history) < 2) {
      return "transactions took effect in fewer than two sessions";
    }
    return unkept(history, judgement, promise);
  }

  /** Why the level does not hold although nothing was found; empty if it does. */
  private static String unkept(TxnHistory history, Judgement judgement, Promise promise) {
    Answer answer = judgement.levels().of(promise.level(), promise.axis());
    if (answer == Answer.UNKNOWN) {
      return promise.axis() == Axis.STRICT && !history.timed()
          ? "the history has no times to hold it to " + promise.title()
          : "whether %s holds could not be decided".formatted(promise.title());
    }
    if (answer == Answer.BROKEN) {
      return promise.title() + " does not hold, and no single anomaly shows why";
    }
    return "";
  }

  private static Checked ofLocks(Imported.SingleCalls calls, Promise promise) {
    Linearizability locks = Locks.judge(calls.calls());
    String inconclusive = "";
    if (locks.undecided() > 0) {
      inconclusive = locks.reasons().get(0);
    } else if (locks.chances() == 0) {
      inconclusive = "nobody asked for a lock while another held it";
    }
    return new Checked(
        calls.summary(),
        promise,
        Optional.empty(),
        Optional.of(locks),
        CheckedFinding.of(locks, false),
        List.of(),
        List.of("locks that were free when they were refused"),
        locks.chances(),
        inconclusive,
        "",
        List.of());
  }

  private static Checked of(Imported.SingleCalls calls, Promise promise, Rules rules) {
    if (calls.summary().workload() == Workload.LOCK) {
      return ofLocks(calls, promise);
    }
    CallJudgement judgement =
        switch (calls.summary().workload()) {
          case BANK -> BankRules.judge(calls.calls(), rules.total(), rules.negativeAllowed());
          case COUNTER -> CounterRules.judge(calls.calls());
          case SET -> SetRules.judge(calls.calls());
          case LIST_APPEND, RW_REGISTER, CAS_REGISTER, PREDICATE, LOCK ->
              throw new IllegalArgumentException("judged elsewhere");
        };
    return new Checked(
        calls.summary(),
        promise,
        Optional.empty(),
        Optional.empty(),
        judgement.findings().stream().map(CheckedFinding::of).toList(),
        List.of(),
        judgement.notSearched(),
        judgement.chances(),
        judgement.inconclusive(),
        "",
        List.of());
  }

  /** A recorded bank: the rules of money by its log, the levels by its row versions. */
  private static Checked of(Summary summary, History history, Promise promise) {
    Map<Anomaly, Verdict> verdicts = Checkers.judge(history);
    SelfCheck selfCheck = Checkers.selfCheck(history);
    List<CheckedFinding> findings = new ArrayList<>();
    long chances = 0;
    List<String> open = new ArrayList<>();
    for (Map.Entry<Anomaly, Verdict> each : verdicts.entrySet()) {
      chances += each.getValue().chances();
      if (each.getValue() instanceof Verdict.Found found) {
        findings.add(CheckedFinding.of(each.getKey(), found));
      } else if (each.getValue() instanceof Verdict.Inconclusive not) {
        open.add(each.getKey().title() + ": " + not.why());
      }
    }
    TxnHistory transactions = BankTransactions.of(history);
    Judgement judgement = RowJudge.judge(transactions, Options.DEFAULT);
    judgement.findings().forEach(f -> findings.add(CheckedFinding.of(f, promise)));
    Optional<Linearizability> objects = objects(transactions);
    objects.ifPresent(o -> findings.addAll(CheckedFinding.of(o, promise.allowsUnlinearizable())));
    List<String> notSearched = new ArrayList<>(open);
    notSearched.addAll(judgement.notSearched());
    return new Checked(
        summary,
        promise,
        Optional.of(judgement.levels()),
        objects,
        findings,
        judgement.faults(),
        notSearched,
        chances,
        why(chances, findings, selfCheck).orElseGet(() -> unkept(transactions, judgement, promise)),
        Checkers.equation(history).map(AuditEquation::toString).orElse(""),
        trust(history, selfCheck));
  }

  private static Optional<String> why(
      long chances, List<CheckedFinding> findings, SelfCheck selfCheck) {
    if (!selfCheck.blind().isEmpty()) {
      return Optional.of("a fault planted into a copy of it was not found there");
    }
    return chances == 0 && findings.isEmpty()
        ? Optional.of("nothing in it could have gone wrong")
        : Optional.empty();
  }

  private static List<String> trust(History history, SelfCheck selfCheck) {
    return Stream.of(
            Checkers.outcomes(history).map(matrix -> "Payments: " + matrix),
            Checkers.audits(history).map(census -> "Audits: " + census),
            Optional.of(selfCheck.toString())
                .filter(t -> !t.isEmpty())
                .map(t -> "Self-check: " + t))
        .flatMap(Optional::stream)
        .toList();
  }
}
