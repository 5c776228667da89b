package dev.overdraft.cli;

import dev.overdraft.history.Isolation;
import dev.overdraft.reports.Snapshot;
import dev.overdraft.workload.bank.Amounts;
import dev.overdraft.workload.bank.BankLoad;
import dev.overdraft.workload.txn.TxnWorkload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code run}, with their defaults by profile. */
final class RunOptions {

  static final long OPENING_CENTS = 100;
  private static final int AUDIT_SHARE = 10;

  @Mixin ServerOptions server = new ServerOptions();

  @Option(
      names = "--strategies",
      split = ",",
      paramLabel = "NAME",
      description =
          "Strategies or families, separated by commas; see 'overdraft list'. Default: the core."
              + " Broken controls that the chosen ones need are added.")
  List<String> strategies = new ArrayList<>();

  @Option(
      names = "--workload",
      paramLabel = "NAME",
      defaultValue = "bank",
      description =
          "bank, for strategies; append, register, write-skew, long-fork, predicate, monotonic,"
              + " counter or set, for what the database itself lets happen; these take --engine,"
              + " --user, --classpath, --isolation, --workers, --duration, --ops, --seed, --quick,"
              + " --thorough, --out and --json, and refuse what is about strategies."
              + " Default: ${DEFAULT-VALUE}.")
  String workload = "bank";

  @Option(
      names = "--isolation",
      paramLabel = "LEVEL",
      description =
          "Run everything at this level, instead of the one that each strategy is written for;"
              + " 'all' is one level after the other: for strategies from read committed on, explored"
              + " and measured at their own; for workloads other than bank, the default.")
  @Nullable String isolationName;

  /** The level of that name, once it is validated; null for each strategy's own, or for all. */
  @Nullable Isolation isolation;

  @Option(
      names = "--all",
      description =
          "The whole matrix: every strategy at every level, without benchmarks. The same as"
              + " --isolation all --no-bench with all families as --strategies.")
  boolean all;

  @Option(
      names = "--compare",
      paramLabel = "ENGINE",
      description =
          "Run the same on this engine too, from the same seed, and print both side by side.")
  @Nullable String compare;

