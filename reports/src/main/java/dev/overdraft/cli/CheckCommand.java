package dev.overdraft.cli;

import dev.overdraft.check.txn.Judge;
import dev.overdraft.check.txn.Options;
import dev.overdraft.history.HistoryFormatException;
import dev.overdraft.history.format.BankTransactions;
import dev.overdraft.history.format.Export;
import dev.overdraft.history.format.HistoryFile;
import dev.overdraft.history.format.Imported;
import dev.overdraft.history.format.Notation;
import dev.overdraft.history.format.Workload;
import dev.overdraft.history.txn.TxnHistory;
import dev.overdraft.reports.check.CheckJson;
import dev.overdraft.reports.check.CheckText;
import dev.overdraft.reports.check.Checked;
import dev.overdraft.reports.check.NearMissText;
import dev.overdraft.reports.check.Promise;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code overdraft check}: judges a history file, ours or another tool's. */
@Command(
    name = "check",
    description =
        "Judges a recorded history: Overdraft's own, or EDN, JSON and plain text of other tools.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:nothing that the level does not allow",
      "1:an anomaly that it does not allow",
      "2:usage, or a file that cannot be read as a history",
      "4:inconclusive: nothing can be said, and why",
      "5:the environment: not enough memory"
    })
final class CheckCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "The history, compressed with gzip or not.")
  Path file = Path.of("");

  @Option(
      names = "--workload",
      paramLabel = "NAME",
      description =
          "bank, list-append, rw-register, predicate, cas-register, counter, set or lock. Default:"
              + " guessed from the first operations.")
  @Nullable String workload;

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      description =
          "What to hold it to, such as snapshot-isolation or strict-serializable. Default:"
              + " serializable.")
  @Nullable String level;

  @Option(
      names = "--total",
      paramLabel = "N",
      description = "What all balances of a bank come to. Default: what most of its reads say.")
  @Nullable Long total;

  @Option(
      names = "--allow-negative-balances",
      description = "Accounts of a bank may go below zero.")
  boolean negativeAllowed;

  @Option(
      names = "--near-misses",
      description =
          "If nothing is found, name transactions whose order was a matter of luck: the other way"
              + " round there would have been an anomaly.")
  boolean nearMisses;

  @Option(
      names = "--edn-out",
      paramLabel = "FILE",
      description = "Write the history there as EDN that Elle reads; '-' is stdout, and no answer.")
  @Nullable String ednOut;

  @Option(
      names = "--json-out",
      paramLabel = "FILE",
      description = "The same as JSON, one object a line.")
  @Nullable String jsonOut;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write the answer there as JSON; '-' is stdout, instead of the text.")
  @Nullable String json;

  private final PrintStream out;
  private final PrintStream err;

  CheckCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws Exception {
    Promise promise = promise();
    Optional<Workload> known = workload();
    try {
      Imported imported = read(known);
      export(imported);
      Checked checked = Checked.of(imported, promise, rules());
      print(checked);
      if (nearMisses) {
        printNearMisses(imported, checked);
      }
      return switch (checked.outcome()) {
        case AS_PROMISED -> ExitCode.AS_EXPECTED;
        case BROKEN -> ExitCode.ANOMALY;
        case INCONCLUSIVE -> ExitCode.INCONCLUSIVE;
      };
    } catch (OutOfMemoryError full) {
      err.printf(
          "overdraft: %s needs more than the %,d MB of memory that there are; give a larger -Xmx in"
              + " JAVA_TOOL_OPTIONS%n",
          file, Runtime.getRuntime().maxMemory() >> 20);
      return ExitCode.ENVIRONMENT;
    }
  }

  private Imported read(Optional<Workload> known) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UsageException(file + " is not a file");
    }
    try {
      return HistoryFile.of(file).read(known);
    } catch (HistoryFormatException malformed) {
      throw new UsageException(file + ": " + malformed.getMessage());
    }
  }

  private Promise promise() {
    if (level == null) {
      return Promise.DEFAULT;
    }
    return Promise.of(level)
        .orElseThrow(
            () -> new UsageException("there is no level '" + level + "'; use " + Promise.known()));
  }

  private Optional<Workload> workload() {
    if (workload == null) {
      return Optional.empty();
    }
    Optional<Workload> known = Workload.of(workload);
    if (known.isEmpty()) {
      String names =
          Arrays.stream(Workload.values()).map(Workload::word).collect(Collectors.joining(", "));
      throw new UsageException("there is no workload '" + workload + "'; use one of " + names);
    }
    return known;
  }

  private Checked.Rules rules() {
    return new Checked.Rules(
        total == null ? OptionalLong.empty() : OptionalLong.of(total), negativeAllowed);
  }

  private void export(Imported imported) throws IOException {
    if (ednOut == null && jsonOut == null) {
      return;
    }
    TxnHistory history = transactions(imported);
    if (ednOut != null) {
      export(history, Notation.EDN, ednOut);
    }
    if (jsonOut != null) {
      export(history, Notation.JSON, jsonOut);
    }
  }

  private TxnHistory transactions(Imported imported) {
    if (imported instanceof Imported.Transactions t) {
      return t.history();
    }
    if (imported instanceof Imported.Recorded r) {
      return BankTransactions.of(r.history());
    }
    throw new UsageException(
        "only histories of transactions are exported or have near misses, this is a "
            + imported.summary().workload().word()
            + " without row versions");
  }

  private void export(TxnHistory history, Notation notation, String to) throws IOException {
    if (to.equals("-")) {
      var text = new StringWriter();
      Export.write(history, notation, text);
      out.print(text);
      return;
    }
    try (Writer writer = Files.newBufferedWriter(Path.of(to))) {
      Export.write(history, notation, writer);
    }
  }

  /** Only beside the text: they are hints, and no part of the verdict. */
  private void printNearMisses(Imported imported, Checked checked) {
    boolean text = json == null || !json.equals("-");
    if (text && !"-".equals(ednOut) && !"-".equals(jsonOut) && checked.findings().isEmpty()) {
      out.print(NearMissText.render(Judge.nearMisses(transactions(imported), Options.DEFAULT)));
      out.flush();
    }
  }

  private void print(Checked checked) throws IOException {
    boolean exported = "-".equals(ednOut) || "-".equals(jsonOut);
    if ("-".equals(json)) {
      out.print(CheckJson.render(file.toString(), checked));
    } else if (!exported) {
      out.print(CheckText.render(file.toString(), checked));
    }
    if (json != null && !json.equals("-")) {
      Files.writeString(Path.of(json), CheckJson.render(file.toString(), checked));
    }
    out.flush();
  }
}
