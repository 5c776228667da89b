package dev.overdraft.check;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One strategy's line in the table: what was seen, what had been promised, what it cost.
 *
 * @param control whether it is broken on purpose
 * @param source the strategy's source file, relative to the project, empty if unknown
 * @param grade the worst of its verdicts' grades
 * @param equation where every cent went, in one line; empty without a final audit
 * @param explored what running every interleaving of small scenarios showed; empty if that was left
 *     out
 * @param throughput one entry a contention that was measured; empty without a benchmark
 * @param outcomes how many payments stand how, in one line; empty without a final audit
 * @param audits how many audits were wrong in which way, in one line; empty where that is not
 *     judged
 * @param selfCheck whether faults planted into copies of the history were found
 */
public record Scorecard(
    String strategy,
    String family,
    String summary,
    boolean control,
    String source,
    String engine,
    String isolation,
    Grade grade,
    List<Entry> verdicts,
    Operations operations,
    String equation,
    List<Cost> throughput,
    List<Explored> explored,
    String outcomes,
    String audits,
    SelfCheck selfCheck) {

  public Scorecard {
    verdicts = List.copyOf(verdicts);
    throughput = List.copyOf(throughput);
    explored = List.copyOf(explored);
  }

  /** One anomaly's cell. */
  public record Entry(Anomaly anomaly, Verdict verdict, Claim claim, Grade grade) {}

  /**
   * What was asked and how it ended.
   *
   * @param retries attempts beyond the first of each operation
   * @param aborts attempts that the database ended, by SQLSTATE
   * @param millis how long the storm took
   */
  public record Operations(
      long ok, long fail, long info, long retries, Map<String, Long> aborts, long millis) {
    public Operations {
      aborts = Collections.unmodifiableMap(new TreeMap<>(aborts));
    }
  }

  /**
   * What JMH measured at one contention.
   *
   * @param contention {@code hot} or {@code uniform}
   * @param committedPerSecond operations that were committed, per second, over all threads
   * @param errorPerSecond half the width of JMH's 99.9 % confidence interval
   * @param retriesPerCommit attempts beyond the first per committed operation
   * @param abortsPerCommit attempts that the database ended per committed operation
   */
  public record Cost(
      String contention,
      int threads,
      double committedPerSecond,
      double errorPerSecond,
      double retriesPerCommit,
      double abortsPerCommit) {}

  /**
   * What came of one scenario when its interleavings were run one statement at a time.
   *
   * @param verdict {@code holds}, {@code fails} or {@code inconclusive}
   * @param coverage how much was run: {@code EXHAUSTIVE (6 classes, 6 schedules, 0.9 s)}
   * @param exhaustive whether one schedule of every class was run
   * @param classes distinct classes of schedules that were run
   * @param token repeats the shortest failing schedule; empty unless it fails
   * @param witness that schedule as lanes of text; empty unless it fails
   */
  public record Explored(
      String scenario,
      String verdict,
      String coverage,
      boolean exhaustive,
      long classes,
      String token,
      String witness) {
    /** Whether an interleaving broke the rule. */
    public boolean fails() {
      return verdict.equals("fails");
    }

    /** Whether none of those that were run did. */
    public boolean holds() {
      return verdict.equals("holds");
    }
  }

  /** A card for which nothing was planted, and audits were not counted. */
  public Scorecard(
      String strategy,
      String family,
      String summary,
      boolean control,
      String source,
      String engine,
      String isolation,
      Grade grade,
      List<Entry> verdicts,
      Operations operations,
      String equation,
      List<Cost> throughput,
      List<Explored> explored) {
    this(
        strategy,
        family,
        summary,
        control,
        source,
        engine,
        isolation,
        grade,
        verdicts,
        operations,
        equation,
        throughput,
        explored,
        "",
        "",
        SelfCheck.NONE);
  }

  /** A card for which nothing was explored either. */
  public Scorecard(
      String strategy,
      String family,
      String summary,
      boolean control,
      String source,
      String engine,
      String isolation,
      Grade grade,
      List<Entry> verdicts,
      Operations operations,
      String equation,
      List<Cost> throughput) {
    this(
        strategy,
        family,
        summary,
        control,
        source,
        engine,
        isolation,
        grade,
        verdicts,
        operations,
        equation,
        throughput,
        List.of());
  }

  /** The cell of one anomaly. */
  public Entry entry(Anomaly anomaly) {
    return verdicts.stream()
        .filter(e -> e.anomaly() == anomaly)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(strategy + " was not judged for " + anomaly.id()));
  }

  /**
   * Whether money was seen to be unsafe with it: such a strategy never ranks. An audit that was
   * promised to nobody and does not add up, since money is on its way, loses none.
   */
  public boolean unsafe() {
    return control
        || verdicts.stream().anyMatch(Scorecard::harmful)
        || explored.stream().anyMatch(Explored::fails);
  }

  private static boolean harmful(Entry entry) {
    boolean unpromisedAudit =
        entry.anomaly() == Anomaly.CONSISTENT_AUDIT && entry.claim() == Claim.MAY;
    return entry.verdict() instanceof Verdict.Found && !unpromisedAudit;
  }

  /** The same card with what a benchmark measured. */
  public Scorecard withThroughput(List<Cost> costs) {
    return with(costs, outcomes, audits, selfCheck);
  }

  /** The same card with what was seen of payments, of audits and of planted faults. */
  public Scorecard withChecks(String ofOutcomes, String ofAudits, SelfCheck ofFaults) {
    return with(throughput, ofOutcomes, ofAudits, ofFaults);
  }

  private Scorecard with(List<Cost> costs, String ofOutcomes, String ofAudits, SelfCheck ofFaults) {
    return new Scorecard(
        strategy,
        family,
        summary,
        control,
        source,
        engine,
        isolation,
        grade,
        verdicts,
        operations,
        equation,
        costs,
        explored,
        ofOutcomes,
        ofAudits,
        ofFaults);
  }
}
