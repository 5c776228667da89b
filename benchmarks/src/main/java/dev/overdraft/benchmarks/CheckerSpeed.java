package dev.overdraft.benchmarks;

import dev.overdraft.check.level.Answer;
import dev.overdraft.check.level.Axis;
import dev.overdraft.check.level.Level;
import dev.overdraft.check.rows.RowJudge;
import dev.overdraft.check.txn.Judgement;
import dev.overdraft.check.txn.Options;
import dev.overdraft.history.txn.TxnHistory;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * How fast histories in memory are judged: every anomaly and every level on every axis, by one
 * thread, which a second one helps to sort. What is timed is {@link RowJudge#judge} alone; making
 * the history is not.
 */
public final class CheckerSpeed {

  /** One history to be judged, and how long that may take. */
  public enum Workload {
    BANK_10_THOUSAND_ACCOUNTS(
        "bank with row versions, 5,000,000 transfers, 10,000 accounts",
        5.0,
        20_000_000,
        () -> new RecordedTransactions().bank(5_000_000, 10_000)),
    BANK_MILLION_ACCOUNTS(
        "bank with row versions, 5,000,000 transfers, 1,000,000 accounts",
        12.0,
        20_000_000,
        () -> new RecordedTransactions().bank(5_000_000, 1_000_000)),
    LIST_APPEND(
        "list-append, 1,000,000 transactions",
        4.0,
        3_000_000,
        () -> new RecordedTransactions().lists(1_000_000)),
    REGISTER_READ_MODIFY_WRITE(
        "register, 1,000,000 operations, writers read what they replace",
        2.0,
        1_000_000,
        () -> new RecordedTransactions().registers(500_000, 10_000, false)),
    REGISTER_BLIND(
        "register, 10,000 transactions, blind writes, SI and serializability",
        2.0,
        20_000,
        () -> new RecordedTransactions().registers(10_000, 1_000, true)),
    REGISTER_UNTIMED(
        "register, 10,000 transactions, blind writes, no times, SI and serializability",
        2.0,
        20_000,
        () -> new RecordedTransactions().sessions(10_000, 1_000)),
    SMALL_BANK(
        "bank with row versions, 100,000 transfers, 1,000 accounts",
        0.15,
        400_000,
        () -> new RecordedTransactions().bank(100_000, 1_000));

    private final String title;
    private final double budgetSeconds;
    private final long operations;

    // A lambda that captures nothing: it makes a history anew at each call.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Supplier<TxnHistory> history;

    Workload(String title, double budgetSeconds, long operations, Supplier<TxnHistory> history) {
      this.title = title;
      this.budgetSeconds = budgetSeconds;
      this.operations = operations;
      this.history = history;
    }
  }

  /**
   * What was measured.
   *
   * @param seconds of each round, the first with code that is not compiled yet
   * @param strictSerializable whether that was the answer; without times, with process order
   * @param cpuSeconds what of these the judging thread had a core; less on a loaded machine
   */
  public record Figures(
      Workload workload,
      List<Double> seconds,
      List<Double> cpuSeconds,
      boolean strictSerializable) {

    public Figures {
      seconds = List.copyOf(seconds);
      cpuSeconds = List.copyOf(cpuSeconds);
    }

    /** The middle one of all rounds but the first. */
    public double median() {
      return median(seconds);
    }

    private static double median(List<Double> rounds) {
      double[] warm = rounds.stream().skip(1).mapToDouble(Double::doubleValue).sorted().toArray();
      return warm[warm.length / 2];
    }

    /** Whether the goal is met. */
    public boolean withinBudget() {
      return median() <= workload.budgetSeconds;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s: median %.2f s (cpu %.2f s, first round %.2f s), %,.0f operations/s, goal %.2f s: %s",
          workload.title,
          median(),
          median(cpuSeconds),
          seconds.get(0),
          workload.operations / median(),
          workload.budgetSeconds,
          withinBudget() ? "met" : "missed");
    }
  }

  private CheckerSpeed() {}

  /** Judges one workload so many times, at least twice. */
  public static Figures measure(Workload workload, int rounds) {
    TxnHistory history = workload.history.get();
    Double[] seconds = new Double[Math.max(2, rounds)];
    Double[] cpuSeconds = new Double[seconds.length];
    var threads = ManagementFactory.getThreadMXBean();
    boolean strict = true;
    for (int round = 0; round < seconds.length; round++) {
      long began = System.nanoTime();
      long cpuBegan = threads.getCurrentThreadCpuTime();
      Judgement judgement = RowJudge.judge(history, Options.DEFAULT);
      seconds[round] = (System.nanoTime() - began) / 1e9;
      cpuSeconds[round] = (threads.getCurrentThreadCpuTime() - cpuBegan) / 1e9;
      Axis strongest = history.timed() ? Axis.STRICT : Axis.SESSION;
      strict &= judgement.levels().of(Level.SERIALIZABLE, strongest) == Answer.HOLDS;
    }
    return new Figures(workload, Arrays.asList(seconds), Arrays.asList(cpuSeconds), strict);
  }
}