  @Option(names = "--workers", description = "Concurrent workers. Default: ${DEFAULT-VALUE}.")
  int workers = 8;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "How long to storm each strategy. Default: 2s, thorough: 20s.")
  @Nullable Duration duration;

  @Option(names = "--ops", paramLabel = "N", description = "The most operations per strategy.")
  @Nullable Long operations;

  @Option(names = "--accounts", description = "Accounts in the bank. Default: ${DEFAULT-VALUE}.")
  int accounts = 8;

  @Option(
      names = "--skew",
      description =
          "Zipf exponent by which accounts are picked; 0 is uniform. Default: ${DEFAULT-VALUE}.")
  double skew = 1.0;

  @Option(
      names = "--amounts",
      paramLabel = "KIND",
      description =
          "round, so that accounts are emptied exactly; or fingerprint, so that balances tell which"
              + " payments made them up. Default: ${DEFAULT-VALUE}.")
  String amounts = "round";

  @Option(names = "--seed", description = "Repeats a plan. Default: drawn and printed.")
  @Nullable Long seed;

  @Option(
      names = "--yield",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      description = "Think time before each write, to widen windows. Default: none.")
  Duration yield = Duration.ZERO;

  @ArgGroup Profile profile = new Profile();

  @Option(names = "--no-bench", description = "Measure no cost at all.")
  boolean noBench;

  @Option(
      names = "--no-jmh",
      description = "Leave the JMH benchmarks out, and measure only what 'compare' needs.")
  boolean noJmh;

  @Option(
      names = "--precise",
      description =
          "Measure what 'compare' needs until it is precise, as --thorough does, and --baseline"
              + " without --quick: some ten seconds a strategy, longer on a busy machine, and"
              + " enough to find a change of a fifth.")
  boolean precise;

  @Option(names = "--no-explore", description = "Leave the explorer out.")
  boolean noExplore;

  @Option(names = "--no-controls", description = "Add no broken controls to the chosen strategies.")
  boolean noControls;

  @Option(
      names = "--claim-safe",
      split = ",",
      paramLabel = "NAME",
      description =
          "Hold these strategies to the promise that no anomaly shows, whatever they claim"
              + " themselves.")
  List<String> claimSafe = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run directory. Default: a new one under overdraft-runs.")
  @Nullable Path out;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description =
          "Hold the run against this: fails on a new anomaly, or on something slower by more than"
              + " 5 %%, not on an anomaly that is known. 'overdraft baseline update' writes it.")
  @Nullable Path baseline;

  /** What is in it, once that is validated. */
  @Nullable Snapshot base;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description =
          "Write verdicts.json there as well, for a workload other than bank what 'check --json'"
              + " tells of each level; '-' is stdout, instead of the table.")
  @Nullable String json;

  /** Quick or thorough. */
  static final class Profile {
    @Option(
        names = "--quick",
        description =
            "About two seconds a strategy (the default); with --baseline enough to find what has"
                + " become twice as slow.")
    boolean quick;

    @Option(names = "--thorough", description = "For figures that are to be quoted.")
    boolean thorough;
  }

  long durationMillis() {
    if (duration != null) {
      return duration.toMillis();
    }
    if (operations != null) {
      return -1;
    }
    return profile.thorough ? 20_000 : 2_000;
  }

  long operations() {
    return operations == null ? -1 : operations;
  }

  long yieldMicros() {
    return yield.toNanos() / 1000;
  }

  /** Whether to measure precisely what is compared with other runs. */
  boolean preciseCosts() {
    return precise || profile.thorough || (baseline != null && !profile.quick);
  }

  /** The bank that the options describe. */
  BankLoad bank() {
    try {
      Amounts kind =
          Amounts.of(amounts)
              .orElseThrow(
                  () ->
                      new UsageException(
                          "--amounts is round or fingerprint, not '" + amounts + "'"));
      long opening = OPENING_CENTS / Amounts.ROUND.denomination() * kind.denomination();
      return new BankLoad(accounts, opening, skew, AUDIT_SHARE, kind);
    } catch (IllegalArgumentException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()));
    }
  }

  /** The workload, if it asks the database about itself. */
  Optional<TxnWorkload> database() {
    return TxnWorkload.of(workload);
  }

  private static String databaseWorkloads() {
    return Arrays.stream(TxnWorkload.values())
        .map(TxnWorkload::word)
        .collect(Collectors.joining(", "));
  }

  /** The levels at which to ask it. */
  List<Isolation> levels() {
    return isolation == null ? List.of(Isolation.values()) : List.of(isolation);
  }

  /** The levels at which strategies run besides their own; empty unless all are asked for. */
  List<Isolation> furtherLevels() {
    return everyLevel()
        ? Stream.of(Isolation.values()).filter(l -> l != Isolation.READ_UNCOMMITTED).toList()
        : List.of();
  }

  private boolean everyLevel() {
    return all || "all".equals(isolationName);
  }

  private @Nullable Isolation isolation() {
    if (isolationName == null || everyLevel()) {
      return null;
    }
    try {
      return new IsolationConverter().convert(isolationName);
    } catch (TypeConversionException unknown) {
      throw new UsageException(String.valueOf(unknown.getMessage()));
    }
  }

  void validate() throws IOException {
    require(
        !all || (strategies.isEmpty() && isolationName == null),
        "--all is every strategy at every level: leave --strategies and --isolation out");
    require(
        compare == null || (baseline == null && json == null),
        "--compare does not go together with --baseline or --json");
    noBench |= all;
    isolation = isolation();
    bank();
    RunDirectory.check(out);
    require(
        json == null || json.equals("-") || canHold(Path.of(json)),
        "--json " + json + " is in a directory that does not exist");
    RunDirectory.check(comparedOut());
    base = base();
    require(
        workload.equals("bank") || database().isPresent(),
        "there is no workload '" + workload + "': use bank, " + databaseWorkloads());
    require(workers >= 1 && workers <= 200, "--workers is 1 to 200, not " + workers);
    require(operations == null || operations >= 0, "--ops cannot be negative");
    require(yield.toMillis() <= 10_000, "--yield is at most 10s");
  }

  /** The run directory of the other engine, if both are named. */
  @Nullable Path comparedOut() {
    if (compare == null || out == null) {
      return null;
    }
    Path whole = out.toAbsolutePath().normalize();
    return whole.resolveSibling(whole.getFileName() + "-compared");
  }

  private @Nullable Snapshot base() {
    if (baseline == null) {
      return null;
    }
    try {
      return CompareCommand.snapshot(baseline);
    } catch (IOException broken) {
      throw new UsageException(
          "--baseline: %s; 'overdraft baseline update' writes one".formatted(broken.getMessage()));
    }
  }

  private static boolean canHold(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent != null && Files.isDirectory(parent) && !Files.isDirectory(file);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new UsageException(message);
    }
  }
}
